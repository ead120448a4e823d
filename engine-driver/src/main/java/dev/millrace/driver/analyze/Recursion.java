package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.RecursiveTable;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.Schema;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.List;

/** Analysis of a common table that refers to itself: {@code WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)}. */
final class Recursion {

    private final AnalysisContext context;

    /** @param context with the tables that were defined before */
    Recursion(AnalysisContext context) {
        this.context = context;
    }

    /** @throws EngineException INVALID_RECURSIVE_CTE, INCOMPATIBLE_COLUMN_TYPE */
    LogicalPlan table(UnresolvedPlan.CommonTable table) {
        if (!(table.plan() instanceof UnresolvedPlan.SetOperation union) || union.kind() != UnresolvedPlan.SetOperation.Kind.UNION
                || !union.all() || union.byName()) {
            throw ErrorCondition.INVALID_RECURSIVE_CTE.with("name", "\"" + table.name() + "\"", "detail",
                    "it refers to itself outside of such a UNION ALL.");
        }
        LogicalPlan anchor = new Analyzer(context).analyze(union.left());
        List<Attribute> columns = new ArrayList<>();
        for (int i = 0; i < anchor.output().size(); i++) {
            Attribute column = anchor.output().get(i);
            String name = table.columns().size() == anchor.output().size() ? table.columns().get(i) : column.name();
            columns.add(context.ids().attribute(name, column.type(), true));
        }
        LocalRows before = new LocalRows(new Schema(columns.stream().map(Attribute::field).toList()), List.of());
        CommonTables itself = new CommonTables(table.name(), new LocalTable(before, columns), context.tables());
        LogicalPlan step = new Analyzer(context.with(itself)).analyze(union.right());
        List<Attribute> output = new ArrayList<>();
        columns.forEach(column -> output.add(context.ids().attribute(column.name(), column.type(), true)));
        return new RecursiveTable(anchor, cast(step, columns), before, output);
    }

    private LogicalPlan cast(LogicalPlan step, List<Attribute> columns) {
        if (step.output().size() != columns.size()) {
            throw ErrorCondition.NUM_COLUMNS_MISMATCH.with("operator", "UNION", "first", columns.size(), "second", step.output().size());
        }
        List<NamedExpr> cast = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Attribute wanted = columns.get(i);
            Attribute made = step.output().get(i);
            if (Widening.of(wanted.type(), made.type()).isEmpty()) {
                throw ErrorCondition.INCOMPATIBLE_COLUMN_TYPE.with("operator", "UNION", "column", "\"" + wanted.name() + "\"", "first",
                        wanted.type().sql(), "second", made.type().sql());
            }
            cast.add(new NamedExpr(context.ids().attribute(wanted.name(), wanted.type(), true), Casts.to(made.ref(), wanted.type())));
        }
        return new Project(step, cast);
    }
}
