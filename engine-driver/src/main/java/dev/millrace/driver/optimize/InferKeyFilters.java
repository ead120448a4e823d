package dev.millrace.driver.optimize;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Scan;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code Filter(a, x = 5) JOIN b ON x = y → … JOIN Filter(b, y = 5)}: what is known of a join key on one side holds for the other. */
final class InferKeyFilters implements Rule.OfNode {

    @Override
    public String name() {
        return "infer_key_filters";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        boolean joins = node instanceof Join join && (join.type() == JoinType.INNER || join.type() == JoinType.SEMI);
        return joins ? infer((Join) node) : node;
    }

    private static LogicalPlan infer(Join join) {
        List<Expr> ofLeft = known(join.left());
        List<Expr> ofRight = known(join.right());
        List<Expr> moreLeft = new ArrayList<>();
        List<Expr> moreRight = new ArrayList<>();
        Set<Long> leftIds = References.ids(join.left().output());
        for (Expr conjunct : Conjuncts.of(join.condition())) {
            if (conjunct instanceof Compare(var op, ColumnRef one, ColumnRef other) && op == Compare.Op.EQ && equalMeansSame(one.type())) {
                boolean straight = leftIds.contains(one.id());
                boolean crosses = straight != leftIds.contains(other.id());
                if (crosses) {
                    ColumnRef left = straight ? one : other;
                    ColumnRef right = straight ? other : one;
                    translate(ofLeft, left, right, ofRight, moreRight);
                    translate(ofRight, right, left, ofLeft, moreLeft);
                }
            }
        }
        if (moreLeft.isEmpty() && moreRight.isEmpty()) {
            return join;
        }
        return new Join(filtered(join.left(), moreLeft), filtered(join.right(), moreRight), join.type(), join.condition());
    }

    /** Not for floating point: 0.0 equals -0.0, but their texts differ. */
    private static boolean equalMeansSame(DataType type) {
        return !(type instanceof DataType.DoubleType) && !(type instanceof DataType.FloatType) && !type.isNested();
    }

    private static void translate(List<Expr> known, ColumnRef from, ColumnRef to, List<Expr> there, List<Expr> more) {
        for (Expr conjunct : known) {
            Set<Long> ids = References.of(conjunct);
            if (ids.size() == 1 && ids.contains(from.id())) {
                Expr translated = References.substitute(conjunct, Map.of(from.id(), to));
                if (!Sameness.contains(there, translated) && !Sameness.contains(more, translated)) {
                    more.add(translated);
                }
            }
        }
    }

    private static List<Expr> known(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> scan.filters();
            case Filter(var input, var condition) -> {
                List<Expr> all = new ArrayList<>(known(input));
                all.addAll(Conjuncts.of(condition));
                yield all;
            }
            case Project(var input, var _) -> known(input);
            default -> List.of();
        };
    }

    private static LogicalPlan filtered(LogicalPlan plan, List<Expr> conjuncts) {
        return conjuncts.isEmpty() ? plan : new Filter(plan, Conjuncts.join(conjuncts));
    }
}
