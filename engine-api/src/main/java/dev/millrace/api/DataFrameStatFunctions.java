package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of columns: {@code trips.stat().corr("distance", "fare")}. Each but {@link #sampleBy} runs a query at once.
 */
public final class DataFrameStatFunctions {

    private final DataFrame frame;

    DataFrameStatFunctions(DataFrame frame) {
        this.frame = frame;
    }

    /** Pearson's correlation of rows where both are present; NaN when there is none. */
    public double corr(String first, String second) {
        return number(Functions.corr(frame.col(first), frame.col(second)));
    }

    /** Covariance of a sample of rows where both are present; NaN for fewer than two. */
    public double cov(String first, String second) {
        return number(Functions.covar_samp(frame.col(first), frame.col(second)));
    }

    private double number(Column aggregate) {
        Row row = frame.aggregateRow(List.of(aggregate.cast(DataType.DOUBLE).as("value").expr()));
        return row.isNullAt(0) ? Double.NaN : row.getDouble(0);
    }

    /**
     * Values near the given ranks; nulls and NaN are left out. Empty when there is no value.
     *
     * @param probabilities ranks from 0 (least) to 1 (greatest)
     * @param relativeError how far a rank may be off, from 0 (exact) to 1
     * @throws EngineException INVALID_PARAMETER_VALUE
     */
    public double[] approxQuantile(String column, double[] probabilities, double relativeError) {
        return approxQuantile(new String[] {column}, probabilities, relativeError)[0];
    }

    /** As {@link #approxQuantile(String, double[], double)}, for several columns. */
    public double[][] approxQuantile(String[] columns, double[] probabilities, double relativeError) {
        for (double probability : probabilities) {
            requireShare("approxQuantile", "probabilities", probability);
        }
        requireShare("approxQuantile", "relativeError", relativeError);
        int accuracy = relativeError * Integer.MAX_VALUE <= 1 ? Integer.MAX_VALUE : (int) Math.ceil(1 / relativeError);
        List<UnresolvedExpr> aggregates = new ArrayList<>();
        for (String name : columns) {
            Column value = frame.col(name).cast(DataType.DOUBLE);
            Column present = Functions.when(value.isNaN().not(), value);
            aggregates.add(Functions.percentile_approx(present, Functions.lit(probabilities), Functions.lit(accuracy)).as(name).expr());
        }
        Row row = frame.aggregateRow(aggregates);
        double[][] quantiles = new double[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            List<Double> found = row.getList(i);
            quantiles[i] = new double[found == null ? 0 : found.size()];
            for (int j = 0; j < quantiles[i].length; j++) {
                quantiles[i][j] = found == null ? 0 : found.get(j);
            }
        }
        return quantiles;
    }

    /**
     * How often each pair of values occurs: a row for each value of {@code first} (as text, in a column {@code first_second}), a BIGINT
     * column for each of {@code second}. A null is shown as {@code null}.
     */
    public DataFrame crosstab(String first, String second) {
        ValueFormat format = ValueFormat.cast(frame.zone());
        DataFrame counts = frame.groupBy(frame.col(first), frame.col(second)).count();
        Map<String, Map<String, Long>> table = new TreeMap<>();
        Map<String, Integer> names = new TreeMap<>();
        for (Row row : counts.collect()) {
            String line = text(row, 0, format);
            String column = text(row, 1, format);
            names.put(column, 0);
            table.computeIfAbsent(line, _ -> new LinkedHashMap<>()).merge(column, row.getLong(2), Long::sum);
        }
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of(first + "_" + second, DataType.STRING));
        names.keySet().forEach(name -> fields.add(Field.of(name, DataType.BIGINT)));
        List<Row> rows = new ArrayList<>();
        table.forEach((line, cells) -> {
            List<Object> values = new ArrayList<>();
            values.add(line);
            names.keySet().forEach(name -> values.add(cells.getOrDefault(name, 0L)));
            rows.add(Row.of(values.toArray()));
        });
        return frame.session().createDataFrame(rows, new Schema(fields));
    }

    private static String text(Row row, int column, ValueFormat format) {
        Field field = row.schema().field(column);
        return format.text(RowValues.literalForm(row.get(column), Field.of(field.name(), field.type())), field.type());
    }

    /** Values that make up more than 1 % of a column, see {@link #freqItems(String[], double)}. */
    public DataFrame freqItems(String[] columns) {
        return freqItems(columns, 0.01);
    }

    /**
     * Values that make up more than {@code support} of the rows: one row, an ARRAY {@code column_freqItems} for each column, the most
     * frequent first. Exact.
     *
     * @param support from 0 to 1
     * @throws EngineException INVALID_PARAMETER_VALUE
     */
    public DataFrame freqItems(String[] columns, double support) {
        requireShare("freqItems", "support", support);
        double least = support * frame.count();
        List<Field> fields = new ArrayList<>();
        List<Object> lists = new ArrayList<>();
        for (String name : columns) {
            DataFrame counts = frame.groupBy(frame.col(name)).count();
            Field field = counts.schema().field(0);
            List<@Nullable Object> items = new ArrayList<>();
            Column count = Functions.col("count");
            for (Row row : counts.toDF("item", "count").filter(count.gt(least)).orderBy(count.desc()).collect()) {
                items.add(row.get(0));
            }
            fields.add(Field.of(field.name() + "_freqItems", DataType.array(field.type())));
            lists.add(items);
        }
        return frame.session().createDataFrame(List.of(Row.of(lists.toArray())), new Schema(fields));
    }

    /**
     * A sample in which each value of {@code column} has a probability of its own; 0 for a value that is not in the map.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for a probability outside [0, 1]
     */
    public DataFrame sampleBy(String column, Map<?, Double> fractions, long seed) {
        Column fraction = Functions.lit(0.0);
        for (Map.Entry<?, Double> entry : fractions.entrySet()) {
            requireShare("sampleBy", "fractions", entry.getValue());
            fraction = Functions.when(frame.col(column).eqNullSafe(entry.getKey()), entry.getValue()).otherwise(fraction);
        }
        return frame.filter(Functions.rand(seed).lt(fraction));
    }

    private static void requireShare(String function, String parameter, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", parameter, "function", function, "expected",
                    "a number from 0 to 1", "actual", value);
        }
    }
}
