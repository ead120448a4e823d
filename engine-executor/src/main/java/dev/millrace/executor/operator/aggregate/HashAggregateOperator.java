package dev.millrace.executor.operator.aggregate;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.AggregateStates;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.Spillable;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashAggregateExec.Mode;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows by hash. When the memory is used up, PARTIAL hands its groups on and starts over; FINAL and SINGLE write theirs to disk,
 * divided by hash, and
 * merge the pieces one after the other, dividing again what is still too large.
 */
public final class HashAggregateOperator extends PullOperator implements Spillable {

    private static final int SPILL_ROWS = 4096;
    private static final int FEWEST_ROWS_TO_HALVE = 64;
    private static final int DEEPEST_LEVEL = 8;

    private final HashAggregateExec plan;
    private final List<AggregateCall> calls;
    private final ExprCompiler compiler;
    private final TableMemory memory;
    private final List<DataType> keyTypes;
    private final Schema stateSchema;
    private final ReductionWatch watch = new ReductionWatch();
    private final Deque<SpilledStates> pending = new ArrayDeque<>();

    private Aggregation table;
    private @Nullable Aggregation bypass;
    private @Nullable BatchFeed feed;
    private int level;
    private @Nullable StateSpill spill;
    /** A batch that was not taken in because the groups are handed on first. */
    private @Nullable Batch waiting;
    private boolean giving;
    private int given;
    private boolean busy;
    private boolean closed;

