package dev.millrace.executor.operator.row;

import static dev.millrace.executor.harness.Batches.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.LongVector;
import dev.millrace.config.Config;
import dev.millrace.executor.harness.Batches;
import dev.millrace.executor.harness.HarnessContext;
import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowOperatorsTest {

    private static final Schema PAIR = Schema.of(Field.of("a", DataType.BIGINT), Field.of("b", DataType.STRING));
    private static final Expr A = new InputRef(0, DataType.BIGINT, true, "a");
    private static final Expr B = new InputRef(1, DataType.STRING, true, "b");
    private static final PhysicalPlan ANY = anyInput(PAIR);

    private static LocalTableExec anyInput(Schema schema) {
        return new LocalTableExec(new LocalRows(schema, List.of()));
    }

    private static List<List<@Nullable Object>> pairs(int from, int to) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = from; i < to; i++) {
            rows.add(row(i % 11 == 0 ? null : (Object) i, "text " + i % 5));
        }
        return rows;
    }

    private static Expr plusOne() {
        return new Arithmetic(Arithmetic.Op.ADD, A, Literal.of(1L), DataType.BIGINT, OnError.THROW);
    }

    @Test
    void filterKeepsWhatIsTrue() {
        FilterExec plan = new FilterExec(ANY, new Compare(Compare.Op.LT, A, Literal.of(50L)));
        OperatorHarness.verify((inputs, task) -> new FilterOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(PAIR, pairs(0, 200)).expect(pairs(0, 50).stream().filter(row -> row.get(0) != null).toList());
    }

    @Test
    void projectComputesAndPassesOn() {
        ProjectExec plan = new ProjectExec(ANY, List.of(B, plusOne(), Literal.of(7)),
                Schema.of(Field.of("b", DataType.STRING), Field.of("c", DataType.BIGINT), Field.of("d", DataType.INT)));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        pairs(0, 100).forEach(row -> expected.add(row(row.get(1), row.get(0) == null ? null : (Object) ((Long) row.get(0) + 1), 7)));
        OperatorHarness.verify((inputs, task) -> new ProjectOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(PAIR, pairs(0, 100)).expect(expected);
    }

    @Test
    void limitAndOffset() {
        for (int[] bounds : new int[][] {{10, 0}, {10, 5}, {-1, 50}, {0, 0}, {1000, 0}, {10, 1000}}) {
            LimitExec plan = new LimitExec(ANY, bounds[0], bounds[1]);
            int from = Math.min(100, bounds[1]);
            int to = bounds[0] < 0 ? 100 : Math.min(100, from + bounds[0]);
            OperatorHarness.verify((inputs, task) -> new LimitOperator(plan, inputs.getFirst(), task)).input(PAIR, pairs(0, 100))
                    .expect(pairs(from, to));
        }
    }

    @Test
    void unionAndCoalesceGiveAllRows() {
        OperatorHarness.verify((inputs, task) -> new UnionOperator(new UnionExec(List.of(ANY), PAIR), inputs.getFirst(), task))
                .input(PAIR, pairs(0, 30)).expect(pairs(0, 30));
        OperatorHarness.verify((inputs, task) -> new CoalesceOperator(new CoalesceExec(ANY, 1), inputs, task))
                .input(PAIR, pairs(0, 30)).input(PAIR, List.of()).input(PAIR, pairs(30, 50)).expect(pairs(0, 50));
    }

    @Test
    void expandGivesEachProjection() {
        ExpandExec plan = new ExpandExec(ANY, List.of(List.of(A, Literal.ofNull(DataType.STRING)), List.of(plusOne(), B)), PAIR);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (List<@Nullable Object> row : pairs(0, 40)) {
            expected.add(row(row.get(0), null));
            expected.add(row(row.get(0) == null ? null : (Object) ((Long) row.get(0) + 1), row.get(1)));
        }
        OperatorHarness.verify((inputs, task) -> new ExpandOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(PAIR, pairs(0, 40)).expectInAnyOrder(expected);
    }

    @Test
    void sampleIsAPartAndRepeatable() {
        SampleExec plan = new SampleExec(ANY, 0.2, 0.5, false, 42);
        List<List<@Nullable Object>> first = sample(plan);
        assertEquals(first, sample(plan));
        assertTrue(first.size() > 2_500 && first.size() < 3_500, "30 % of 10000 are " + first.size());
        List<List<@Nullable Object>> repeated = sample(new SampleExec(ANY, 0, 1.5, true, 42));
        assertTrue(repeated.size() > 14_000 && repeated.size() < 16_000, "150 % of 10000 are " + repeated.size());
    }

    private static List<List<@Nullable Object>> sample(SampleExec plan) {
        return OperatorHarness.verify((inputs, task) -> new SampleOperator(plan, 3, inputs.getFirst(), task)).input(PAIR, pairs(0, 10_000))
                .rows();
    }

    private static void verifyGenerator(String function, boolean outer, DataType type, List<Field> made, List<List<@Nullable Object>> input,
            List<List<@Nullable Object>> expected) {
        Schema schema = Schema.of(Field.of("id", DataType.BIGINT), Field.of("c", type));
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.addAll(made);
        Call call = new Call(function, List.of(new InputRef(1, type, true, "c")), DataType.NULL, true);
        GenerateExec plan = new GenerateExec(anyInput(schema), call, outer, new Schema(fields));
        OperatorHarness.verify((inputs, task) -> new GenerateOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(schema, input).expect(expected);
    }

    @Test
    void explodeArrays() {
        List<Object> three = List.of(1, 2, 3);
        List<List<@Nullable Object>> input = List.of(row(1L, three), row(2L, List.of()), row(3L, null), row(4L, row(7, null)));
        DataType type = DataType.array(DataType.INT);
        List<Field> one = List.of(Field.of("col", DataType.INT));
        List<Field> two = List.of(Field.of("pos", DataType.INT), Field.of("col", DataType.INT));
        verifyGenerator("explode", false, type, one, input,
                List.of(row(1L, three, 1), row(1L, three, 2), row(1L, three, 3), row(4L, row(7, null), 7), row(4L, row(7, null), null)));
        verifyGenerator("explode", true, type, one, input,
                List.of(row(1L, three, 1), row(1L, three, 2), row(1L, three, 3), row(2L, List.of(), null),
                        row(3L, null, null), row(4L, row(7, null), 7), row(4L, row(7, null), null)));
        verifyGenerator("posexplode_outer", false, type, two, input,
                List.of(row(1L, three, 0, 1), row(1L, three, 1, 2), row(1L, three, 2, 3), row(2L, List.of(), null, null),
                        row(3L, null, null, null),
                        row(4L, row(7, null), 0, 7), row(4L, row(7, null), 1, null)));
    }

    @Test
    void explodeMapsAndInlineStructs() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("x", 1L);
        map.put("y", 2L);
        verifyGenerator("explode", false, DataType.map(DataType.STRING, DataType.BIGINT),
                List.of(Field.of("key", DataType.STRING), Field.of("value", DataType.BIGINT)), List.of(row(1L, map), row(2L, Map.of())),
                List.of(row(1L, map, "x", 1L), row(1L, map, "y", 2L)));
        DataType struct = DataType.struct(Field.of("f", DataType.INT), Field.of("g", DataType.STRING));
        List<Object> structs = List.of(List.of(1, "a"), List.of(2, "b"));
        verifyGenerator("inline", false, DataType.array(struct), List.of(Field.of("f", DataType.INT), Field.of("g", DataType.STRING)),
                List.of(row(1L, structs)), List.of(row(1L, structs, 1, "a"), row(1L, structs, 2, "b")));
    }

    @Test
    void longArraysFillManyBatches() {
        List<Object> elements = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            elements.add(i);
        }
        elements.forEach(element -> expected.add(row(element)));
        Schema schema = Schema.of(Field.of("c", DataType.array(DataType.INT)));
        Call call = new Call("explode", List.of(new InputRef(0, schema.type(0), true, "c")), DataType.INT, true);
        GenerateExec plan = new GenerateExec(anyInput(schema), call, false, Schema.of(schema.field(0), Field.of("col", DataType.INT)));
        ProjectExec last =
                new ProjectExec(plan, List.of(new InputRef(1, DataType.INT, true, "col")), Schema.of(Field.of("col", DataType.INT)));
        OperatorHarness.verify((inputs, task) -> {
            ExprCompiler compiler = new ExprCompiler(task.config());
            return new ProjectOperator(last, new GenerateOperator(plan, inputs.getFirst(), compiler, task), compiler, task);
        }).input(schema, List.of(row(elements))).expect(expected);
    }

    @Test
    void stackDealsOut() {
        Call call = new Call("stack", List.of(Literal.of(2), A, B, plusOne()), DataType.NULL, true);
        GenerateExec plan = new GenerateExec(ANY, call, false,
                Schema.of(PAIR.field(0), PAIR.field(1), Field.of("c0", DataType.BIGINT), Field.of("c1", DataType.STRING)));
        OperatorHarness.verify((inputs, task) -> new GenerateOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(PAIR, List.of(row(5L, "x"), row(6L, "y")))
                .expectInAnyOrder(List.of(row(5L, "x", 5L, "x"), row(5L, "x", 6L, null), row(6L, "y", 6L, "y"), row(6L, "y", 7L, null)));
    }

    private static List<Long> readNumbers(PhysicalPlan plan, int partition) {
        List<Long> values = new ArrayList<>();
        try (MemoryPool memory = MemoryPool.root("test", 1 << 20)) {
            HarnessContext context = HarnessContext.of(memory, Config.EMPTY);
            try (Operator operator = plan instanceof RangeExec range
                    ? new RangeOperator(range, partition, context)
                    : new LocalTableOperator((LocalTableExec) plan, partition, context)) {
                for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
                    assertTrue(batch.rows() <= Batch.ROWS);
                    Batches.rows(batch).forEach(row -> values.add((Long) row.getFirst()));
                }
            }
            context.removeDirectory();
        }
        return values;
    }

    @Test
    void rangesAreCutEvenly() {
        Schema schema = Schema.of(new Field("id", DataType.BIGINT, false));
        for (long[] range : new long[][] {{0, 20_000, 1}, {10, -10, -3}, {5, 5, 1}, {Long.MAX_VALUE - 10, Long.MAX_VALUE, 4},
                {Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE}, {3, 1, 1}}) {
            List<Long> expected = new ArrayList<>();
            for (long value = range[0], left = 20_000; left > 0 && (range[2] > 0 ? value < range[1] : value > range[1]); left--) {
                expected.add(value);
                boolean ends = range[2] > 0 ? value > Long.MAX_VALUE - range[2] : value < Long.MIN_VALUE - range[2];
                value = ends ? range[1] : value + range[2];
            }
            List<Long> actual = new ArrayList<>();
            for (int partition = 0; partition < 3; partition++) {
                actual.addAll(readNumbers(new RangeExec(range[0], range[1], range[2], 3, schema), partition));
            }
            assertEquals(expected, actual);
        }
    }

    @Test
    void localRowsAreCutIntoBatches() {
        long[] values = LongStream.range(0, 20_000).toArray();
        LocalTableExec table = new LocalTableExec(new LocalRows(Schema.of(Field.of("id", DataType.BIGINT)),
                List.of(Batch.of(20_000, new LongVector(DataType.BIGINT, values, 20_000, null)))));
        assertEquals(LongStream.range(0, 20_000).boxed().toList(), readNumbers(table, 0));
        assertEquals(List.of(), readNumbers(table, 1));
    }
}
