package dev.millrace.driver.stage;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionRegistry;
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
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells plans that may be run once where they are written twice: no function in them gives another value each time. */
final class Repeatability {

    private final FunctionRegistry functions;

    Repeatability(FunctionRegistry functions) {
        this.functions = functions;
    }

    boolean of(PhysicalPlan plan) {
        for (Expr expr : expressions(plan)) {
            if (!of(expr)) {
                return false;
            }
        }
        for (PhysicalPlan child : plan.children()) {
            if (!of(child)) {
                return false;
            }
        }
        return !(plan instanceof WriteExec);
    }

    private boolean of(Expr expr) {
        if (expr instanceof Call call) {
            Optional<FunctionDefinition> function = functions.find(call.function());
            if (function.isPresent() && !function.get().deterministic()) {
                return false;
            }
        }
        for (Expr child : expr.children()) {
            if (!of(child)) {
                return false;
            }
        }
        return true;
    }

    private static List<Expr> expressions(PhysicalPlan plan) {
        return switch (plan) {
            case ScanExec scan -> scan.filters();
            case CachedReadExec cached -> cached.filters();
            case FilterExec(var _, var condition) -> List.of(condition);
            case ProjectExec(var _, var columns, var _) -> columns;
            case HashJoinExec join -> List.of(join.residual());
            case NestedLoopJoinExec join -> List.of(join.condition());
            case SortExec(var _, var keys) -> keys(keys);
            case TopNExec(var _, var keys, var _) -> keys(keys);
            case GenerateExec generate -> List.of(generate.generator());
            case HashAggregateExec aggregate -> {
                List<Expr> all = new ArrayList<>(aggregate.keys());
                aggregate.calls().forEach(call -> add(call, all));
                yield all;
            }
            case WindowExec window -> {
                List<Expr> all = new ArrayList<>(window.partitionBy());
                all.addAll(keys(window.orderBy()));
                for (WindowCall call : window.functions()) {
                    add(call.call(), all);
                }
                yield all;
            }
            case ExpandExec expand -> {
                List<Expr> all = new ArrayList<>();
                expand.projections().forEach(all::addAll);
                yield all;
            }
            case LocalTableExec _, RangeExec _, LimitExec _, UnionExec _, SampleExec _, CoalesceExec _, WriteExec _,
                    ExchangeExec _, ShuffleReadExec _ ->
                    List.of();
        };
    }

    private static List<Expr> keys(List<SortKey> keys) {
        List<Expr> expressions = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            expressions.add(key.expr());
        }
        return expressions;
    }

    private static void add(AggregateCall call, List<Expr> into) {
        into.addAll(call.arguments());
        Expr filter = call.filter();
        if (filter != null) {
            into.add(filter);
        }
        into.addAll(keys(call.order()));
    }
}
