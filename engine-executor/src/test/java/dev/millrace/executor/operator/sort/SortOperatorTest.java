package dev.millrace.executor.operator.sort;

import static dev.millrace.types.DataType.BIGINT;
import static dev.millrace.types.DataType.BOOLEAN;
import static dev.millrace.types.DataType.DOUBLE;
import static dev.millrace.types.DataType.INT;
import static dev.millrace.types.DataType.STRING;
import static dev.millrace.types.DataType.array;
import static dev.millrace.types.DataType.decimal;

import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SortOperatorTest {

    private static final List<List<DataType>> KEYS =
            List.of(List.of(BIGINT), List.of(INT), List.of(DOUBLE), List.of(STRING), List.of(BOOLEAN, STRING),
                    List.of(decimal(38, 3)), List.of(decimal(12, 2), INT), List.of(INT, BIGINT, STRING), List.of(STRING, STRING, INT),
                    List.of(DOUBLE, DOUBLE),
                    List.of(array(INT), BIGINT), List.of(BIGINT, BIGINT), List.of(INT, decimal(30, 0), DOUBLE));

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static Schema schema(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        types.forEach(type -> fields.add(Field.of("c" + fields.size(), type)));
        return new Schema(fields);
    }

    private static LocalTableExec anyInput(Schema schema) {
        return new LocalTableExec(new LocalRows(schema, List.of()));
    }

    private static OperatorHarness sort(Schema schema, List<SortKey> keys, List<List<@Nullable Object>> rows) {
        SortExec plan = new SortExec(anyInput(schema), keys);
        return OperatorHarness.verify((inputs, task) -> new SortOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(schema, rows);
    }

    private static OperatorHarness topN(Schema schema, List<SortKey> keys, long limit, List<List<@Nullable Object>> rows) {
        TopNExec plan = new TopNExec(anyInput(schema), keys, limit);
        return OperatorHarness.verify((inputs, task) -> new TopNOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(schema, rows);
    }

    private void seeded(Runnable test) {
        try {
            test.run();
        } catch (AssertionError e) {
            throw new AssertionError("data seed " + seed + ": " + e.getMessage(), e);
        }
    }

    /** All columns are keys, so rows that compare as equal are equal and the order is one. */
    @Test
    void agreesWithListSort() {
        for (List<DataType> types : KEYS) {
            for (int count : new int[] {0, 1, 30, 700}) {
                Schema schema = schema(types);
                List<SortKey> keys = SortRows.keys(schema, random);
                List<List<@Nullable Object>> rows = SortRows.random(schema, count, random);
                seeded(() -> sort(schema, keys, rows).expect(SortRows.sorted(rows, keys)));
            }
        }
    }

    @Test
    void spilledRunsAreMerged() {
        Schema schema = schema(List.of(STRING, BIGINT, DOUBLE));
        List<SortKey> keys = SortRows.keys(schema, random);
        List<List<@Nullable Object>> rows = SortRows.random(schema, 30_000, random);
        seeded(() -> sort(schema, keys, rows).spillsWith(900_000).expect(SortRows.sorted(rows, keys)));
    }

    /** More runs than are merged at once. */
    @Test
    void manyRunsAreMergedInSteps() {
        Schema schema = schema(List.of(BIGINT, INT));
        List<SortKey> keys = SortRows.keys(schema, random);
        List<List<@Nullable Object>> rows = SortRows.random(schema, 60_000, random);
        seeded(() -> sort(schema, keys, rows).spillsWith(150_000).expect(SortRows.sorted(rows, keys)));
    }

    @Test
    void keysMayBeComputed() {
        Schema schema = schema(List.of(BIGINT));
        SortKey negated =
                SortKey.ascending(new Arithmetic(Arithmetic.Op.SUBTRACT, Literal.of(0L), new InputRef(0, BIGINT, true, "c0"), BIGINT,
                        OnError.THROW));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            rows.add(List.of(i));
        }
        sort(schema, List.of(negated), rows).expect(rows.reversed());
    }

    @Test
    void topNIsTheBeginningOfTheSortedRows() {
        for (List<DataType> types : KEYS) {
            for (int limit : new int[] {0, 1, 10, 500}) {
                Schema schema = schema(types);
                List<SortKey> keys = SortRows.keys(schema, random);
                List<List<@Nullable Object>> rows = SortRows.random(schema, 300, random);
                List<List<@Nullable Object>> sorted = SortRows.sorted(rows, keys);
                seeded(() -> topN(schema, keys, limit, rows).expect(sorted.subList(0, Math.min(limit, sorted.size()))));
            }
        }
    }

    /** Enough rows that a threshold is known and most rows are dropped by it. */
    @Test
    void topNOfManyRows() {
        for (List<DataType> types : List.<List<DataType>>of(List.of(BIGINT), List.of(STRING, INT), List.of(DOUBLE, BIGINT))) {
            Schema schema = schema(types);
            List<SortKey> keys = SortRows.keys(schema, random);
            List<List<@Nullable Object>> rows = SortRows.random(schema, 40_000, random);
            seeded(() -> topN(schema, keys, 100, rows).alsoWith(2_000_000).expect(SortRows.sorted(rows, keys).subList(0, 100)));
        }
    }
}
