package dev.millrace.driver;

import dev.millrace.config.Config;
import dev.millrace.driver.analyze.Analyzer;
import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.analyze.RelationCatalog;
import dev.millrace.driver.optimize.Optimizer;
import dev.millrace.driver.optimize.OptimizerTrace;
import dev.millrace.driver.physical.BoundsSampler;
import dev.millrace.driver.physical.PhysicalPlanner;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.driver.stage.StagePlanner;
import dev.millrace.error.EngineException;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.spi.ConstantEvaluator;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Optional;

/**
 * The path of a query from what the user wrote to the stages of a job. Each step is a pure function of the one before; one pipeline serves
 * a session, from any thread.
 *
 * <pre>
 * LogicalPlan logical = pipeline.analyze(written, config);
 * LogicalPlan optimized = pipeline.optimize(logical, config);
 * PhysicalPlan physical = pipeline.physical(optimized, config, cores, sampler, "");
 * StageGraph stages = pipeline.stages(physical);
 * </pre>
 */
public final class QueryPipeline {

    private final FunctionRegistry functions;
    private final RelationCatalog catalog;
    private final ConstantEvaluator constants;
    private final AttributeIds ids = new AttributeIds();

    public QueryPipeline(FunctionRegistry functions, RelationCatalog catalog, ConstantEvaluator constants) {
        this.functions = functions;
        this.catalog = catalog;
        this.constants = constants;
    }

    /**
     * Names and types.
     *
     * @throws EngineException what is wrong with the query
     */
    public LogicalPlan analyze(UnresolvedPlan written, Config config) {
        return new Analyzer(functions, catalog, config, ids).analyze(written);
    }

    /** Less work for the same rows. */
    public LogicalPlan optimize(LogicalPlan logical, Config config) {
        return optimize(logical, config, OptimizerTrace.NONE);
    }

    /** As {@link #optimize(LogicalPlan, Config)}; {@code trace} hears of every rule that fired. */
    public LogicalPlan optimize(LogicalPlan logical, Config config, OptimizerTrace trace) {
        return new Optimizer(functions, constants, ids, config).optimize(logical, trace);
    }

    /**
     * Algorithms and exchanges.
     *
     * @param parallelism tasks that can run at once
     * @param sampler     finds the bounds of range partitionings
     * @param writeToken  token of the write job, for a plan that writes
     */
    public PhysicalPlan physical(LogicalPlan optimized, Config config, int parallelism, BoundsSampler sampler, String writeToken) {
        return new PhysicalPlanner(config, parallelism, sampler, writeToken).plan(optimized);
    }

    /** Stages, parents first. */
    public StageGraph stages(PhysicalPlan physical) {
        return new StagePlanner().cut(physical);
    }

    /**
     * Leads a small query through every step and forgets it, so that a first real query finds the planner's classes loaded. Meant for a
     * thread of its own while a session starts.
     */
    public void rehearse(Config config) {
        UnresolvedExpr id = new UnresolvedColumn(List.of("id"), Origin.NONE);
        UnresolvedExpr sum = new UnresolvedAlias(UnresolvedCall.of("sum", id), List.of("total"));
        UnresolvedExpr even = UnresolvedCall.of("=", UnresolvedCall.of("%", id, new UnresolvedLiteral(Literal.of(2))),
                new UnresolvedLiteral(Literal.of(0)));
        UnresolvedPlan rows = new UnresolvedPlan.Filter(new UnresolvedPlan.Range(0, 10, 1, 2), even);
        UnresolvedPlan groups = new UnresolvedPlan.Aggregate(rows, List.of(id), null, List.of(id, sum), Optional.empty());
        UnresolvedPlan sorted = new UnresolvedPlan.Sort(groups, List.of(new UnresolvedSortKey(id, false, false)), true);
        LogicalPlan plan = analyze(new UnresolvedPlan.Limit(sorted, 1, 0), config);
        BoundsSampler unused = (input, keys, partitions) -> new LocalRows(Schema.EMPTY, List.of());
        stages(physical(optimize(plan, config), config, 2, unused, ""));
    }
}
