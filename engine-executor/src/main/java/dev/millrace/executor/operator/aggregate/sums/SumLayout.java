package dev.millrace.executor.operator.aggregate.sums;

import dev.millrace.expr.AggregateCall;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * Which cells the counts, sums and averages of an aggregation need. Calls over the same argument and filter share them: {@code sum(x)},
 * {@code avg(x)} and
 * {@code count(x)} are one sum and one count of nulls.
 *
 * <p>Cell 0 counts a group's rows. {@code count(x)} is that minus the rows where x is null or the filter fails, which have cells only
 * once a
 * batch has some: so columns without nulls cost nothing.
 */
final class SumLayout {

    /** What is summed: nothing (VALID: only nulls are counted), a boolean or int in 64 bits, a long or decimal in 128 bits, a double. */
    enum Kind {
        VALID, LONG, WIDE, DOUBLE
    }

    /**
     * A summed input.
     *
     * @param inputs the summed one first; a row counts when none is null
     * @param cell   of the sum, in the cells of longs or of doubles; unused for VALID
     */
    record Column(Kind kind, List<Integer> inputs, int filter, int cell) {}

    /** How a call's value comes from its columns. */
    enum Form {
        ROWS, VALID_ROWS, COUNTED, SUM, AVERAGE
    }

    /**
     * A call.
     *
     * @param column   of the count or sum, -1 for ROWS
     * @param counted  column whose sum is an average's count when states are merged, -1 when the count is that of the valid rows
     * @param overflow column whose sum tells that an earlier sum overflowed, or -1
     */
    record SumCall(AggregateCall call, List<DataType> states, Form form, int column, int counted, int overflow) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<SumCall> calls = new ArrayList<>();
    private int longCells = 1;
    private int doubleCells;

    static boolean covers(AggregateCall call) {
        return switch (call.function()) {
            case "count", "count_if", "sum", "try_sum", "avg", "mean", "try_avg" -> true;
            default -> false;
        };
    }

    /**
     * Adds a call that reads rows; returns its number.
     *
     * @param inputs its arguments' inputs
     */
    int addForRows(AggregateCall call, List<DataType> states, List<Integer> inputs, int filter) {
        boolean everyRow = inputs.isEmpty() && filter == RowInputs.NO_FILTER;
        return add(switch (call.function()) {
            case "count" -> everyRow
                    ? new SumCall(call, states, Form.ROWS, -1, -1, -1)
                    : new SumCall(call, states, Form.VALID_ROWS, column(Kind.VALID, inputs, filter), -1, -1);
            case "count_if" -> new SumCall(call, states, Form.COUNTED, column(Kind.LONG, inputs, filter), -1, -1);
            case "sum", "try_sum" -> new SumCall(call, states, Form.SUM, column(kind(argument(call)), inputs, filter), -1, -1);
            default -> new SumCall(call, states, Form.AVERAGE, column(kind(argument(call)), inputs, filter), -1, -1);
        });
    }

    /** Adds a call that merges states; returns its number. */
    int addForStates(AggregateCall call, List<DataType> states, List<Integer> inputs) {
        Kind kind = kind(states.getFirst());
        return add(switch (call.function()) {
            case "count", "count_if" -> new SumCall(call, states, Form.COUNTED, merged(Kind.LONG, inputs.getFirst()), -1, -1);
            case "sum" -> new SumCall(call, states, Form.SUM, merged(kind, inputs.getFirst()), -1, -1);
            case "try_sum" -> new SumCall(call, states, Form.SUM, merged(kind, inputs.getFirst()), -1, merged(Kind.LONG, inputs.get(1)));
            default -> new SumCall(call, states, Form.AVERAGE, merged(kind, inputs.getFirst()), merged(Kind.LONG, inputs.get(1)),
                    inputs.size() > 2 ? merged(Kind.LONG, inputs.get(2)) : -1);
        });
    }

    private int add(SumCall call) {
        calls.add(call);
        return calls.size() - 1;
    }

    private int merged(Kind kind, int input) {
        return column(kind, List.of(input), RowInputs.NO_FILTER);
    }

    private static DataType argument(AggregateCall call) {
        return call.arguments().getFirst().type();
    }

    private static Kind kind(DataType type) {
        Storage storage = type.storage();
        return switch (storage) {
            case BOOLEAN, INT -> Kind.LONG;
            case LONG, DECIMAL128 -> Kind.WIDE;
            case DOUBLE -> Kind.DOUBLE;
            case BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException("not a number: " + type.sql());
        };
    }

    private int column(Kind kind, List<Integer> inputs, int filter) {
        for (int i = 0; i < columns.size(); i++) {
            Column known = columns.get(i);
            if (known.filter() == filter && known.inputs().equals(inputs) && (known.kind() == kind || kind == Kind.VALID)) {
                return i;
            }
        }
        int cell = switch (kind) {
            case VALID -> -1;
            case LONG -> longCells++;
            case WIDE -> (longCells += 2) - 2;
            case DOUBLE -> doubleCells++;
        };
        columns.add(new Column(kind, List.copyOf(inputs), filter, cell));
        return columns.size() - 1;
    }

    List<Column> columns() {
        return columns;
    }

    List<SumCall> calls() {
        return calls;
    }

    /** Longs of one group. */
    int longCells() {
        return longCells;
    }

    /** Doubles of one group. */
    int doubleCells() {
        return doubleCells;
    }
}
