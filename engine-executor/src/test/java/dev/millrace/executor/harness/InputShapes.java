package dev.millrace.executor.harness;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The same rows in other clothes. */
final class InputShapes {

    private InputShapes() {}

    /** Cut into batches of 1 to {@code most} rows. */
    static List<Batch> cut(Batch all, int most, Random random) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < all.length();) {
            int count = Math.min(all.length() - from, 1 + random.nextInt(most));
            batches.add(Batches.slice(all, from, count));
            from += count;
        }
        return batches;
    }

    /** Rows of the same batch stand between those that count: few or many. */
    static Batch withSelection(Batch batch, Random random) {
        int strangers = random.nextBoolean() ? 1 + batch.length() / 20 : batch.length();
        int total = batch.length() + strangers;
        int[] rows = new int[total];
        int[] chosen = new int[batch.length()];
        int real = 0;
        for (int i = 0; i < total; i++) {
            if (real < batch.length() && random.nextInt(total - i) < batch.length() - real) {
                chosen[real] = i;
                rows[i] = real++;
            } else {
                rows[i] = random.nextInt(batch.length());
            }
        }
        return Gather.batch(batch, rows, total).select(new Selection(chosen, batch.length()));
    }

    /** Columns as dictionaries, or constants where they are. */
    static Batch encoded(Batch batch) {
        List<Vector> columns = new ArrayList<>();
        for (Vector column : batch.columns()) {
            columns.add(encoded(column));
        }
        return Batch.of(batch.length(), columns);
    }

    private static Vector encoded(Vector column) {
        Map<Object, Integer> codeOf = new HashMap<>();
        VectorBuilder dictionary = VectorBuilder.of(column.type(), 16);
        int[] codes = new int[column.length()];
        long[] validity = Validity.allValid(column.length());
        int nulls = 0;
        for (int row = 0; row < codes.length; row++) {
            int current = row;
            Object value = Values.get(column, row);
            if (value == null) {
                Validity.setNull(validity, row);
                nulls++;
            } else {
                codes[row] = codeOf.computeIfAbsent(Rows.text(value), _ -> {
                    dictionary.append(column, new int[] {current}, 0, 1);
                    return dictionary.length() - 1;
                });
            }
        }
        if (dictionary.length() == 1 && nulls == 0) {
            return new ConstantVector(dictionary.build(), codes.length);
        }
        return dictionary.length() == 0 ? column
                : new DictionaryVector(codes, dictionary.build(), codes.length, nulls == 0 ? null : validity);
    }
}
