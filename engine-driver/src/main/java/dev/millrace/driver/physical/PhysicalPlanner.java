package dev.millrace.driver.physical;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.cache.CachedTable;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.logical.RecursiveTable;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.logical.Write;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses an algorithm for every relational operation.
 *
 * <p>{@code PhysicalPlan plan = new PhysicalPlanner(config, cores, sampler, "").plan(optimized);}
 */
public final class PhysicalPlanner {

    private static final long MOST_TOP_ROWS = 1_000_000;

    private final Config config;
    private final int parallelism;
    private final BoundsSampler sampler;
    private final String writeToken;
    private final PartitionCounts counts;
    private final Statistics statistics = new Statistics();
    private final JoinPlanner joins;
    private final AggregatePlanner aggregates;

    /**
     * @param parallelism tasks that can run at once
     * @param sampler     asked when a range partitioning needs bounds
     * @param writeToken  token of the write job, for a plan that writes
     */
    public PhysicalPlanner(Config config, int parallelism, BoundsSampler sampler, String writeToken) {
        this.config = config;
        this.parallelism = parallelism;
        this.sampler = sampler;
        this.writeToken = writeToken;
        this.counts = new PartitionCounts(config, parallelism);
        this.joins = new JoinPlanner(config, counts, statistics);
        this.aggregates = new AggregatePlanner(counts);
    }

