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
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.DeepStack;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.ConstantEvaluator;
import dev.millrace.spi.SqlParser;

/**
 * The path of a query from what the user wrote to the stages of a job. Each step is a pure function of the one before; one pipeline serves
 * a session, from any thread. A plan that nests deeper than the thread's stack holds is worked on with a larger one.
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
    private final SqlParser parser;
    private final AttributeIds ids = new AttributeIds();

    public QueryPipeline(FunctionRegistry functions, RelationCatalog catalog, ConstantEvaluator constants, SqlParser parser) {
        this.functions = functions;
        this.catalog = catalog;
        this.constants = constants;
        this.parser = parser;
    }

    /**
     * Names and types.
     *
     * @throws EngineException what is wrong with the query
     */
    public LogicalPlan analyze(UnresolvedPlan written, Config config) {
        return analyze(written, config, catalog);
    }

    /** As {@link #analyze(UnresolvedPlan, Config)}, with other names of relations. */
    public LogicalPlan analyze(UnresolvedPlan written, Config config, RelationCatalog names) {
        return DeepStack.call(() -> new Analyzer(functions, names, config, ids, constants, parser).analyze(written));
    }

    /** Less work for the same rows. */
    public LogicalPlan optimize(LogicalPlan logical, Config config) {
        return optimize(logical, config, OptimizerTrace.NONE);
    }

    /** As {@link #optimize(LogicalPlan, Config)}; {@code trace} hears of every rule that fired. */
    public LogicalPlan optimize(LogicalPlan logical, Config config, OptimizerTrace trace) {
        return DeepStack.call(() -> new Optimizer(functions, constants, ids, config).optimize(logical, trace));
    }

    /**
     * Algorithms and exchanges.
     *
     * @param parallelism tasks that can run at once
     * @param sampler     finds the bounds of range partitionings
     * @param writeToken  token of the write job, for a plan that writes
     */
    public PhysicalPlan physical(LogicalPlan optimized, Config config, int parallelism, BoundsSampler sampler, String writeToken) {
        return DeepStack.call(() -> new PhysicalPlanner(config, parallelism, sampler, writeToken).plan(optimized));
    }

    /** Stages, parents first. */
    public StageGraph stages(PhysicalPlan physical) {
        return DeepStack.call(() -> new StagePlanner(functions).cut(physical));
    }
}
