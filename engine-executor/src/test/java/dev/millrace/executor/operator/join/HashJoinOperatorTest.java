package dev.millrace.executor.operator.join;

import static dev.millrace.types.DataType.BIGINT;
import static dev.millrace.types.DataType.BOOLEAN;
import static dev.millrace.types.DataType.DOUBLE;
import static dev.millrace.types.DataType.INT;
import static dev.millrace.types.DataType.STRING;
import static dev.millrace.types.DataType.decimal;

import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.Side;
import dev.millrace.types.DataType;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashJoinOperatorTest {

    private static final List<List<DataType>> KEYS =
            List.of(List.of(BIGINT), List.of(INT), List.of(STRING), List.of(DOUBLE), List.of(decimal(30, 2)),
                    List.of(BIGINT, INT), List.of(BIGINT, BIGINT, BOOLEAN), List.of(STRING, INT));

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private void verify(JoinCase join, JoinType type) {
        for (Side build : Side.values()) {
            try {
                join.hash(type, build).alsoWith(24_000).expectInAnyOrder(join.reference(type));
            } catch (AssertionError e) {
                throw new AssertionError("data seed " + seed + ", " + type + " join on " + join.keyTypes() + " null-safe " + join.nullSafe()
                        + (join.residual() ? " with a residual" : "") + ", build " + build + ": " + e.getMessage(), e);
            }
        }
    }

    private static List<Boolean> strict(List<DataType> keys) {
        return Collections.nCopies(keys.size(), false);
    }

    @ParameterizedTest
    @EnumSource(names = "CROSS", mode = EnumSource.Mode.EXCLUDE)
    void agreesWithReferenceForAllKeys(JoinType type) {
        for (List<DataType> keys : KEYS) {
            verify(JoinCase.random(keys, strict(keys), false, 60, 40, 25, 0.1, random), type);
            verify(JoinCase.random(keys, strict(keys), true, 40, 60, 12, 0.1, random), type);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CROSS", "NULL_AWARE_ANTI"}, mode = EnumSource.Mode.EXCLUDE)
    void nullEqualsNullWhereAsked(JoinType type) {
        verify(JoinCase.random(List.of(BIGINT), List.of(true), false, 40, 30, 10, 0.2, random), type);
        verify(JoinCase.random(List.of(STRING, INT), List.of(true, false), true, 40, 30, 4, 0.2, random), type);
    }

    @ParameterizedTest
    @EnumSource(names = "CROSS", mode = EnumSource.Mode.EXCLUDE)
    void emptySides(JoinType type) {
        List<DataType> keys = List.of(BIGINT);
        verify(JoinCase.random(keys, strict(keys), false, 0, 20, 5, 0.1, random), type);
        verify(JoinCase.random(keys, strict(keys), false, 20, 0, 5, 0.1, random), type);
        verify(JoinCase.random(keys, strict(keys), false, 0, 0, 5, 0.1, random), type);
    }

    @ParameterizedTest
    @EnumSource(names = "CROSS", mode = EnumSource.Mode.EXCLUDE)
    void withoutNulls(JoinType type) {
        List<DataType> keys = List.of(BIGINT);
        verify(JoinCase.random(keys, strict(keys), false, 50, 500, 400, 0, random), type);
        verify(JoinCase.random(List.of(INT), strict(keys), true, 50, 500, 40, 0, random), type);
    }

    /** A key that is on every row: batches of pairs end inside a chain. */
    @ParameterizedTest
    @EnumSource(names = {"INNER", "LEFT", "FULL", "SEMI"})
    void oneKeyForAllRows(JoinType type) {
        List<DataType> keys = List.of(BIGINT);
        verify(JoinCase.random(keys, strict(keys), false, 150, 200, 1, 0.05, random), type);
        verify(JoinCase.random(keys, strict(keys), true, 150, 200, 1, 0.05, random), type);
    }
}
