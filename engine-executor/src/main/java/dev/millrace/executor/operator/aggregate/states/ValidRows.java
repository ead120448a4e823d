package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Validity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Chooses the rows that are not null. */
final class ValidRows {

    private ValidRows() {}

    /** Those of the first {@code count} of {@code rows} that are valid. */
    static int[] of(long @Nullable [] validity, int[] rows, int count) {
        if (validity == null) {
            return Arrays.copyOf(rows, count);
        }
        int[] chosen = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            chosen[found] = rows[i];
            found += Validity.isValid(validity, rows[i]) ? 1 : 0;
        }
        return Arrays.copyOf(chosen, found);
    }
}
