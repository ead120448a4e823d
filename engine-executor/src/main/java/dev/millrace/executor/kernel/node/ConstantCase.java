package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.Selections;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CASE whose values are all constants: the branch a row takes is its code in a dictionary of the values. */
public final class ConstantCase implements Evaluator {

    private final List<Predicate> conditions;
    private final Vector values;
    private final int[] codes;
    private final ResultArrays results = new ResultArrays();
    private final List<ResultArrays> remaining = List.of(new ResultArrays(), new ResultArrays());

    /**
     * @param values distinct values, none null
     * @param codes  for each condition the row of its value, then for ELSE; -1 for NULL
     */
    public ConstantCase(List<Predicate> conditions, Vector values, int[] codes) {
        this.conditions = List.copyOf(conditions);
        this.values = values;
        this.codes = codes;
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        int[] out = results.ints(length);
        int otherwise = codes[conditions.size()];
        Arrays.fill(out, 0, length, Math.max(otherwise, 0));
        long[] validity = otherwise < 0 ? new long[Validity.words(length)] : null;
        Selection left = rows;
        for (int i = 0; i < conditions.size() && (left == null || left.count() > 0); i++) {
            Selection taken = conditions.get(i).select(batch, left);
            validity = write(codes[i], taken, out, validity, length);
            if (i + 1 < conditions.size() && taken.count() > 0) {
                int[] open = remaining.get(i & 1).ints(length);
                left = new Selection(open, Selections.without(left, length, taken, open));
            }
        }
        return new DictionaryVector(out, values, length, validity);
    }

    private static long @Nullable [] write(int code, Selection taken, int[] out, long @Nullable [] validity, int length) {
        int[] at = taken.rows();
        if (code < 0) {
            long[] valid = validity == null ? Validity.allValid(length) : validity;
            for (int i = 0; i < taken.count(); i++) {
                Validity.setNull(valid, at[i]);
            }
            return valid;
        }
        for (int i = 0; i < taken.count(); i++) {
            out[at[i]] = code;
        }
        if (validity != null) {
            for (int i = 0; i < taken.count(); i++) {
                Validity.setValid(validity, at[i]);
            }
        }
        return validity;
    }
}
