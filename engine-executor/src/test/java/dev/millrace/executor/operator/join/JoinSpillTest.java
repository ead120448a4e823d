package dev.millrace.executor.operator.join;

import static dev.millrace.types.DataType.BIGINT;
import static dev.millrace.types.DataType.DOUBLE;
import static dev.millrace.types.DataType.INT;
import static dev.millrace.types.DataType.STRING;
import static dev.millrace.types.DataType.decimal;

import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.Side;
import dev.millrace.types.DataType;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins whose build side does not fit into memory. */
class JoinSpillTest {

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private void verify(JoinCase join, JoinType type, long memory) {
        for (Side build : Side.values()) {
            run(join, type, "hash, build " + build, join.hash(type, build).spillsWith(memory));
        }
    }

    private void run(JoinCase join, JoinType type, String how, OperatorHarness harness) {
        try {
            harness.expectInAnyOrder(join.reference(type));
        } catch (AssertionError e) {
            throw new AssertionError("data seed " + seed + ", " + type + " join on " + join.keyTypes() + " null-safe " + join.nullSafe()
                    + (join.residual() ? " with a residual, " : ", ") + how + ": " + e.getMessage(), e);
        }
    }

    private static List<Boolean> strict(List<DataType> keys) {
        return Collections.nCopies(keys.size(), false);
    }

    @ParameterizedTest
    @EnumSource(names = {"CROSS", "NULL_AWARE_ANTI"}, mode = EnumSource.Mode.EXCLUDE)
    void divided(JoinType type) {
        List<List<DataType>> all = List.of(List.of(BIGINT), List.of(STRING, INT), List.of(DOUBLE), List.of(decimal(30, 2)));
        List<DataType> keys = all.get(random.nextInt(all.size()));
        verify(JoinCase.random(keys, strict(keys), random.nextBoolean(), 700, 600, 400, 0.05, random), type, 20_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"INNER", "FULL", "ANTI"})
    void dividedMoreThanOnce(JoinType type) {
        List<DataType> keys = List.of(STRING);
        verify(JoinCase.random(keys, strict(keys), false, 2_500, 2_600, 4_000, 0.02, random), type, 12_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"LEFT", "SEMI", "FULL"})
    void nullEqualsNullWhereAsked(JoinType type) {
        verify(JoinCase.random(List.of(STRING, INT), List.of(true, false), true, 600, 700, 200, 0.05, random), type, 20_000);
    }

    /** No hash divides one key. */
    @ParameterizedTest
    @EnumSource(names = {"CROSS", "NULL_AWARE_ANTI"}, mode = EnumSource.Mode.EXCLUDE)
    void oneKeyForAllRows(JoinType type) {
        List<DataType> keys = List.of(BIGINT);
        verify(JoinCase.random(keys, strict(keys), true, 210, 220, 1, 0.02, random), type, 6_000);
    }

    @ParameterizedTest
    @EnumSource(names = {"LEFT", "RIGHT", "ANTI"})
    void manyNullKeys(JoinType type) {
        List<DataType> keys = List.of(BIGINT);
        verify(JoinCase.random(keys, strict(keys), true, 900, 800, 100, 0.9, random), type, 15_000);
    }

    @ParameterizedTest
    @EnumSource(names = "NULL_AWARE_ANTI")
    void nullAware(JoinType type) {
        List<DataType> keys = List.of(BIGINT);
        verify(JoinCase.random(keys, strict(keys), false, 600, 700, 400, 0, random), type, 16_000);
        verify(JoinCase.random(keys, strict(keys), false, 600, 700, 400, 0, random).withNullOn(Side.LEFT), type, 16_000);
        verify(JoinCase.random(keys, strict(keys), false, 600, 700, 400, 0, random).withNullOn(Side.RIGHT), type, 16_000);
    }

    @ParameterizedTest
    @EnumSource(names = "NULL_AWARE_ANTI", mode = EnumSource.Mode.EXCLUDE)
    void nestedLoop(JoinType type) {
        JoinCase join = JoinCase.random(List.of(BIGINT), List.of(false), true, 300, 350, 150, 0.05, random);
        for (Side build : Side.values()) {
            run(join, type, "nested loop, build " + build, join.nestedLoop(type, build).spillsWith(8_000));
        }
    }
}
