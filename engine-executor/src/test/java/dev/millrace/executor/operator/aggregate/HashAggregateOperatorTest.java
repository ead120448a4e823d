package dev.millrace.executor.operator.aggregate;

import static dev.millrace.executor.harness.Batches.row;
import static dev.millrace.executor.operator.aggregate.AggregatePlans.call;
import static dev.millrace.executor.operator.aggregate.AggregatePlans.column;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.RowHash;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.harness.Batches;
import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.SortKey;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashAggregateOperatorTest {

    private static final Schema ROWS =
            Schema.of(Field.of("b", DataType.BOOLEAN), Field.of("t", DataType.TINYINT), Field.of("i", DataType.INT),
                    Field.of("l", DataType.BIGINT), Field.of("d", DataType.DOUBLE), Field.of("s", DataType.STRING),
                    Field.of("m", DataType.decimal(12, 2)),
                    Field.of("w", DataType.decimal(38, 3)), Field.of("y", DataType.DATE), Field.of("a", DataType.array(DataType.STRING)),
                    Field.of("n", DataType.decimal(6, 1)), Field.of("e", DataType.DOUBLE), Field.of("u", DataType.NULL));

    private static InputRef ref(String name) {
        return column(ROWS, name);
    }

    private static List<AggregateCall> simpleCalls() {
        return List.of(call("count", DataType.BIGINT), call("count", DataType.BIGINT, ref("d")),
                call("count", DataType.BIGINT, ref("s"), ref("l")),
                call("sum", DataType.BIGINT, ref("i")), call("sum", DataType.BIGINT, ref("l")), call("sum", DataType.DOUBLE, ref("d")),
                call("sum", DataType.decimal(22, 2), ref("m")), call("sum", DataType.decimal(38, 3), ref("w")),
                call("sum", DataType.decimal(16, 1), ref("n")),
                call("avg", DataType.DOUBLE, ref("d")), call("avg", DataType.DOUBLE, ref("i")),
                call("avg", DataType.decimal(16, 6), ref("m")),
                call("avg", DataType.decimal(38, 7), ref("w")), call("min", DataType.STRING, ref("s")),
                call("max", DataType.STRING, ref("s")),
                call("min", DataType.DOUBLE, ref("d")), call("max", DataType.DOUBLE, ref("d")), call("min", DataType.INT, ref("i")),
                call("max", DataType.DATE, ref("y")), call("min", DataType.decimal(38, 3), ref("w")),
                call("max", DataType.array(DataType.STRING), ref("a")),
                call("count_if", DataType.BIGINT, ref("b")), call("bool_and", DataType.BOOLEAN, ref("b")),
                call("bool_or", DataType.BOOLEAN, ref("b")),
                call("bit_and", DataType.INT, ref("i")), call("bit_or", DataType.BIGINT, ref("l")),
                call("bit_xor", DataType.TINYINT, ref("t")),
                call("try_sum", DataType.BIGINT, ref("l")), call("count", DataType.BIGINT, ref("u")), call("min", DataType.NULL, ref("u")));
    }

    /** Values from a small set, so that groups repeat, with nulls and the extremes among them. */
    private static List<List<@Nullable Object>> rows(Random random, int count, int variety) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int pick = random.nextInt(variety);
            rows.add(row(orNull(random, random::nextBoolean), orNull(random, () -> pick % 256 - 128),
                    orNull(random, () -> extremeInt(random, pick)),
                    orNull(random, () -> (long) pick * 1_000_003 - 77), orNull(random, () -> extremeDouble(random, pick)),
                    orNull(random, () -> "v".repeat(pick % 13) + pick), orNull(random, () -> 9_999_999_999L - 7L * pick),
                    orNull(random, () -> BigInteger.valueOf(pick - 3).multiply(BigInteger.TEN.pow(random.nextInt(30)))),
                    orNull(random, () -> pick - variety / 2), orNull(random, () -> List.of("x" + pick % 5, "y" + random.nextInt(3))),
                    orNull(random, () -> 99_999L - pick), orNull(random, () -> random.nextInt(100) / 4.0), null));
        }
        return rows;
    }

    private static @Nullable Object orNull(Random random, Supplier<Object> value) {
        return random.nextInt(8) == 0 ? null : value.get();
    }

    private static Object extremeInt(Random random, int pick) {
        return random.nextInt(50) == 0 ? (random.nextBoolean() ? Integer.MAX_VALUE : Integer.MIN_VALUE) : pick;
    }

    private static Object extremeDouble(Random random, int pick) {
        return switch (random.nextInt(40)) {
            case 0 -> -0.0;
            case 1 -> 0.0;
            case 2 -> Double.MIN_VALUE;
            default -> pick / 8.0;
        };
    }

    private static void verify(List<List<@Nullable Object>> rows, List<InputRef> keys, List<AggregateCall> calls) {
        List<List<@Nullable Object>> expected = AggregateReference.aggregate(rows, keys, calls);
        OperatorHarness.verify(AggregatePlans.single(keys, calls)).input(ROWS, rows).expectInAnyOrder(expected);
        OperatorHarness.verify(AggregatePlans.twoSteps(keys, calls)).input(ROWS, rows).expectInAnyOrder(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l", "i", "s", "d", "b", "t,b", "s,t", "s,b", "i,l", "m", "w", "y,t,b", "a", "d,s", "u", "u,l", ""})
    void agreesWithTheReference(String keyNames) {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("aggregate by " + keyNames + ": -Dmillrace.seed=" + seed);
        List<InputRef> keys =
                keyNames.isEmpty() ? List.of() : List.of(keyNames.split(",")).stream().map(HashAggregateOperatorTest::ref).toList();
        verify(rows(random, 600, 5), keys, simpleCalls());
        verify(rows(random, 800, 300), keys, simpleCalls());
    }

    @Test
    void withoutRowsAndKeysThereIsOneRow() {
        List<AggregateCall> calls = simpleCalls();
        verify(List.of(), List.of(), calls);
        verify(List.of(), List.of(ref("s")), calls);
    }

    private static List<AggregateCall> otherCalls() {
        List<AggregateCall> calls = new ArrayList<>(List.of(call("first", DataType.STRING, ref("s")),
                call("last", DataType.BIGINT, ref("l")),
                call("first", DataType.decimal(38, 3), ref("w"), Literal.TRUE), call("last", DataType.DATE, ref("y"), Literal.TRUE),
                call("min_by", DataType.STRING, ref("s"), ref("y")), call("max_by", DataType.BIGINT, ref("l"), ref("n")),
                call("stddev_samp", DataType.DOUBLE, ref("d")), call("stddev_pop", DataType.DOUBLE, ref("d")),
                call("var_samp", DataType.DOUBLE, ref("d")),
                call("var_pop", DataType.DOUBLE, ref("d")), call("skewness", DataType.DOUBLE, ref("d")),
                call("kurtosis", DataType.DOUBLE, ref("d")),
                call("corr", DataType.DOUBLE, ref("d"), ref("e")), call("covar_pop", DataType.DOUBLE, ref("d"), ref("e")),
                call("covar_samp", DataType.DOUBLE, ref("d"), ref("e")), call("collect_list", DataType.array(DataType.INT), ref("i")),
                call("collect_list", DataType.array(DataType.STRING), ref("s")),
                call("collect_set", DataType.array(DataType.INT), ref("y")),
                call("collect_list", DataType.array(DataType.array(DataType.STRING)), ref("a")),
                call("listagg", DataType.STRING, ref("s"), Literal.of(", ")),
                call("mode", DataType.BIGINT, ref("l")), call("mode", DataType.STRING, ref("s")), call("median", DataType.DOUBLE, ref("e")),
                call("percentile", DataType.DOUBLE, ref("d"), Literal.of(0.3)),
                call("percentile_approx", DataType.DATE, ref("y"), Literal.of(0.75)),
                call("percentile_approx", DataType.decimal(38, 3), ref("w"), Literal.of(0.1)), call("last", DataType.NULL, ref("u")),
                call("collect_list", DataType.array(DataType.NULL), ref("u"))));
        calls.add(distinct("count", DataType.BIGINT, ref("s")));
        calls.add(distinct("count", DataType.BIGINT, ref("d"), ref("b")));
        calls.add(distinct("sum", DataType.BIGINT, ref("i")));
        calls.add(distinct("avg", DataType.decimal(16, 6), ref("m")));
        calls.add(distinct("collect_list", DataType.array(DataType.BIGINT), ref("l")));
        List<SortKey> order = List.of(SortKey.descending(ref("y")), SortKey.ascending(ref("l")));
        calls.add(new AggregateCall("listagg", List.of(ref("s"), Literal.of("|")), false, null, order, DataType.STRING, true));
        calls.add(new AggregateCall("collect_list", List.of(ref("t")), false, null, order, DataType.array(DataType.TINYINT), true));
        calls.add(new AggregateCall("first", List.of(ref("l")), false, null, order, DataType.BIGINT, true));
        calls.add(filtered("count", DataType.BIGINT));
        calls.add(filtered("count", DataType.BIGINT, ref("l")));
        calls.add(filtered("sum", DataType.decimal(22, 2), ref("m")));
        calls.add(filtered("avg", DataType.DOUBLE, ref("d")));
        calls.add(filtered("max", DataType.STRING, ref("s")));
        calls.add(filtered("collect_list", DataType.array(DataType.INT), ref("i")));
        return calls;
    }

    private static AggregateCall distinct(String function, DataType type, InputRef... arguments) {
        return new AggregateCall(function, List.of(arguments), true, null, List.of(), type, true);
    }

    private static AggregateCall filtered(String function, DataType type, InputRef... arguments) {
        return new AggregateCall(function, List.of(arguments), false, ref("b"), List.of(), type, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l", "s,t", ""})
    void otherFunctionsAgreeWithTheReference(String keyNames) {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("other aggregates by " + keyNames + ": -Dmillrace.seed=" + seed);
        List<InputRef> keys =
                keyNames.isEmpty() ? List.of() : List.of(keyNames.split(",")).stream().map(HashAggregateOperatorTest::ref).toList();
        for (AggregateCall call : otherCalls()) {
            verify(rows(random, 120, 6), keys, List.of(call));
        }
        verify(rows(random, 400, 150), keys, otherCalls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"l", "s,t", "w"})
    void spillsWhatDoesNotFit(String keyNames) {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("spilled aggregates by " + keyNames + ": -Dmillrace.seed=" + seed);
        List<InputRef> keys = List.of(keyNames.split(",")).stream().map(HashAggregateOperatorTest::ref).toList();
        List<List<@Nullable Object>> rows = rows(random, 3000, 2500);
        verifySpilled(rows, keys, simpleCalls(), 250_000);
        verifySpilled(rows.subList(0, 1500), keys, otherCalls(), 600_000);
    }

    private static void verifySpilled(List<List<@Nullable Object>> rows, List<InputRef> keys, List<AggregateCall> calls, long memory) {
        List<List<@Nullable Object>> expected = AggregateReference.aggregate(rows, keys, calls);
        OperatorHarness.verify(AggregatePlans.single(keys, calls)).input(ROWS, rows).spillsWith(memory).expectInAnyOrder(expected);
        OperatorHarness.verify(AggregatePlans.twoSteps(keys, calls)).input(ROWS, rows).spillsWith(memory + memory / 2)
                .expectInAnyOrder(expected);
    }

    @Test
    void oneGroupThatDoesNotFitIsRefused() {
        Schema schema = Schema.of(Field.of("v", DataType.BIGINT));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 40_000; i++) {
            rows.add(row(i));
        }
        AggregateCall list = call("collect_list", DataType.array(DataType.BIGINT), column(schema, "v"));
        AggregateCall count = distinct("count", DataType.BIGINT, column(schema, "v"));
        for (AggregateCall call : List.of(list, count)) {
            OperatorHarness.verify(AggregatePlans.single(List.of(), List.of(call))).input(schema, rows).memory(500_000)
                    .expectError(ErrorCondition.MEMORY_LIMIT_EXCEEDED);
        }
    }

    @Test
    void countsDistinctValuesApproximately() {
        Schema schema = Schema.of(Field.of("k", DataType.INT), Field.of("v", DataType.STRING));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(row(i % 2, i % 2 == 0 ? "x" + i % 50 : "y" + i));
            rows.add(row(2, null));
        }
        AggregateCall call = call("approx_count_distinct", DataType.BIGINT, column(schema, "v"), Literal.of(0.02));
        List<InputRef> keys = List.of(column(schema, "k"));
        for (OperatorHarness.Factory factory : List.of(AggregatePlans.single(keys, List.of(call)),
                AggregatePlans.twoSteps(keys, List.of(call)))) {
            for (List<@Nullable Object> group : OperatorHarness.verify(factory).input(schema, rows).rows()) {
                long expected = List.of(25L, 10_000L, 0L).get((Integer) Objects.requireNonNull(group.get(0)));
                long estimate = (Long) Objects.requireNonNull(group.get(1));
                assertEquals((double) expected, (double) estimate, 0.08 * expected, "group " + group);
            }
        }
    }

    @Test
    void aSingleValueIsTheOnlyRowOfItsGroup() {
        Schema schema = Schema.of(Field.of("k", DataType.BIGINT), Field.of("v", DataType.STRING));
        List<AggregateCall> calls = List.of(call("single_value", DataType.STRING, column(schema, "v")));
        List<InputRef> byKey = List.of(column(schema, "k"));
        List<List<@Nullable Object>> apart = List.of(row(1L, "a"), row(2L, null), row(3L, "c"));
        List<List<@Nullable Object>> twice = List.of(row(1L, "a"), row(2L, null), row(2L, null));
        for (boolean twoSteps : List.of(false, true)) {
            OperatorHarness.Factory grouped = twoSteps ? AggregatePlans.severalPartials(byKey, calls) : AggregatePlans.single(byKey, calls);
            OperatorHarness.Factory all = twoSteps ? AggregatePlans.severalPartials(List.of(), calls)
                    : AggregatePlans.single(List.of(), calls);
            OperatorHarness.verify(grouped).input(schema, apart).expectInAnyOrder(apart);
            OperatorHarness.verify(grouped).input(schema, twice).expectError(ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS);
            OperatorHarness.verify(all).input(schema, List.of()).expect(List.of(row((Object) null)));
            OperatorHarness.verify(all).input(schema, apart.subList(1, 2)).expect(List.of(row((Object) null)));
            OperatorHarness.verify(all).input(schema, apart).expectError(ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS);
        }
        OperatorHarness.verify(AggregatePlans.severalPartials(byKey, calls)).input(schema, apart).input(schema, apart.subList(1, 2))
                .expectError(ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS);
    }

    @Test
    void productsSkipNulls() {
        Schema schema = Schema.of(Field.of("k", DataType.INT), Field.of("v", DataType.DOUBLE));
        List<InputRef> keys = List.of(column(schema, "k"));
        List<AggregateCall> calls = List.of(call("product", DataType.DOUBLE, column(schema, "v")));
        List<List<@Nullable Object>> rows = List.of(row(1, 2.0), row(2, null), row(1, null), row(1, -1.5), row(3, 0.0), row(3, 7.0));
        List<List<@Nullable Object>> expected = List.of(row(1, -3.0), row(2, null), row(3, 0.0));
        OperatorHarness.verify(AggregatePlans.single(keys, calls)).input(schema, rows).expectInAnyOrder(expected);
        OperatorHarness.verify(AggregatePlans.twoSteps(keys, calls)).input(schema, rows).expectInAnyOrder(expected);
    }

    @Test
    void percentilesTakeArraysAndFrequencies() {
        Schema schema = Schema.of(Field.of("v", DataType.DOUBLE), Field.of("f", DataType.BIGINT));
        List<List<@Nullable Object>> rows = List.of(row(10.0, 1L), row(20.0, 0L), row(30.0, 3L), row(null, 5L), row(40.0, null));
        Literal shares = new Literal(List.of(0.0, 0.5, 1.0), DataType.array(DataType.DOUBLE));
        InputRef v = column(schema, "v");
        List<AggregateCall> calls = List.of(call("percentile", DataType.array(DataType.DOUBLE), v, shares),
                call("percentile", DataType.array(DataType.DOUBLE), v, shares, column(schema, "f")),
                call("percentile_approx", DataType.array(DataType.DOUBLE), v, shares));
        List<List<@Nullable Object>> expected =
                List.of(row(List.of(10.0, 25.0, 40.0), List.of(10.0, 30.0, 30.0), List.of(10.0, 20.0, 40.0)));
        OperatorHarness.verify(AggregatePlans.single(List.of(), calls)).input(schema, rows).expect(expected);
        OperatorHarness.verify(AggregatePlans.twoSteps(List.of(), calls)).input(schema, rows).expect(expected);
    }

    @Test
    void sumsAreExactUntilTheResultDoesNotFit() {
        Schema schema = Schema.of(Field.of("k", DataType.BIGINT), Field.of("v", DataType.BIGINT), Field.of("w", DataType.decimal(38, 0)),
                Field.of("p", DataType.INTERVAL_YEAR_MONTH), Field.of("q", DataType.INTERVAL_DAY_TIME));
        BigInteger large = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(row(1L, Long.MAX_VALUE, large, 5, 7L));
        rows.add(row(1L, Long.MAX_VALUE, large.negate(), -2, 8L));
        rows.add(row(1L, -Long.MAX_VALUE, large, 1, -3L));
        rows.add(row(2L, Long.MIN_VALUE, BigInteger.ONE.negate(), Integer.MAX_VALUE, null));
        List<InputRef> keys = List.of(column(schema, "k"));
        List<AggregateCall> sums =
                List.of(call("sum", DataType.BIGINT, column(schema, "v")), call("sum", DataType.decimal(38, 0), column(schema, "w")),
                        call("sum", DataType.INTERVAL_YEAR_MONTH, column(schema, "p")),
                        call("avg", DataType.INTERVAL_YEAR_MONTH, column(schema, "p")),
                        call("avg", DataType.INTERVAL_DAY_TIME, column(schema, "q")));
        OperatorHarness.verify(AggregatePlans.single(keys, sums)).input(schema, rows)
                .expectInAnyOrder(AggregateReference.aggregate(rows, keys, sums));
        rows.add(row(1L, 1L, BigInteger.ONE, 0, 0L));
        List<AggregateCall> lenient = List.of(call("try_sum", DataType.BIGINT, column(schema, "v")),
                call("try_sum", DataType.decimal(38, 0), column(schema, "w")), call("count", DataType.BIGINT));
        for (OperatorHarness.Factory factory : List.of(AggregatePlans.single(keys, lenient), AggregatePlans.twoSteps(keys, lenient))) {
            OperatorHarness.verify(factory).input(schema, rows)
                    .expectInAnyOrder(List.of(row(1L, null, null, 4L), row(2L, Long.MIN_VALUE, BigInteger.ONE.negate(), 1L)));
        }
        for (AggregateCall sum : sums.subList(0, 2)) {
            OperatorHarness.verify(AggregatePlans.single(keys, List.of(sum))).input(schema, rows)
                    .expectError(ErrorCondition.ARITHMETIC_OVERFLOW);
            OperatorHarness.verify(AggregatePlans.twoSteps(keys, List.of(sum))).input(schema, rows)
                    .expectError(ErrorCondition.ARITHMETIC_OVERFLOW);
        }
    }

    @Test
    void keysOfOneHashStayApart() {
        Schema schema = Schema.of(Field.of("x", DataType.BIGINT), Field.of("y", DataType.BIGINT));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long[] hashes = new long[40];
        RowHash.hash(List.of(Batches.of(schema, manyRows(40)).column(0)), 40, null, hashes);
        for (int round = 0; round < 3; round++) {
            for (long i = 0; i < hashes.length; i++) {
                rows.add(row(i, hashes[(int) i] ^ i % 4));
            }
        }
        List<InputRef> keys = List.of(column(schema, "x"), column(schema, "y"));
        List<AggregateCall> calls = List.of(call("count", DataType.BIGINT), call("sum", DataType.BIGINT, keys.getFirst()));
        OperatorHarness.verify(AggregatePlans.single(keys, calls)).input(schema, rows)
                .expectInAnyOrder(AggregateReference.aggregate(rows, keys, calls));
    }

    private static List<List<@Nullable Object>> manyRows(int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(row(i, i));
        }
        return rows;
    }

    @Test
    void partialResultsOfSeveralTasksAreMerged() {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        System.out.println("several partial aggregations: -Dmillrace.seed=" + seed);
        List<List<@Nullable Object>> rows = rows(new Random(seed), 900, 40);
        List<InputRef> keys = List.of(ref("s"));
        List<AggregateCall> calls = simpleCalls();
        OperatorHarness.verify(AggregatePlans.severalPartials(keys, calls)).input(ROWS, rows.subList(0, 200))
                .input(ROWS, rows.subList(200, 200))
                .input(ROWS, rows.subList(200, 900)).expectInAnyOrder(AggregateReference.aggregate(rows, keys, calls));
    }

    @Test
    void spillsWhenOthersWantTheMemory() {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        System.out.println("memory taken away: -Dmillrace.seed=" + seed);
        List<List<@Nullable Object>> rows = rows(new Random(seed), 1500, 900);
        List<InputRef> keys = List.of(ref("l"));
        List<AggregateCall> calls = simpleCalls();
        long memory = 4 << 20;
        for (OperatorHarness.Factory factory : List.of(AggregatePlans.single(keys, calls), AggregatePlans.twoSteps(keys, calls))) {
            OperatorHarness.Factory robbed =
                    (inputs, task) -> factory.create(List.of(new GreedyInput(inputs.getFirst(), task.memory(), memory - 300_000)), task);
            OperatorHarness.verify(robbed).input(ROWS, rows).spillsWith(memory)
                    .expectInAnyOrder(AggregateReference.aggregate(rows, keys, calls));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 50})
    void partialAggregationGivesUpItsTableWhereItDoesNotHelp(int rowsOfKey) {
        Schema schema = Schema.of(Field.of("k", DataType.BIGINT), Field.of("v", DataType.BIGINT));
        int count = 300_000;
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < count; from += Batch.ROWS) {
            int length = Math.min(Batch.ROWS, count - from);
            long[] keys = new long[length];
            long[] values = new long[length];
            for (int i = 0; i < length; i++) {
                keys[i] = (long) (from + i) / rowsOfKey * 31;
                values[i] = (long) from + i;
            }
            batches.add(Batch.of(length, new LongVector(DataType.BIGINT, keys, length, null),
                    new LongVector(DataType.BIGINT, values, length, null)));
        }
        List<InputRef> keys = List.of(column(schema, "k"));
        List<AggregateCall> calls =
                List.of(call("sum", DataType.BIGINT, column(schema, "v")), call("max", DataType.BIGINT, column(schema, "v")));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (long first = 0; first < count; first += rowsOfKey) {
            expected.add(row(first / rowsOfKey * 31, rowsOfKey * first + (rowsOfKey - 1L) * rowsOfKey / 2, first + rowsOfKey - 1));
        }
        List<List<@Nullable Object>> partial = new ArrayList<>();
        OperatorHarness.verify(AggregatePlans.partial(keys, calls)).inputBatches(schema, batches).rows().forEach(partial::add);
        assertEquals(expected.size(), partial.size(), "states of clustered keys");
        List<List<@Nullable Object>> results =
                OperatorHarness.verify(AggregatePlans.twoSteps(keys, calls)).inputBatches(schema, batches).rows();
        results.sort(Comparator.comparing(row -> (Long) row.getFirst()));
        assertEquals(expected, results);
    }

    @Test
    void sumsOfLongsOverflow() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rows.add(row(1L, Long.MAX_VALUE));
        }
        Schema schema = Schema.of(Field.of("k", DataType.BIGINT), Field.of("v", DataType.BIGINT));
        AggregateCall sum = call("sum", DataType.BIGINT, column(schema, "v"));
        OperatorHarness.verify(AggregatePlans.single(List.of(column(schema, "k")), List.of(sum))).input(schema, rows)
                .expectError(ErrorCondition.ARITHMETIC_OVERFLOW);
    }
}
