package dev.millrace.executor.operator.join;

import static dev.millrace.types.DataType.BIGINT;
import static dev.millrace.types.DataType.STRING;

import dev.millrace.plan.JoinType;
import dev.millrace.plan.physical.Side;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NestedLoopJoinOperatorTest {

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private void verify(JoinCase join, JoinType type) {
        for (Side build : Side.values()) {
            try {
                join.nestedLoop(type, build).alsoWith(16_000).expectInAnyOrder(join.reference(type));
            } catch (AssertionError e) {
                throw new AssertionError("data seed " + seed + ", " + type + ", build " + build + ": " + e.getMessage(), e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NULL_AWARE_ANTI", mode = EnumSource.Mode.EXCLUDE)
    void agreesWithReference(JoinType type) {
        verify(JoinCase.random(List.of(BIGINT), List.of(false), true, 40, 30, 6, 0.1, random), type);
        verify(JoinCase.random(List.of(STRING), List.of(true), true, 30, 40, 6, 0.1, random), type);
    }

    /** As the value of a scalar subquery is joined. */
    @ParameterizedTest
    @EnumSource(names = "NULL_AWARE_ANTI", mode = EnumSource.Mode.EXCLUDE)
    void withASingleRow(JoinType type) {
        verify(JoinCase.random(List.of(BIGINT), List.of(false), true, 60, 1, 2, 0.2, random), type);
        verify(JoinCase.random(List.of(STRING), List.of(false), true, 1, 60, 2, 0.2, random), type);
        verify(JoinCase.random(List.of(), List.of(), false, 60, 1, 1, 0, random), type);
    }

    /** More pairs than a batch holds. */
    @ParameterizedTest
    @EnumSource(names = "NULL_AWARE_ANTI", mode = EnumSource.Mode.EXCLUDE)
    void withoutKeys(JoinType type) {
        verify(JoinCase.random(List.of(), List.of(), true, 120, 110, 1, 0, random), type);
        verify(JoinCase.random(List.of(), List.of(), false, 0, 20, 1, 0, random), type);
        verify(JoinCase.random(List.of(), List.of(), false, 20, 0, 1, 0, random), type);
    }
}
