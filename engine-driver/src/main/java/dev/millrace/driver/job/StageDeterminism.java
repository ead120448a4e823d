package dev.millrace.driver.job;

import static dev.millrace.driver.schedule.Determinism.DETERMINATE;
import static dev.millrace.driver.schedule.Determinism.INDETERMINATE;
import static dev.millrace.driver.schedule.Determinism.UNORDERED;

import dev.millrace.driver.schedule.Determinism;
import dev.millrace.driver.stage.Stage;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionRegistry;
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
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.types.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes from operators and functions what a stage gives when it runs again. Tables that spill may give their rows in another order
 * each time; whatever looks at the order of such rows may give other rows.
 */
final class StageDeterminism {

    /** Of the same values in another order they give the same, unless they add floating-point numbers. */
    private static final Set<String> ORDER_FREE = Set.of("count", "count_if", "sum", "try_sum", "avg", "try_avg", "mean", "min", "max",
            "bool_and", "every", "bool_or", "some", "any", "bit_and", "bit_or", "bit_xor", "median", "approx_count_distinct");

    private final FunctionRegistry functions;
    private final Map<Integer, Determinism> stages = new HashMap<>();

    StageDeterminism(FunctionRegistry functions) {
        this.functions = functions;
    }

    /** Stages are asked for in their order; what is read of another job is taken for unordered. */
    Determinism of(Stage stage) {
        Determinism found = of(stage.fragment());
        stages.put(stage.number(), found);
        return found;
    }

    private Determinism of(PhysicalPlan plan) {
        return switch (plan) {
            case ScanExec scan -> expressions(DETERMINATE, scan.filters());
            case LocalTableExec _, RangeExec _ -> DETERMINATE;
            case ShuffleReadExec read -> stages.getOrDefault(read.stage(), UNORDERED);
            case FilterExec(var input, var condition) -> expressions(of(input), List.of(condition));
            case ProjectExec project -> expressions(of(project.input()), project.columns());
            case GenerateExec generate -> expressions(of(generate.input()), List.of(generate.generator()));
            case ExpandExec expand -> {
                Determinism all = of(expand.input());
                for (List<Expr> projection : expand.projections()) {
                    all = expressions(all, projection);
                }
                yield all;
            }
            case SortExec sort -> expressions(of(sort.input()), keys(sort.keys()));
            case TopNExec top -> ordered(expressions(of(top.input()), keys(top.keys())));
            case LimitExec limit -> ordered(of(limit.input()));
            case SampleExec sample -> ordered(of(sample.input()));
            case WindowExec window -> {
                Determinism all = ordered(of(window.input()));
                for (WindowCall function : window.functions()) {
                    all = expressions(all, function.call().arguments());
                }
                yield all;
            }
            case HashAggregateExec aggregate -> aggregate(aggregate);
            case HashJoinExec join -> expressions(joined(join), List.of(join.residual()));
            case NestedLoopJoinExec join -> expressions(joined(join), List.of(join.condition()));
            case UnionExec _, CoalesceExec _, WriteExec _, ExchangeExec _ -> inputs(plan);
            case PhysicalPlan other -> inputs(other).and(UNORDERED);
        };
    }

    private Determinism inputs(PhysicalPlan plan) {
        Determinism all = DETERMINATE;
        for (PhysicalPlan input : plan.children()) {
            all = all.and(of(input));
        }
        return all;
    }

    private Determinism joined(PhysicalPlan join) {
        return inputs(join).and(UNORDERED);
    }

    /** What looks at the order of its rows. */
    private static Determinism ordered(Determinism input) {
        return input == DETERMINATE ? DETERMINATE : INDETERMINATE;
    }

    private Determinism aggregate(HashAggregateExec aggregate) {
        Determinism all = expressions(of(aggregate.input()), aggregate.keys());
        for (AggregateCall call : aggregate.calls()) {
            Expr filter = call.filter();
            all = expressions(all, call.arguments());
            all = filter == null ? all : expressions(all, List.of(filter));
            boolean floating = call.type().equals(DataType.DOUBLE) || call.type().equals(DataType.FLOAT);
            boolean summing = call.function().contains("sum") || call.function().contains("avg") || call.function().equals("mean");
            if (!ORDER_FREE.contains(call.function()) || floating && summing) {
                all = ordered(all);
            }
        }
        return all.and(UNORDERED);
    }

    private Determinism expressions(Determinism input, List<Expr> expressions) {
        for (Expr expr : expressions) {
            if (varies(expr)) {
                return INDETERMINATE;
            }
        }
        return input;
    }

    private boolean varies(Expr expr) {
        if (expr instanceof Call call) {
            Optional<FunctionDefinition> function = functions.find(call.function());
            if (function.isPresent() && !function.get().deterministic()) {
                return true;
            }
        }
        for (Expr child : expr.children()) {
            if (varies(child)) {
                return true;
            }
        }
        return false;
    }

    private static List<Expr> keys(List<SortKey> keys) {
        return keys.stream().map(SortKey::expr).toList();
    }
}
