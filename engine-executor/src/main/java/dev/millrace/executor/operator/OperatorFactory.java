package dev.millrace.executor.operator;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.cache.BroadcastTables;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.aggregate.HashAggregateOperator;
import dev.millrace.executor.operator.exchange.CachedReadOperator;
import dev.millrace.executor.operator.exchange.ShuffleReadOperator;
import dev.millrace.executor.operator.join.HashJoinOperator;
import dev.millrace.executor.operator.join.HashJoinOperator.SharedBuild;
import dev.millrace.executor.operator.join.HashJoinOperator.TableLease;
import dev.millrace.executor.operator.join.JoinTable;
import dev.millrace.executor.operator.join.NestedLoopJoinOperator;
import dev.millrace.executor.operator.join.NullAwareCondition;
import dev.millrace.executor.operator.row.CoalesceOperator;
import dev.millrace.executor.operator.row.ExpandOperator;
import dev.millrace.executor.operator.row.FilterOperator;
import dev.millrace.executor.operator.row.GenerateOperator;
import dev.millrace.executor.operator.row.LimitOperator;
import dev.millrace.executor.operator.row.LocalTableOperator;
import dev.millrace.executor.operator.row.ProjectOperator;
import dev.millrace.executor.operator.row.RangeOperator;
import dev.millrace.executor.operator.row.SampleOperator;
import dev.millrace.executor.operator.row.UnionOperator;
import dev.millrace.executor.operator.scan.ScanOperator;
import dev.millrace.executor.operator.sink.WriteOperator;
import dev.millrace.executor.operator.sort.SortOperator;
import dev.millrace.executor.operator.sort.TopNOperator;
import dev.millrace.executor.operator.window.WindowOperator;
import dev.millrace.expr.Expr;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.OperatorMetrics;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.TaskAttemptId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the operators of one task attempt: one tree, for one thread. */
public final class OperatorFactory {

    private final TaskServices services;
    private final ExprCompiler compiler;
    private final TaskContext context;
    private @Nullable OperatorNode root;
    private @Nullable WriteOperator writer;
    private boolean coalescing;

    public OperatorFactory(TaskServices services, ExprCompiler compiler, TaskContext context) {
        this.services = services;
        this.compiler = compiler;
        this.context = context;
    }

    /** The tree that gives one partition of the fragment's rows. */
    public Operator create(PhysicalPlan fragment, int partition) {
        root = OperatorNode.of(fragment);
        return make(root, partition);
    }

    /** What each operator did, in the order of the plan's nodes, a node before its inputs. */
    public List<OperatorMetrics> metrics() {
        List<OperatorMetrics> metrics = new ArrayList<>();
        if (root != null) {
            root.collect(metrics);
        }
        return metrics;
    }

    /** Rows that scans have given so far. */
    public long rowsScanned() {
        return root == null ? 0 : root.rowsScanned();
    }

    /** What a write left, once the tree has given its last batch. */
    public List<WrittenFile> files() {
        return writer == null ? List.of() : writer.files();
    }

