package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A typed relation. Immutable. */
public sealed interface LogicalPlan
        permits Scan, LocalTable, RecursiveTable, Range, Project, Filter, Aggregate, Join, DependentJoin, MarkJoin, Sort, Limit, Union,
        SetOperation,
        Distinct, SubqueryAlias,
        Sample, Repartition,
        Generate, Expand, Window, Hint, Write {

    /** The columns of the result. */
    List<Attribute> output();

    List<LogicalPlan> children();

    /** The same node over other inputs, as many as there are now, with the same or equal columns. */
    LogicalPlan withChildren(List<LogicalPlan> children);

    default Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (Attribute attribute : output()) {
            fields.add(attribute.field());
        }
        return new Schema(fields);
    }

    /** Rewrites inputs first, then the node; what does not change is kept as the same object. */
    default LogicalPlan rewrite(UnaryOperator<LogicalPlan> step) {
        List<LogicalPlan> before = children();
        List<LogicalPlan> after = null;
        for (int i = 0; i < before.size(); i++) {
            LogicalPlan changed = before.get(i).rewrite(step);
            if (changed != before.get(i) && after == null) {
                after = new ArrayList<>(before);
            }
            if (after != null) {
                after.set(i, changed);
            }
        }
        return step.apply(after == null ? this : withChildren(after));
    }
}
