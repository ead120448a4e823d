package dev.millrace.driver.analyze;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.driver.expression.References;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.spi.Table;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The leaves of a plan: files, tables and views by name, rows that the query gives itself. */
final class Relations {

    private final AnalysisContext context;

    Relations(AnalysisContext context) {
        this.context = context;
    }

    LogicalPlan read(SourceSpec source) {
        Table table = context.catalog().source(source.format()).open(source, context.config());
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < table.schema().size(); i++) {
            columns.add(i);
        }
        return new Scan(table, columns, attributes(table.schema()), List.of(), -1);
    }

    LogicalPlan table(List<String> name) {
        String last = name.getLast();
        LogicalPlan common = name.size() == 1 ? CommonTables.find(context.tables(), last) : null;
        if (common != null) {
            return new SubqueryAlias(context.apart(common), last);
        }
        Optional<LogicalPlan> found = context.catalog().find(name);
        if (found.isEmpty()) {
            throw ErrorCondition.TABLE_OR_VIEW_NOT_FOUND.with("name", "\"" + String.join(".", name) + "\"", "suggestion",
                    NearestNames.suggestionOrSome(last, context.catalog().names()));
        }
        return new SubqueryAlias(context.apart(found.get()), last);
    }

    LogicalPlan file(String path) {
        return context.apart(context.catalog().file(path));
    }

    LogicalPlan rows(LocalRows rows) {
        return new LocalTable(rows, attributes(rows.schema()));
    }

    private List<Attribute> attributes(Schema schema) {
        List<Attribute> attributes = new ArrayList<>(schema.size());
        for (Field field : schema.fields()) {
            attributes.add(context.ids().attribute(field.name(), field.type(), field.nullable()));
        }
        return attributes;
    }

    /** VALUES: a table of constants, or a union of rows when a value is known only to the query around it. */
    LogicalPlan values(List<List<UnresolvedExpr>> written) {
        ExpressionResolver resolver = new ExpressionResolver(context, Scope.EMPTY, new Clause.Plain("VALUES"));
        List<List<Expr>> rows = new ArrayList<>(written.size());
        boolean constant = true;
        for (List<UnresolvedExpr> row : written) {
            if (row.size() != written.getFirst().size()) {
                throw ErrorCondition.INVALID_INLINE_TABLE.with("detail",
                        "its rows differ in length: the first has " + written.getFirst().size() + " values, another " + row.size());
            }
            List<Expr> values = resolver.resolveAll(row);
            for (Expr value : values) {
                constant &= References.of(value).isEmpty();
            }
            rows.add(values);
        }
        List<DataType> types = types(rows);
        List<Attribute> output = new ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            boolean nullable = false;
            for (List<Expr> row : rows) {
                nullable |= row.get(column).nullable();
            }
            output.add(context.ids().attribute("col" + (column + 1), types.get(column), nullable));
        }
        return constant ? constants(rows, output) : union(written, output);
    }

    private static List<DataType> types(List<List<Expr>> rows) {
        List<DataType> types = new ArrayList<>();
        for (Expr first : rows.getFirst()) {
            types.add(first.type());
        }
        for (List<Expr> row : rows) {
            for (int i = 0; i < types.size(); i++) {
                DataType before = types.get(i);
                DataType type = row.get(i).type();
                int column = i + 1;
                types.set(i, before.equals(type) ? before : Widening.of(before, type)
                        .orElseThrow(() -> ErrorCondition.INVALID_INLINE_TABLE.with("detail", "the values of its column " + column
                                + " have types without a common type: " + before.sql() + " and " + type.sql())));
            }
        }
        return types;
    }

    private LogicalPlan constants(List<List<Expr>> rows, List<Attribute> output) {
        List<Field> fields = new ArrayList<>();
        for (Attribute attribute : output) {
            fields.add(attribute.field());
        }
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Batch.ROWS) {
            List<List<Expr>> part = rows.subList(from, Math.min(rows.size(), from + Batch.ROWS));
            List<Vector> vectors = new ArrayList<>();
            for (int column = 0; column < output.size(); column++) {
                DataType type = output.get(column).type();
                VectorBuilder builder = VectorBuilder.of(type, part.size());
                for (List<Expr> row : part) {
                    builder.appendValue(constant(Casts.to(row.get(column), type)).value());
                }
                vectors.add(builder.build());
            }
            batches.add(Batch.of(part.size(), vectors));
        }
        return new LocalTable(new LocalRows(new Schema(fields), batches), output);
    }

    private Literal constant(Expr expr) {
        return expr instanceof Literal literal ? literal : context.constants().evaluate(expr);
    }

    private LogicalPlan union(List<List<UnresolvedExpr>> written, List<Attribute> output) {
        List<LogicalPlan> inputs = new ArrayList<>();
        for (List<UnresolvedExpr> values : written) {
            ExpressionResolver resolver = new ExpressionResolver(context, Scope.EMPTY, new Clause.Plain("VALUES"));
            List<Expr> row = resolver.resolveAll(values);
            List<NamedExpr> columns = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                Attribute attribute = inputs.isEmpty()
                        ? output.get(i)
                        : context.ids().attribute(output.get(i).name(), output.get(i).type(), output.get(i).nullable());
                columns.add(new NamedExpr(attribute, Casts.to(row.get(i), attribute.type())));
            }
            inputs.add(new Project(resolver.subqueries().over(values(List.of(List.of()))), columns));
        }
        return inputs.size() == 1 ? inputs.getFirst() : new Union(inputs, output);
    }
}