    public HashAggregateOperator(HashAggregateExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, name(plan), plan.schema(), List.of(input));
        this.plan = plan;
        this.calls = plan.calls().stream().map(call -> withConstants(call, compiler)).toList();
        this.compiler = compiler;
        this.keyTypes = plan.keys().stream().map(Expr::type).toList();
        this.stateSchema = stateSchema(keyTypes, calls);
        this.feed = input::next;
        this.table = newTable();
        this.memory = new TableMemory(context.memory().child(context.attempt() + " HashAggregateExec", MemoryPool.UNLIMITED));
        context.memory().register(this);
    }

    private static String name(HashAggregateExec plan) {
        return "HashAggregateExec " + plan.mode() + " keys=" + plan.keys() + " calls=" + plan.calls();
    }

    /** The call with its constant arguments computed. */
    private static AggregateCall withConstants(AggregateCall call, ExprCompiler compiler) {
        List<Expr> arguments = new ArrayList<>(call.arguments());
        List<Integer> values = AggregateStates.valueArguments(call);
        for (int i = 0; i < arguments.size(); i++) {
            if (!values.contains(i) && !(arguments.get(i) instanceof Literal)) {
                arguments.set(i, compiler.evaluateConstant(arguments.get(i)));
            }
        }
        return call.withArguments(arguments);
    }

    private static Schema stateSchema(List<DataType> keyTypes, List<AggregateCall> calls) {
        List<Field> fields = new ArrayList<>();
        for (DataType key : keyTypes) {
            fields.add(Field.of("k" + fields.size(), key));
        }
        for (AggregateCall call : calls) {
            for (DataType state : AggregateStates.types(call)) {
                fields.add(Field.of("s" + fields.size(), state));
            }
        }
        return new Schema(fields);
    }

    private Aggregation newTable() {
        return level > 0 || plan.mode() == Mode.FINAL
                ? Aggregation.ofStates(keyTypes, calls)
                : Aggregation.ofRows(plan.keys(), calls, compiler);
    }

    @Override
    protected @Nullable Batch pull() {
        while (true) {
            if (giving) {
                if (given < table.size()) {
                    return give();
                }
                giving = false;
                emptyTable();
            }
            if (feed == null && !nextPartition()) {
                return null;
            }
            Batch passed = consume();
            if (passed != null) {
                return passed;
            }
        }
    }

    private Batch give() {
        int count = Math.min(Batch.ROWS, table.size() - given);
        Batch batch = plan.mode() == Mode.PARTIAL ? table.states(given, count) : table.results(given, count);
        given += count;
        return batch;
    }

    private void startGiving() {
        giving = true;
        given = 0;
    }

    /** After its groups were handed on. While there is more input the arrays are kept, if they are not too large to be quick. */
    private void emptyTable() {
        watch.startOver();
        if (feed != null && level == 0 && !watch.isTooLarge(table.capacity())) {
            table.clear();
        } else {
            dropTable();
        }
    }

    private void dropTable() {
        table = newTable();
        memory.release();
    }

    /** Goes on with what was spilled; false at the end. */
    private boolean nextPartition() {
        SpilledStates partition = pending.poll();
        if (partition == null) {
            return false;
        }
        feed = partition;
        level = partition.level();
        dropTable();
        return true;
    }

    /** Takes in batches until there is something to give; a batch that is merely passed on is returned. */
    private @Nullable Batch consume() {
        while (!giving && feed != null) {
            context().checkCancelled();
            Batch batch = waiting != null ? waiting : feed.next();
            waiting = null;
            if (batch == null) {
                endFeed();
            } else if (plan.mode() == Mode.PARTIAL) {
                if (level > 0) {
                    return batch;
                }
                if (!keyTypes.isEmpty() && watch.bypasses(batch.rows())) {
                    return singleRows(batch);
                }
                if (!takeOrFlush(batch) && table.size() == 0) {
                    return singleRows(batch);
                }
            } else {
                take(batch);
            }
        }
        return null;
    }

    private void endFeed() {
        if (feed instanceof SpilledStates partition) {
            partition.close();
        }
        feed = null;
        if (spill != null) {
            spillTable();
            keepSpilled();
        } else if (plan.mode() != Mode.PARTIAL || level == 0) {
            startGiving();
        }
    }

    /** What was spilled is merged next. */
    private void keepSpilled() {
        if (spill != null) {
            spill.finish().forEach(pending::addFirst);
            spill = null;
        }
    }

    private Batch singleRows(Batch batch) {
        if (bypass == null) {
            bypass = newTable();
        }
        bypass.prepare(batch);
        return bypass.singleRows();
    }

    /** For PARTIAL: false when there was no room for the batch; then the groups are handed on before it, unless there are none. */
    private boolean takeOrFlush(Batch batch) {
        int newGroups = table.prepare(batch);
        if (!memory.makeRoom(table, newGroups)) {
            if (table.size() > 0) {
                waiting = batch;
                startGiving();
            }
            return false;
        }
        update();
        if (!memory.settle(table)) {
            startGiving();
        } else if (!keyTypes.isEmpty()) {
            ReductionWatch.Advice advice = watch.took(table, batch.rows());
            if (advice != ReductionWatch.Advice.GO_ON) {
                startGiving();
            }
        }
        return true;
    }

    /** For FINAL and SINGLE: spills when there is no room. */
    private void take(Batch batch) {
        int newGroups = table.prepare(batch);
        if (!memory.makeRoom(table, newGroups)) {
            if (table.size() > 0) {
                spillTable();
                newGroups = table.prepare(batch);
            }
            if (!memory.makeRoom(table, newGroups)) {
                if (batch.rows() > FEWEST_ROWS_TO_HALVE) {
                    takeHalves(batch);
                    return;
                }
                busy = true;
                memory.demandRoom(table, newGroups);
                busy = false;
            }
        }
        update();
        if (!memory.settle(table)) {
            if (level < DEEPEST_LEVEL && !isOneGroup()) {
                spillTable();
            } else {
                memory.demand(table);
            }
        }
    }

    /** What was divided already and is a single group cannot be divided again. */
    private boolean isOneGroup() {
        return level > 0 && table.size() <= 1;
    }

    private void takeHalves(Batch batch) {
        int[] rows = new int[batch.rows()];
        if (batch.selection() == null) {
            Arrays.setAll(rows, row -> row);
        } else {
            System.arraycopy(batch.selection().rows(), 0, rows, 0, rows.length);
        }
        int middle = rows.length / 2;
        take(batch.select(new Selection(Arrays.copyOf(rows, middle), middle)));
        take(batch.select(new Selection(Arrays.copyOfRange(rows, middle, rows.length), rows.length - middle)));
    }

    private void update() {
        busy = true;
        table.update();
        busy = false;
        stats().held(memory.reserved());
    }

    /** Writes the groups that have not been handed on to disk and forgets them; returns the bytes given back. */
    private long spillTable() {
        busy = true;
        if (spill == null) {
            spill = new StateSpill(context(), memory.pool(), stateSchema, keyTypes.size(), level + 1);
        }
        // What is given back now makes room for the blocks that are written.
        long released = memory.release();
        long before = spill.written();
        for (int from = giving ? given : 0; from < table.size(); from += SPILL_ROWS) {
            spill.write(table.states(from, Math.min(SPILL_ROWS, table.size() - from)));
        }
        stats().spilled(spill.written() - before);
        memory.pool().countSpilled(spill.written() - before);
        table = newTable();
        watch.startOver();
        busy = false;
        return released;
    }

    /** 0 while groups are changed. */
    @Override
    public long spillableBytes() {
        return busy || closed || level >= DEEPEST_LEVEL || isOneGroup() ? 0 : memory.reserved();
    }

    @Override
    public long spill() {
        if (spillableBytes() == 0) {
            return 0;
        }
        long released = spillTable();
        giving = false;
        if (feed == null) {
            keepSpilled();
        }
        return released;
    }

    @Override
    protected void release() {
        closed = true;
        context().memory().unregister(this);
        try (TableMemory _ = memory; StateSpill _ = spill) {
            if (feed instanceof SpilledStates partition) {
                partition.close();
            }
            pending.forEach(SpilledStates::close);
        }
    }
}