    public PhysicalPlan plan(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> scan(scan);
            case RecursiveTable _ -> new LocalTableExec(new LocalRows(plan.schema(), List.of()));
            case LocalTable(var rows, var _) -> new LocalTableExec(new LocalRows(plan.schema(), rows.batches()));
            case Range range -> range(range);
            case Project(var input, var columns) -> project(plan(input), new Binding(input.output()).named(columns), plan.schema());
            case Filter(var input, var condition) -> new FilterExec(plan(input), new Binding(input.output()).bind(condition));
            case Aggregate aggregate -> aggregates.plan(aggregate, plan(aggregate.input()), statistics.of(aggregate));
            case Join join -> joins.plan(join, plan(join.left()), plan(join.right()));
            case Sort(var input, var keys, var global) -> sort(plan(input), new Binding(input.output()).keys(keys), global);
            case Limit limit -> limit(limit);
            case Union(var inputs, var _) -> union(inputs, plan.schema());
            case Distinct(var input) -> aggregates.plan(asAggregate(input), plan(input), statistics.of(plan));
            case SubqueryAlias(var input, var _) -> plan(input);
            case Hint(var input, var _) -> plan(input);
            case Sample sample ->
                    new SampleExec(plan(sample.input()), sample.lower(), sample.upper(), sample.withReplacement(), sample.seed());
            case Repartition repartition -> repartition(repartition);
            case Generate(var input, var generator, var outer, var _) ->
                    new GenerateExec(plan(input), (Call) new Binding(input.output()).bind(generator), outer, plan.schema());
            case Expand(var input, var projections, var _) -> expand(input, projections, plan.schema());
            case Window window -> window(window);
            case Write(var input, var target) -> new WriteExec(plan(input), target, writeToken);
            case DependentJoin _, MarkJoin _ -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "A subquery was not unnested.");
            case SetOperation operation -> throw ErrorCondition.INTERNAL_ERROR.with("detail",
                    "The rule that writes out " + operation.kind() + " did not run.");
        };
    }

    private PhysicalPlan scan(Scan scan) {
        Table table = scan.table();
        Binding binding = new Binding(scan.output());
        List<Expr> filters = binding.bind(scan.filters());
        if (table instanceof CachedTable cached) {
            return new CachedReadExec(cached.job(), 0, scan.columns(), scan.schema(), filters, scan.limit(), cached.partitions());
        }
        List<Expr> overTable = new ArrayList<>(filters.size());
        for (Expr filter : filters) {
            overTable.add(filter.rewrite(node -> node instanceof InputRef(var ordinal, var type, var nullable, var name)
                    ? new InputRef(scan.columns().get(ordinal), type, nullable, name)
                    : node));
        }
        long configured = config.get(ConfigKeys.SPLIT_BYTES);
        long bytes = table.statistics().bytes().orElse(Long.MAX_VALUE);
        List<Split> splits = table.splits(overTable, SplitGroups.target(bytes, configured, parallelism));
        if (splits.isEmpty()) {
            return new LocalTableExec(new LocalRows(scan.schema(), List.of()));
        }
        return new ScanExec(table.source(), table.schema(), scan.columns(), scan.schema(), filters, scan.limit(),
                SplitGroups.of(splits, configured, parallelism));
    }

    private PhysicalPlan range(Range range) {
        int partitions = range.partitions() > 0 ? range.partitions() : counts.spread(statistics.of(range));
        return new RangeExec(range.start(), range.end(), range.step(), partitions, range.schema());
    }

    /** Leaves out a projection that changes nothing but names below an operation that names its columns itself. */
    private static PhysicalPlan project(PhysicalPlan input, List<Expr> columns, Schema schema) {
        boolean same = columns.size() == input.schema().size();
        for (int i = 0; same && i < columns.size(); i++) {
            same = columns.get(i) instanceof InputRef ref && ref.ordinal() == i
                    && input.schema().field(i).name().equals(schema.field(i).name());
        }
        return same ? input : new ProjectExec(input, columns, schema);
    }

    private static PhysicalPlan sort(PhysicalPlan input, List<SortKey> keys, boolean global) {
        PhysicalPlan sorted = new SortExec(input, keys);
        return global && input.partitions() > 1 ? new ExchangeExec(sorted, new Partitioning.Single(), keys) : sorted;
    }

    private PhysicalPlan limit(Limit limit) {
        long limited = limit.limit();
        long kept = limited < 0 || limited > Long.MAX_VALUE - limit.offset() ? -1 : limited + limit.offset();
        if (kept >= 0 && kept <= MOST_TOP_ROWS && limit.input() instanceof Sort(var input, var keys, var global) && global) {
            List<SortKey> bound = new Binding(input.output()).keys(keys);
            PhysicalPlan top = new TopNExec(plan(input), bound, kept);
            if (top.partitions() > 1) {
                PhysicalPlan merged = new ExchangeExec(top, new Partitioning.Single(), bound);
                return new LimitExec(merged, limited, limit.offset());
            }
            return limit.offset() == 0 ? top : new LimitExec(top, limited, limit.offset());
        }
        PhysicalPlan input = plan(limit.input());
        if (input.partitions() > 1) {
            PhysicalPlan local = kept < 0 ? input : new LimitExec(input, kept, 0);
            input = new ExchangeExec(local, new Partitioning.Single(), List.of());
        }
        return new LimitExec(input, limited, limit.offset());
    }

    private PhysicalPlan union(List<LogicalPlan> inputs, Schema schema) {
        List<PhysicalPlan> planned = new ArrayList<>(inputs.size());
        for (LogicalPlan input : inputs) {
            planned.add(plan(input));
        }
        return planned.size() == 1 ? planned.getFirst() : new UnionExec(planned, schema);
    }

    private static Aggregate asAggregate(LogicalPlan input) {
        List<NamedExpr> groupings = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            groupings.add(NamedExpr.of(attribute));
        }
        return new Aggregate(input, groupings, List.of());
    }

    private PhysicalPlan repartition(Repartition repartition) {
        PhysicalPlan input = plan(repartition.input());
        int wanted = repartition.partitions();
        if (!repartition.shuffle()) {
            return wanted < input.partitions() ? new CoalesceExec(input, wanted) : input;
        }
        int partitions = wanted > 0 ? wanted : counts.spread(statistics.of(repartition));
        if (partitions == 1) {
            return input.partitions() == 1 ? input : new ExchangeExec(input, new Partitioning.Single(), List.of());
        }
        List<SortKey> keys = new Binding(repartition.input().output()).keys(repartition.keys());
        if (keys.isEmpty()) {
            return new ExchangeExec(input, new Partitioning.RoundRobin(partitions), List.of(), wanted > 0);
        }
        if (repartition.byRange()) {
            LocalRows bounds = sampler.bounds(input, keys, partitions);
            return new ExchangeExec(input, new Partitioning.Range(keys, bounds, partitions), List.of(), wanted > 0);
        }
        List<Expr> hashed = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            hashed.add(key.expr());
        }
        return new ExchangeExec(input, new Partitioning.Hash(hashed, partitions), List.of(), wanted > 0);
    }

    private PhysicalPlan expand(LogicalPlan input, List<List<Expr>> projections, Schema schema) {
        Binding binding = new Binding(input.output());
        List<List<Expr>> bound = new ArrayList<>(projections.size());
        for (List<Expr> projection : projections) {
            bound.add(binding.bind(projection));
        }
        return new ExpandExec(plan(input), bound, schema);
    }

    private PhysicalPlan window(Window window) {
        Binding binding = new Binding(window.input().output());
        PhysicalPlan input = plan(window.input());
        List<Expr> partitionBy = binding.bind(window.partitionBy());
        List<SortKey> orderBy = binding.keys(window.orderBy());
        if (!Distribution.groups(input, partitionBy)) {
            int partitions = partitionBy.isEmpty() ? 1 : counts.of(statistics.of(window));
            input = new ExchangeExec(input, partitions == 1 ? new Partitioning.Single() : new Partitioning.Hash(partitionBy, partitions),
                    List.of());
        }
        List<SortKey> keys = new ArrayList<>();
        for (Expr expr : partitionBy) {
            keys.add(SortKey.ascending(expr));
        }
        for (SortKey key : orderBy) {
            if (!partitionBy.contains(key.expr())) {
                keys.add(key);
            }
        }
        PhysicalPlan sorted = keys.isEmpty() ? input : new SortExec(input, keys);
        List<WindowCall> calls = new ArrayList<>();
        for (Window.Function function : window.functions()) {
            calls.add(new WindowCall(binding.call(function.call()), function.frame().map(binding::bind), function.ignoreNulls()));
        }
        return new WindowExec(sorted, partitionBy, orderBy, calls, window.schema());
    }
}
