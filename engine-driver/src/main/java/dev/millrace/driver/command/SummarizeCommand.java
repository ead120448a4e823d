package dev.millrace.driver.command;

import dev.millrace.config.ConfigKeys;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SUMMARIZE: one aggregation over all columns, turned into a row for each. What a type cannot have is null. */
final class SummarizeCommand {

    private static final int HUNDREDTHS = 10_000;

    private static final Schema COLUMNS = Schema.of(Field.of("column_name", DataType.STRING), Field.of("column_type", DataType.STRING),
            Field.of("min", DataType.STRING), Field.of("max", DataType.STRING), Field.of("approx_unique", DataType.BIGINT),
            Field.of("avg", DataType.STRING), Field.of("std", DataType.STRING), Field.of("q25", DataType.STRING),
            Field.of("q50", DataType.STRING), Field.of("q75", DataType.STRING), Field.of("count", DataType.BIGINT),
            Field.of("null_percentage", DataType.decimal(5, 2)));

    private final CommandContext context;

    SummarizeCommand(CommandContext context) {
        this.context = context;
    }

    /** The aggregates of one column, by name; a name is missing when its type has no such thing. */
    private enum Measure {
        MIN("min"), MAX("max"), UNIQUE("approx_count_distinct"), AVG("avg"), STD("stddev"), Q25("percentile_approx", 0.25),
        Q50("percentile_approx", 0.5), Q75("percentile_approx", 0.75), NOT_NULL("count");

        private final String function;
        private final List<UnresolvedExpr> parameters;

        Measure(String function, double... parameters) {
            this.function = function;
            List<UnresolvedExpr> literals = new ArrayList<>();
            for (double parameter : parameters) {
                literals.add(new UnresolvedLiteral(Literal.of(parameter)));
            }
            this.parameters = List.copyOf(literals);
        }

        boolean suits(DataType type) {
            return switch (this) {
                case MIN, MAX, UNIQUE -> type.isOrderable();
                case AVG, STD -> type.isNumeric();
                case Q25, Q50, Q75 -> type.isNumeric() || type instanceof DataType.DateType || type instanceof DataType.TimestampType
                        || type instanceof DataType.TimestampNtzType;
                case NOT_NULL -> true;
            };
        }

        UnresolvedExpr of(Attribute column) {
            List<UnresolvedExpr> arguments = new ArrayList<>();
            arguments.add(new ResolvedColumn(column));
            arguments.addAll(parameters);
            return UnresolvedCall.of(function, arguments.toArray(UnresolvedExpr[]::new));
        }
    }

    LogicalPlan summarize(UnresolvedPlan written) {
        LogicalPlan plan = context.engine().analyze(written);
        List<UnresolvedExpr> outputs = new ArrayList<>();
        add(outputs, UnresolvedCall.of("count", new UnresolvedLiteral(Literal.of(1))));
        for (Attribute column : plan.output()) {
            for (Measure measure : Measure.values()) {
                if (measure.suits(column.type())) {
                    add(outputs, measure.of(column));
                }
            }
        }
        LogicalPlan aggregate = context.engine().analyze(new UnresolvedPlan.Aggregate(new UnresolvedPlan.Analyzed(plan), List.of(), null,
                outputs, Optional.empty()));
        List<@Nullable Object> values = context.rows(aggregate, 1).getFirst();
        return answer(plan.output(), aggregate.output(), values);
    }

    private static void add(List<UnresolvedExpr> outputs, UnresolvedExpr measure) {
        outputs.add(new UnresolvedAlias(measure, List.of("m" + outputs.size())));
    }

    private LogicalPlan answer(List<Attribute> columns, List<Attribute> measures, List<@Nullable Object> values) {
        ValueFormat format = ValueFormat.cast(context.engine().config().get(ConfigKeys.TIME_ZONE));
        long rows = (Long) values.getFirst();
        Answer answer = new Answer(COLUMNS);
        int at = 1;
        for (Attribute column : columns) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(column.name());
            row.add(column.type().sql());
            for (Measure measure : Measure.values()) {
                Object value = null;
                if (measure.suits(column.type())) {
                    value = values.get(at);
                    boolean text = measure != Measure.UNIQUE && measure != Measure.NOT_NULL;
                    value = value != null && text ? format.text(value, measures.get(at).type()) : value;
                    at++;
                }
                row.add(value);
            }
            long notNull = (Long) row.set(row.size() - 1, rows);
            row.add(rows == 0 ? null : (Object) Math.round((double) (rows - notNull) / rows * HUNDREDTHS));
            answer.row(row.toArray());
        }
        return answer.plan(context.engine());
    }
}
