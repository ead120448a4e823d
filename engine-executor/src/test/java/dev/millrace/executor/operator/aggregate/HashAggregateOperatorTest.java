package dev.millrace.executor.operator.aggregate;

import static dev.millrace.executor.harness.Batches.row;
import static dev.millrace.executor.operator.aggregate.AggregatePlans.call;
import static dev.millrace.executor.operator.aggregate.AggregatePlans.column;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.InputRef;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashAggregateOperatorTest {

    private static final Schema ROWS = Schema.of(Field.of("b", DataType.BOOLEAN), Field.of("t", DataType.TINYINT), Field.of("i", DataType.INT),
            Field.of("l", DataType.BIGINT), Field.of("d", DataType.DOUBLE), Field.of("s", DataType.STRING), Field.of("m", DataType.decimal(12, 2)),
            Field.of("w", DataType.decimal(38, 3)), Field.of("y", DataType.DATE), Field.of("a", DataType.array(DataType.STRING)),
            Field.of("n", DataType.decimal(6, 1)));

    private static InputRef ref(String name) {
        return column(ROWS, name);
    }

    private static List<AggregateCall> simpleCalls() {
        return List.of(call("count", DataType.BIGINT), call("count", DataType.BIGINT, ref("d")), call("count", DataType.BIGINT, ref("s"), ref("l")),
                call("sum", DataType.BIGINT, ref("i")), call("sum", DataType.BIGINT, ref("l")), call("sum", DataType.DOUBLE, ref("d")),
                call("sum", DataType.decimal(22, 2), ref("m")), call("sum", DataType.decimal(38, 3), ref("w")), call("sum", DataType.decimal(16, 1), ref("n")),
                call("avg", DataType.DOUBLE, ref("d")), call("avg", DataType.DOUBLE, ref("i")), call("avg", DataType.decimal(16, 6), ref("m")),
                call("avg", DataType.decimal(38, 7), ref("w")), call("min", DataType.STRING, ref("s")), call("max", DataType.STRING, ref("s")),
                call("min", DataType.DOUBLE, ref("d")), call("max", DataType.DOUBLE, ref("d")), call("min", DataType.INT, ref("i")),
                call("max", DataType.DATE, ref("y")), call("min", DataType.decimal(38, 3), ref("w")), call("max", DataType.array(DataType.STRING), ref("a")),
                call("count_if", DataType.BIGINT, ref("b")), call("bool_and", DataType.BOOLEAN, ref("b")), call("bool_or", DataType.BOOLEAN, ref("b")),
                call("bit_and", DataType.INT, ref("i")), call("bit_or", DataType.BIGINT, ref("l")), call("bit_xor", DataType.TINYINT, ref("t")),
                call("try_sum", DataType.BIGINT, ref("l")));
    }

    /** Values from a small set, so that groups repeat, with nulls and the extremes among them. */
    private static List<List<@Nullable Object>> rows(Random random, int count, int variety) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int pick = random.nextInt(variety);
            rows.add(row(orNull(random, random::nextBoolean), orNull(random, () -> pick % 256 - 128), orNull(random, () -> extremeInt(random, pick)),
                    orNull(random, () -> (long) pick * 1_000_003 - 77), orNull(random, () -> extremeDouble(random, pick)),
                    orNull(random, () -> "v".repeat(pick % 13) + pick), orNull(random, () -> 9_999_999_999L - 7L * pick),
                    orNull(random, () -> BigInteger.valueOf(pick - 3).multiply(BigInteger.TEN.pow(random.nextInt(30)))),
                    orNull(random, () -> pick - variety / 2), orNull(random, () -> List.of("x" + pick % 5, "y" + random.nextInt(3))),
                    orNull(random, () -> 99_999L - pick)));
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
    @ValueSource(strings = {"l", "i", "s", "d", "b", "t,b", "s,t", "s,b", "i,l", "m", "w", "y,t,b", "a", "d,s", ""})
    void agreesWithTheReference(String keyNames) {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("aggregate by " + keyNames + ": -Dmillrace.seed=" + seed);
        List<InputRef> keys = keyNames.isEmpty() ? List.of() : List.of(keyNames.split(",")).stream().map(HashAggregateOperatorTest::ref).toList();
        verify(rows(random, 1500, 5), keys, simpleCalls());
        verify(rows(random, 1900, 700), keys, simpleCalls());
    }

    @Test
    void withoutRowsAndKeysThereIsOneRow() {
        List<AggregateCall> calls = simpleCalls();
        verify(List.of(), List.of(), calls);
        verify(List.of(), List.of(ref("s")), calls);
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
