package dev.millrace.driver.optimize;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.unnest.Unnesting;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.ConstantEvaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the rules: batches in order, each until nothing changes. After every rule that fired the columns are checked and the trace hears of
 * it.
 *
 * <p>{@code LogicalPlan better = new Optimizer(functions, constants, ids, config).optimize(plan, OptimizerTrace.NONE);}
 */
public final class Optimizer {

    private static final int MOST_PASSES = 10;

    private final List<RuleBatch> batches;

    public Optimizer(FunctionRegistry functions, ConstantEvaluator constants, AttributeIds ids, Config config) {
        Determinism determinism = new Determinism(functions);
        List<RuleBatch> all = List.of(
                new RuleBatch("written out", true, 1, List.of(
                        new RemoveAliases(),
                        new UnnestSubqueries(new Unnesting(ids, constants, determinism::of)),
                        new RewriteSetOperations(ids))),
                new RuleBatch("aggregates", false, 1, List.of(new DistinctToAggregate(), new RewriteDistinctAggregates(ids))),
                new RuleBatch("simple and low", false, MOST_PASSES, List.of(
                        new FoldConstants(constants, determinism),
                        new SimplifyExpressions(),
                        new CompareWithoutCast(),
                        new PropagateEmpty(),
                        new RemoveSorts(),
                        new CollapseProjects(determinism),
                        new EliminateOuterJoin(),
                        new PushDownSemiJoins(determinism),
                        new PushDownFilters(determinism),
                        new InferKeyFilters(),
                        new PushDownLimits())),
                new RuleBatch("join order", false, 1, List.of(
                        new ReorderJoins(determinism),
                        new AggregateBeforeJoin(ids))),
                new RuleBatch("low again", false, MOST_PASSES, List.of(
                        new CollapseProjects(determinism),
                        new SimplifyExpressions(),
                        new PushDownFilters(determinism),
                        new InferKeyFilters(),
                        new PropagateEmpty())),
                new RuleBatch("columns", false, 2, List.of(
                        new PruneColumns(),
                        new CollapseProjects(determinism),
                        new RemoveRedundantProjects())));
        this.batches = enabled(all, config);
    }

    public LogicalPlan optimize(LogicalPlan plan, OptimizerTrace trace) {
        LogicalPlan current = plan;
        for (RuleBatch batch : batches) {
            for (int pass = 0; pass < batch.passes(); pass++) {
                LogicalPlan before = current;
                for (Rule rule : batch.rules()) {
                    current = run(rule, current, trace);
                }
                if (current == before) {
                    break;
                }
            }
        }
        return current;
    }

    /** Names of all rules, in the order in which they first run. */
    public List<String> rules() {
        List<String> names = new ArrayList<>();
        for (RuleBatch batch : batches) {
            for (Rule rule : batch.rules()) {
                if (!names.contains(rule.name())) {
                    names.add(rule.name());
                }
            }
        }
        return names;
    }

    private static LogicalPlan run(Rule rule, LogicalPlan plan, OptimizerTrace trace) {
        long start = System.nanoTime();
        LogicalPlan after = rule.rewrite(plan);
        if (after != plan) {
            PlanChecks.sameColumns(rule, plan, after);
            trace.fired(rule.name(), plan, after, System.nanoTime() - start);
        }
        return after;
    }

    private static List<RuleBatch> enabled(List<RuleBatch> all, Config config) {
        boolean optimizes = config.get(ConfigKeys.OPTIMIZER);
        String disabled = config.get(ConfigKeys.DISABLED_RULES);
        if (optimizes && disabled.isBlank()) {
            return all;
        }
        List<String> names = Arrays.stream(disabled.split(",")).map(String::strip).toList();
        List<RuleBatch> kept = new ArrayList<>();
        for (RuleBatch batch : all) {
            if (batch.required()) {
                kept.add(batch);
            } else if (optimizes) {
                kept.add(new RuleBatch(batch.name(), false, batch.passes(),
                        batch.rules().stream().filter(rule -> !names.contains(rule.name())).toList()));
            }
        }
        return kept;
    }
}
