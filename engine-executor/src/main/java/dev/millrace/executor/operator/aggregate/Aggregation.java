package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.aggregate.groups.GroupFinder;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.executor.operator.aggregate.states.Accumulator;
import dev.millrace.executor.operator.aggregate.states.Accumulators;
import dev.millrace.executor.operator.aggregate.sums.SumAccumulator;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.function.AggregateStates;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups and their values in memory, fed with rows or with states. A batch goes in two steps: {@link #prepare} tells how many groups it
 * may add,
 * {@link #update} adds it once there is room.
 */
final class Aggregation {

    /** A call and where its values are: a number in {@link #sums}, or an accumulator of its own. */
    private sealed interface Member {
        record Summed(int number) implements Member {}

        record Own(Accumulator accumulator, List<Integer> inputs, int filter) implements Member {}
    }

    private final boolean merging;
    private final GroupFinder finder;
    private final AggregateInputs inputs;
    private final List<Integer> keyInputs = new ArrayList<>();
    private final SumAccumulator sums = new SumAccumulator();
    private final List<Member> members = new ArrayList<>();
    private int reserved;
    private int batchRows;
    /** Groups that have values since the last {@link #clear}. */
    private int used;

    private Aggregation(List<DataType> keyTypes, AggregateInputs inputs, boolean merging) {
        this.finder = GroupFinder.of(keyTypes);
        this.inputs = inputs;
        this.merging = merging;
    }

    /** Reads rows. */
    static Aggregation ofRows(List<Expr> keys, List<AggregateCall> calls, ExprCompiler compiler) {
        AggregateInputs inputs = new AggregateInputs(compiler);
        Aggregation aggregation = new Aggregation(keys.stream().map(Expr::type).toList(), inputs, false);
        for (Expr key : keys) {
            aggregation.keyInputs.add(inputs.add(key, AggregateInputs.NO_FILTER));
        }
        for (AggregateCall call : calls) {
            aggregation.addForRows(call);
        }
        return aggregation.complete();
    }

    /** Reads states: the keys in the first columns, then each call's states. */
    static Aggregation ofStates(List<DataType> keyTypes, List<AggregateCall> calls) {
        AggregateInputs inputs = new AggregateInputs(null);
        Aggregation aggregation = new Aggregation(keyTypes, inputs, true);
        int ordinal = 0;
        for (int key = 0; key < keyTypes.size(); key++) {
            aggregation.keyInputs.add(inputs.addColumn(ordinal++));
        }
        for (AggregateCall call : calls) {
            List<DataType> states = AggregateStates.types(call);
            List<Integer> columns = new ArrayList<>();
            for (int state = 0; state < states.size(); state++) {
                columns.add(inputs.addColumn(ordinal++));
            }
            aggregation.members.add(isSummed(call)
                    ? new Member.Summed(aggregation.sums.addForStates(call, states, columns))
                    : new Member.Own(Accumulators.of(call), columns, AggregateInputs.NO_FILTER));
        }
        return aggregation.complete();
    }

    private static boolean isSummed(AggregateCall call) {
        return SumAccumulator.covers(call) && !AggregateStates.countsDistinctOnly(call);
    }

    private void addForRows(AggregateCall call) {
        int filter = inputs.addFilter(call.filter());
        List<Integer> columns = new ArrayList<>();
        if (!call.arguments().isEmpty()) {
            for (int argument : AggregateStates.valueArguments(call)) {
                columns.add(inputs.add(call.arguments().get(argument), filter));
            }
        }
        if (isSummed(call)) {
            members.add(new Member.Summed(sums.addForRows(call, AggregateStates.types(call), columns, filter)));
            return;
        }
        for (SortKey key : call.order()) {
            columns.add(inputs.add(key.expr(), filter));
        }
        members.add(new Member.Own(Accumulators.of(call), columns, filter));
    }

    private Aggregation complete() {
        sums.complete();
        if (keyInputs.isEmpty()) {
            reserveValues(1);
        }
        return this;
    }

    int size() {
        return finder.table().size();
    }

    /** Groups there is room for. */
    int capacity() {
        return finder.table().capacity();
    }

    void reserve(int groups) {
        finder.table().reserve(groups);
        reserveValues(groups);
    }

    private void reserveValues(int groups) {
        if (groups > reserved) {
            reserved = groups;
            sums.reserve(groups);
            for (Member member : members) {
                if (member instanceof Member.Own own) {
                    own.accumulator().reserve(groups);
                }
            }
        }
    }

    long bytesAt(int groups) {
        long bytes = finder.table().bytesAt(groups) + sums.bytesAt(groups);
        for (Member member : members) {
            bytes += member instanceof Member.Own own ? own.accumulator().bytesAt(groups) : 0;
        }
        return bytes;
    }

    long heldBytes() {
        long bytes = finder.table().heldBytes() + finder.heldBytes() + sums.heldBytes();
        for (Member member : members) {
            bytes += member instanceof Member.Own own ? own.accumulator().heldBytes() : 0;
        }
        return bytes;
    }

    /** Evaluates a batch; returns the most groups that it may add. */
    int prepare(Batch batch) {
        batchRows = batch.rows();
        inputs.evaluate(batch);
        return finder.prepare(keyVectors(), batch.length(), batch.selection());
    }

    private List<Vector> keyVectors() {
        return keyInputs.stream().map(inputs::column).toList();
    }

    /** Takes in the batch that was prepared. */
    void update() {
        finder.assign();
        updateValues(finder.table().size());
    }

    private void updateValues(int groupCount) {
        used = Math.max(used, groupCount);
        GroupedRows rows = finder.rows();
        sums.update(inputs, rows, groupCount);
        for (Member member : members) {
            if (member instanceof Member.Own(var accumulator, var columns, var filter)) {
                List<Vector> arguments = columns.stream().map(inputs::column).toList();
                if (merging) {
                    accumulator.merge(arguments, rows);
                } else {
                    accumulator.update(arguments, filter == AggregateInputs.NO_FILTER ? rows : rows.only(inputs.passed(filter)));
                }
            }
        }
    }

    /** Rows of the batch last taken in whose group is older than the given number of groups. */
    int rowsInOlderGroups(int groups) {
        GroupedRows rows = finder.rows();
        int[] groupOf = rows.groups();
        int older = 0;
        for (int row = 0; row < rows.length(); row++) {
            older += groupOf[row] < groups ? 1 : 0;
        }
        return older - (rows.length() - rows.count());
    }

    /** Keys and states of the prepared batch with every row as a group of its own; this aggregation must have no groups and keeps none. */
    Batch singleRows() {
        GroupedRows rows = finder.rows();
        for (int i = 0; i < rows.count(); i++) {
            rows.groups()[rows.rows()[i]] = i;
        }
        clear();
        reserveValues(rows.count());
        updateValues(rows.count());
        List<Vector> columns = new ArrayList<>();
        for (Vector key : keyVectors()) {
            columns.add(rows.all() ? key : Gather.rows(key, rows.rows(), rows.count()));
        }
        return withStates(columns, 0, batchRows);
    }

    /** Keys and states of some groups. */
    Batch states(int from, int count) {
        return withStates(new ArrayList<>(finder.table().keys(from, count)), from, count);
    }

    private Batch withStates(List<Vector> columns, int from, int count) {
        for (Member member : members) {
            columns.addAll(switch (member) {
                case Member.Summed(var number) -> sums.states(number, from, count);
                case Member.Own(var accumulator, var _, var _) -> accumulator.states(from, count);
            });
        }
        return Batch.of(count, columns);
    }

    /** Keys and results of some groups. */
    Batch results(int from, int count) {
        List<Vector> columns = new ArrayList<>(finder.table().keys(from, count));
        for (Member member : members) {
            columns.add(switch (member) {
                case Member.Summed(var number) -> sums.result(number, from, count);
                case Member.Own(var accumulator, var _, var _) -> accumulator.result(from, count);
            });
        }
        return Batch.of(count, columns);
    }

    /** Forgets all groups, keeps the arrays. */
    void clear() {
        sums.clear(used);
        used = 0;
        finder.clear();
        for (Member member : members) {
            if (member instanceof Member.Own own) {
                own.accumulator().clear();
            }
        }
    }
}