    private Operator make(OperatorNode node, int partition) {
        return switch (node.plan()) {
            case ScanExec scan -> node.runs(new ScanOperator(scan, partition, source(scan.source().format()), compiler, context));
            case LocalTableExec table -> node.runs(new LocalTableOperator(table, partition, context));
            case RangeExec range -> node.runs(new RangeOperator(range, partition, context));
            case FilterExec filter -> node.runs(new FilterOperator(filter, input(node, partition), compiler, context));
            case ProjectExec project -> node.runs(new ProjectOperator(project, input(node, partition), compiler, context));
            case HashAggregateExec aggregate -> node.runs(new HashAggregateOperator(aggregate, input(node, partition), compiler, context));
            case HashJoinExec join -> hashJoin(node, join, partition);
            case NestedLoopJoinExec join -> nestedLoopJoin(node, join, partition);
            case SortExec sort -> node.runs(new SortOperator(sort, input(node, partition), compiler, context));
            case TopNExec top -> node.runs(new TopNOperator(top, input(node, partition), compiler, context));
            case LimitExec limit -> node.runs(new LimitOperator(limit, input(node, partition), context));
            case UnionExec union -> union(node, union, partition);
            case SampleExec sample -> node.runs(new SampleOperator(sample, partition, input(node, partition), context));
            case GenerateExec generate -> node.runs(new GenerateOperator(generate, input(node, partition), compiler, context));
            case ExpandExec expand -> node.runs(new ExpandOperator(expand, input(node, partition), compiler, context));
            case WindowExec window -> node.runs(new WindowOperator(window, input(node, partition), compiler, context));
            case CoalesceExec coalesce -> coalesce(node, coalesce, partition);
            case WriteExec write -> {
                WriteOperator made = new WriteOperator(write, partition, input(node, partition), source(write.target().format()), context);
                writer = made;
                yield node.runs(made);
            }
            case ShuffleReadExec read ->
                    node.runs(new ShuffleReadOperator(read, slice(read, partition), services.blocks(), compiler, context));
            case CachedReadExec read ->
                    node.runs(new CachedReadOperator(read, slice(read, partition), services.blocks(), compiler, context));
            case ExchangeExec _ -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "A task's plan holds an exchange.");
        };
    }

    /** What the task was given to read; where one task makes several partitions of its input, each reads its own. */
    private ShuffleInput slice(ShuffleReadExec read, int partition) {
        ShuffleInput input = inputOf(read);
        return coalescing && !read.broadcast() && read.partitions() > 1 ? new ShuffleInput(input.outputs(), partition, partition + 1)
                : input;
    }

    /** One output a partition: of all of them, where one task makes several partitions of its input, each reads its own. */
    private ShuffleInput slice(CachedReadExec read, int partition) {
        ShuffleInput input = services.inputs().getOrDefault(read.input(), ShuffleInput.NONE);
        return coalescing && read.partitions() > 1
                ? new ShuffleInput(input.outputs().subList(partition, partition + 1), input.firstPartition(), input.endPartition())
                : input;
    }

    private ShuffleInput inputOf(ShuffleReadExec read) {
        return services.inputs().getOrDefault(read.stage(), ShuffleInput.NONE);
    }

    private Operator input(OperatorNode node, int partition) {
        return make(node.input(0), partition);
    }

    private DataSource source(String format) {
        DataSource source = services.sources().get(format);
        if (source == null) {
            throw ErrorCondition.DATA_SOURCE_NOT_FOUND.with("format", format, "known", String.join(", ", services.sources().keySet()));
        }
        return source;
    }

    private Operator union(OperatorNode node, UnionExec union, int partition) {
        int first = 0;
        for (OperatorNode input : node.inputs()) {
            int partitions = input.plan().partitions();
            if (partition < first + partitions) {
                return node.runs(new UnionOperator(union, make(input, partition - first), context));
            }
            first += partitions;
        }
        throw ErrorCondition.INTERNAL_ERROR.with("detail", "A union has no partition " + partition + ".");
    }

    private Operator coalesce(OperatorNode node, CoalesceExec coalesce, int partition) {
        List<Operator> parts = new ArrayList<>();
        boolean within = coalescing;
        coalescing = true;
        for (int part = partition; part < coalesce.input().partitions(); part += coalesce.partitions()) {
            parts.add(make(node.input(0), part));
        }
        coalescing = within;
        return node.runs(new CoalesceOperator(coalesce, parts, context));
    }

    private Operator nestedLoopJoin(OperatorNode node, NestedLoopJoinExec join, int partition) {
        boolean buildsLeft = join.build() == Side.LEFT;
        Operator build = make(node.input(buildsLeft ? 0 : 1), buildPartition(node.input(buildsLeft ? 0 : 1), partition));
        Operator probe = make(node.input(buildsLeft ? 1 : 0), partition);
        return node.runs(new NestedLoopJoinOperator(join, probe, build, compiler, context));
    }

    /** A broadcast side is the same in every partition; a side with one partition is read by all. */
    private static int buildPartition(OperatorNode build, int partition) {
        return build.plan().partitions() == 1 ? 0 : partition;
    }

    private Operator hashJoin(OperatorNode node, HashJoinExec join, int partition) {
        if (NullAwareCondition.needs(join)) {
            return nestedLoopJoin(node, NullAwareCondition.rewrite(join), partition);
        }
        boolean buildsLeft = join.build() == Side.LEFT;
        OperatorNode buildNode = node.input(buildsLeft ? 0 : 1);
        Operator build = make(buildNode, join.broadcast() ? buildPartition(buildNode, partition) : partition);
        Operator probe = make(node.input(buildsLeft ? 1 : 0), partition);
        SharedBuild shared = join.broadcast() ? sharedBuild(join, node.number(), buildNode, build, partition) : null;
        return node.runs(new HashJoinOperator(join, probe, build, shared, compiler, context));
    }

    private SharedBuild sharedBuild(HashJoinExec join, int number, OperatorNode buildNode, Operator build, int partition) {
        List<Expr> keys = join.build() == Side.LEFT ? join.leftKeys() : join.rightKeys();
        BroadcastTables.Key key = new BroadcastTables.Key(context.attempt().stage(), number, inputsOf(buildNode));
        return new SharedBuild() {
            @Override
            public @Nullable TableLease lease() {
                return services.broadcasts().acquire(key, context, () -> JoinTable.build(build, keys, join.nullSafe(), compiler,
                        services.queryMemory().child(context.attempt().stage() + " broadcast table", MemoryPool.UNLIMITED)));
            }

            @Override
            public Operator rows() {
                return make(buildNode, buildPartition(buildNode, partition));
            }
        };
    }

    private List<TaskAttemptId> inputsOf(OperatorNode node) {
        List<TaskAttemptId> attempts = new ArrayList<>();
        if (node.plan() instanceof ShuffleReadExec read) {
            inputOf(read).outputs().forEach(output -> attempts.add(output.attempt()));
        }
        node.inputs().forEach(input -> attempts.addAll(inputsOf(input)));
        return attempts;
    }
}
