package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks one row's value for each group: {@code first, last, any_value} (with ORDER BY by it, else by arrival), {@code single_value},
 * {@code min_by, max_by}, and {@code min, max} of
 * types that take more than a word (the value is its own key).
 */
final class PickAccumulator implements Accumulator {

    /** One key of the order in which the first row is picked. */
    record KeyOrder(DataType type, boolean ascending, boolean nullsFirst) {}

    /**
     * What is picked.
     *
     * @param keys          order; without it arrival decides
     * @param choice        which row of the order
     * @param skipNullValue rows with a null value do not count
     * @param skipNullKey   rows with a null first key do not count
     * @param form          of the states
     */
    record Rule(DataType type, List<KeyOrder> keys, Choice choice, boolean skipNullValue, boolean skipNullKey, Form form) {}

    /** ONLY: a second row that counts is SCALAR_SUBQUERY_TOO_MANY_ROWS. */
    enum Choice {
        FIRST, LAST, ONLY
    }

    /** VALUE: the value is the state; VALUE_SET_KEYS: with a flag and keys after it; VALUE_KEY: with its key. */
    enum Form {
        VALUE, VALUE_SET_KEYS, VALUE_KEY
    }

    private final Rule rule;
    private final ValueCells values;
    private final List<ValueCells> keys = new ArrayList<>();

    PickAccumulator(Rule rule) {
        this.rule = rule;
        this.values = new ValueCells(rule.type());
        for (KeyOrder key : rule.keys()) {
            keys.add(new ValueCells(key.type()));
        }
    }

    @Override
    public void reserve(int groups) {
        values.reserve(groups);
        keys.forEach(key -> key.reserve(groups));
    }

    @Override
    public long bytesAt(int groups) {
        return 4L * groups * (1 + keys.size());
    }

    @Override
    public long heldBytes() {
        return values.heldBytes() + keys.stream().mapToLong(ValueCells::heldBytes).sum();
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        List<Vector> readable = arguments.stream().map(ValueCells::readable).toList();
        Vector value = readable.getFirst();
        List<Vector> by = rule.form() == Form.VALUE ? readable : readable.subList(1, readable.size());
        take(value, by, rows.rows(), rows.count(), rows.groups());
    }

    private void take(Vector value, List<Vector> by, int[] at, int count, int[] groups) {
        for (int i = 0; i < count; i++) {
            int row = at[i];
            if ((rule.skipNullValue() && value.isNull(row)) || (rule.skipNullKey() && by.getFirst().isNull(row))) {
                continue;
            }
            int group = groups[row];
            if (!values.isSet(group) || isBetter(group, by, row)) {
                values.set(group, value, row);
                for (int key = 0; key < keys.size(); key++) {
                    keys.get(key).set(group, by.get(key), row);
                }
            }
        }
    }

    private boolean isBetter(int group, List<Vector> by, int row) {
        int order = 0;
        for (int key = 0; order == 0 && key < keys.size(); key++) {
            order = compare(rule.keys().get(key), keys.get(key), group, by.get(key), row);
        }
        return switch (rule.choice()) {
            case FIRST -> order > 0;
            case LAST -> order <= 0;
            case ONLY -> throw ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS.with();
        };
    }

    private static int compare(KeyOrder order, ValueCells kept, int group, Vector vector, int row) {
        boolean keptNull = kept.isNull(group);
        boolean rowNull = vector.isNull(row);
        if (keptNull || rowNull) {
            int nullsFirst = Boolean.compare(rowNull, keptNull);
            return order.nullsFirst() ? nullsFirst : -nullsFirst;
        }
        int compared = kept.compare(group, vector, row);
        return order.ascending() ? compared : -compared;
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        if (rule.form() != Form.VALUE_SET_KEYS) {
            update(states, rows);
            return;
        }
        List<Vector> readable = states.stream().map(ValueCells::readable).toList();
        BooleanVector set = (BooleanVector) readable.get(1);
        int[] at = ValidRows.of(set.validity(), rows.rows(), rows.count());
        int count = 0;
        for (int row : at) {
            if (set.values()[row] != 0) {
                at[count++] = row;
            }
        }
        take(readable.getFirst(), readable.subList(2, readable.size()), at, count, rows.groups());
    }

    @Override
    public List<Vector> states(int from, int count) {
        List<Vector> states = new ArrayList<>();
        states.add(values.vector(from, count));
        if (rule.form() == Form.VALUE_SET_KEYS) {
            byte[] set = new byte[count];
            for (int i = 0; i < count; i++) {
                set[i] = (byte) (values.isSet(from + i) ? 1 : 0);
            }
            states.add(new BooleanVector(DataType.BOOLEAN, set, count, null));
        }
        if (rule.form() != Form.VALUE) {
            keys.forEach(key -> states.add(key.vector(from, count)));
        }
        return states;
    }

    @Override
    public Vector result(int from, int count) {
        return values.vector(from, count);
    }

    @Override
    public void clear() {
        values.clear();
        keys.forEach(ValueCells::clear);
    }
}
