package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.Predicate;
import dev.millrace.executor.kernel.compare.Comparison;
import dev.millrace.executor.kernel.compare.RangeTest;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.Selections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of conditions that select rows without making a column of booleans first, and the one that does. */
public final class Predicates {

    private static final Selection NONE = new Selection(new int[0], 0);

    private Predicates() {}

    /** All of {@code rows} or none. */
    public record Fixed(boolean keep, ResultArrays arrays) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            return keep ? everything(rows, batch.length(), arrays) : NONE;
        }
    }

    /** One condition after the other, each for the rows that are left. */
    public record All(List<Predicate> conditions) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            Selection left = conditions.getFirst().select(batch, rows);
            for (int i = 1; i < conditions.size() && left.count() > 0; i++) {
                // Loops over all rows are faster than loops over a list of them.
                left = conditions.get(i).select(batch, left.count() == batch.length() ? null : left);
            }
            return left;
        }
    }

    /** Rows for which one of two conditions holds; the second is asked about what the first does not keep. */
    public record Either(Predicate one, Predicate other, ResultArrays open, ResultArrays merged) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            int length = batch.length();
            Selection first = one.select(batch, rows);
            if (first.count() == (rows == null ? length : rows.count())) {
                return first;
            }
            if (first.count() == 0) {
                return other.select(batch, rows);
            }
            int[] left = open.ints(length);
            Selection second = other.select(batch, new Selection(left, Selections.without(rows, length, first, left)));
            if (second.count() == 0) {
                return first;
            }
            int[] out = merged.ints(length);
            return new Selection(out, Selections.union(first, second, out));
        }
    }

    /** An expression's value lies within a range. */
    public record InRange(Evaluator input, RangeTest range, Operand operand, ResultArrays arrays) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            Vector values = input.evaluate(batch, rows);
            if (Constants.isNull(values)) {
                return NONE;
            }
            if (values instanceof ConstantVector(var value, var _)) {
                int[] one = new int[1];
                return range.select(value, null, 1, one) == 1 ? everything(rows, batch.length(), arrays) : NONE;
            }
            int[] out = arrays.ints(batch.length());
            int[] at = rows == null ? null : rows.rows();
            int count = range.select(operand.withoutDictionary(values), at, rows == null ? batch.length() : rows.count(), out);
            return valid(values, out, count);
        }
    }

    /** Two expressions of INT or LONG storage compare; only the values of the rows in question are looked up. */
    public record Compared(Evaluator left, Evaluator right, Comparison comparison, Operand leftOperand, Operand rightOperand,
            ResultArrays arrays) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            Vector one = left.evaluate(batch, rows);
            Vector other = right.evaluate(batch, rows);
            if (Constants.isNull(one) || Constants.isNull(other)) {
                return NONE;
            }
            int[] out = arrays.ints(batch.length());
            int count;
            if (rows == null) {
                count = comparison.select(leftOperand.flat(one), rightOperand.flat(other), null, batch.length(), out);
            } else {
                count = comparison.select(leftOperand.selected(one, rows.rows(), rows.count()),
                        rightOperand.selected(other, rows.rows(), rows.count()), rows.rows(), rows.count(), out);
            }
            return valid(other, out, valid(one, out, count).count());
        }
    }

    /** An expression is null, or with {@code flip} 0 is not. */
    public record NullTest(Evaluator input, int flip, ResultArrays arrays) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            Vector values = input.evaluate(batch, rows);
            long[] validity = Constants.isNull(values) ? null : values.validity();
            if (validity == null) {
                boolean isNull = Constants.isNull(values);
                return isNull == (flip == 1) ? everything(rows, batch.length(), arrays) : NONE;
            }
            int[] out = arrays.ints(batch.length());
            int count = rows == null ? batch.length() : rows.count();
            return new Selection(out, Selections.valid(validity, flip, rows == null ? null : rows.rows(), count, out));
        }
    }

    /** Any other condition: the rows for which its value is true. */
    public record Computed(Evaluator condition, Operand operand, ResultArrays arrays) implements Predicate {

        @Override
        public Selection select(Batch batch, @Nullable Selection rows) {
            Vector values = condition.evaluate(batch, rows);
            if (Constants.isNull(values)) {
                return NONE;
            }
            if (values instanceof ConstantVector(var value, var _)) {
                return ((BooleanVector) value).values()[0] == 1 ? everything(rows, batch.length(), arrays) : NONE;
            }
            int[] out = arrays.ints(batch.length());
            byte[] ones = ((BooleanVector) operand.withoutDictionary(values)).values();
            int count = rows == null ? batch.length() : rows.count();
            return valid(values, out, Selections.ones(ones, rows == null ? null : rows.rows(), count, out));
        }
    }

    private static Selection valid(Vector values, int[] rows, int count) {
        long[] validity = values.validity();
        return new Selection(rows, validity == null ? count : Selections.valid(validity, 0, rows, count, rows));
    }

    static Selection everything(@Nullable Selection rows, int length, ResultArrays arrays) {
        if (rows != null) {
            return rows;
        }
        int[] out = arrays.ints(length);
        return new Selection(out, Selections.all(length, out));
    }
}
