package dev.millrace.api;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Statistics of columns as a table of text: all computed in one pass, then laid out a row for each statistic. */
final class Summary {

    private static final int PERCENTILE_ACCURACY = 10_000;

    private final DataFrame frame;
    private final List<Attribute> columns = new ArrayList<>();

    /** @param names columns; all numeric and STRING ones when empty */
    Summary(DataFrame frame, List<String> names) {
        this.frame = frame;
        for (String name : names) {
            columns.add(((ResolvedColumn) frame.col(ColumnNames.quote(name)).expr()).attribute());
        }
        if (names.isEmpty()) {
            for (Attribute attribute : frame.plan().output()) {
                if (attribute.type().isNumeric() || attribute.type().equals(DataType.STRING)) {
                    columns.add(attribute);
                }
            }
        }
    }

    DataFrame of(List<String> statistics) {
        List<UnresolvedExpr> aggregates = new ArrayList<>();
        for (String statistic : statistics) {
            for (Attribute column : columns) {
                aggregates.add(of(statistic, new Column(new ResolvedColumn(column)), column.type()).cast(DataType.STRING)
                        .as("c" + aggregates.size()).expr());
            }
        }
        List<Row> rows = new ArrayList<>();
        Row found = aggregates.isEmpty() ? Row.of() : frame.aggregateRow(aggregates);
        for (int i = 0; i < statistics.size(); i++) {
            @Nullable
            Object[] values = new @Nullable Object[columns.size() + 1];
            values[0] = statistics.get(i);
            for (int column = 0; column < columns.size(); column++) {
                values[column + 1] = found.get(i * columns.size() + column);
            }
            rows.add(Row.of(values));
        }
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("summary", DataType.STRING));
        for (Attribute column : columns) {
            fields.add(Field.of(column.name(), DataType.STRING));
        }
        return frame.session().createDataFrame(rows, new Schema(fields));
    }

    private static Column of(String statistic, Column column, DataType type) {
        Column number = type.isNumeric() ? column : column.tryCast(DataType.DOUBLE);
        return switch (statistic.toLowerCase(Locale.ROOT)) {
            case "count" -> Functions.count(column);
            case "count_distinct" -> Functions.count_distinct(column);
            case "approx_count_distinct" -> Functions.approx_count_distinct(column);
            case "mean" -> Functions.avg(number);
            case "stddev" -> Functions.stddev(number);
            case "min" -> Functions.min(column);
            case "max" -> Functions.max(column);
            default -> Functions.percentile_approx(number, Functions.lit(fraction(statistic)), Functions.lit(PERCENTILE_ACCURACY));
        };
    }

    private static double fraction(String statistic) {
        try {
            double percent = statistic.endsWith("%") ? Double.parseDouble(statistic.substring(0, statistic.length() - 1)) : -1;
            if (percent >= 0 && percent <= 100) {
                return percent / 100;
            }
        } catch (NumberFormatException e) {
            throw unknown(statistic, e);
        }
        throw unknown(statistic, null);
    }

    private static RuntimeException unknown(String statistic, @Nullable Throwable cause) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.caused(cause, "parameter", "statistics", "function", "summary", "expected",
                "count, mean, stddev, min, max, count_distinct, approx_count_distinct or a percentile such as 75%", "actual", statistic);
    }
}
