package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.List;

/** Analysis of UNION, INTERSECT and EXCEPT: columns by position or name, both sides cast to common types. */
final class SetOperationAnalysis {

    private final AnalysisContext context;

    SetOperationAnalysis(AnalysisContext context) {
        this.context = context;
    }

    LogicalPlan build(LogicalPlan left, LogicalPlan right, UnresolvedPlan.SetOperation node) {
        LogicalPlan one = left;
        LogicalPlan other = right;
        if (node.byName()) {
            one = node.allowMissing() ? withMissing(left, right) : left;
            other = inOrderOf(one, right, node.allowMissing());
        }
        String name = node.kind().name();
        if (one.output().size() != other.output().size()) {
            throw ErrorCondition.NUM_COLUMNS_MISMATCH.with("operator", name, "first", one.output().size(), "second", other.output().size());
        }
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < one.output().size(); i++) {
            Attribute first = one.output().get(i);
            Attribute second = other.output().get(i);
            types.add(Widening.of(first.type(), second.type())
                    .orElseThrow(() -> ErrorCondition.INCOMPATIBLE_COLUMN_TYPE.with("operator", name,
                            "column", "\"" + first.name() + "\"", "first", first.type().sql(), "second", second.type().sql())));
        }
        one = cast(one, types);
        other = cast(other, types);
        return switch (node.kind()) {
            case UNION -> {
                LogicalPlan union = union(one, other);
                yield node.all() ? union : new Distinct(union);
            }
            case INTERSECT -> new SetOperation(SetOperation.Kind.INTERSECT, node.all(), one, Renumbering.apart(one, other, context.ids()),
                    one.output());
            case EXCEPT ->
                    new SetOperation(SetOperation.Kind.EXCEPT, node.all(), one, Renumbering.apart(one, other, context.ids()), one.output());
        };
    }

    /** The columns are those of the first input, by identity too; what is null in one input may be null in the result. */
    private static LogicalPlan union(LogicalPlan left, LogicalPlan right) {
        List<LogicalPlan> inputs = new ArrayList<>();
        if (left instanceof Union(var earlier, var _)) {
            inputs.addAll(earlier);
        } else {
            inputs.add(left);
        }
        inputs.add(right);
        List<Attribute> output = new ArrayList<>();
        for (int i = 0; i < left.output().size(); i++) {
            Attribute attribute = left.output().get(i);
            output.add(attribute.withNullable(attribute.nullable() || right.output().get(i).nullable()));
        }
        return new Union(inputs, output);
    }

    private LogicalPlan cast(LogicalPlan plan, List<DataType> types) {
        List<NamedExpr> columns = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < types.size(); i++) {
            Attribute attribute = plan.output().get(i);
            if (Casts.sameValues(attribute.type(), types.get(i))) {
                columns.add(NamedExpr.of(attribute));
            } else {
                same = false;
                Attribute wider = context.ids().attribute(attribute.name(), types.get(i), attribute.nullable());
                columns.add(new NamedExpr(wider, Casts.to(attribute.ref(), types.get(i))));
            }
        }
        return same ? plan : new Project(plan, columns);
    }

    /** {@code left} with a null column for each that only {@code right} has. */
    private LogicalPlan withMissing(LogicalPlan left, LogicalPlan right) {
        List<NamedExpr> columns = new ArrayList<>();
        for (Attribute attribute : left.output()) {
            columns.add(NamedExpr.of(attribute));
        }
        Scope scope = new Scope(left.output());
        for (Attribute attribute : right.output()) {
            if (scope.find(List.of(attribute.name())) == null) {
                columns.add(nothing(attribute));
            }
        }
        return columns.size() == left.output().size() ? left : new Project(left, columns);
    }

    private LogicalPlan inOrderOf(LogicalPlan left, LogicalPlan right, boolean allowMissing) {
        Scope scope = new Scope(right.output());
        List<NamedExpr> columns = new ArrayList<>();
        for (Attribute attribute : left.output()) {
            Scope.Found found = scope.find(List.of(attribute.name()));
            if (found != null) {
                columns.add(NamedExpr.of(found.attribute()));
            } else if (allowMissing) {
                columns.add(nothing(attribute));
            } else {
                throw scope.unresolved(List.of(attribute.name()));
            }
        }
        if (right.output().size() > columns.size()) {
            throw ErrorCondition.NUM_COLUMNS_MISMATCH.with("operator", "UNION", "first", columns.size(), "second", right.output().size());
        }
        return new Project(right, columns);
    }

    private NamedExpr nothing(Attribute attribute) {
        return new NamedExpr(context.ids().attribute(attribute.name(), attribute.type(), true), Literal.ofNull(attribute.type()));
    }
}
