package dev.millrace.benchmarks.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void numbersMayDifferInTheLastDigits() {
        assertEquals(Optional.empty(), Answers.difference(List.of(List.of(0.1 + 0.2, "a")), List.of(List.of(0.3, "a")), true));
        assertEquals(Optional.empty(), Answers.difference(List.of(List.of(new BigDecimal("0.33"))), List.of(List.of(1.0 / 3)), true));
        assertTrue(Answers.difference(List.of(List.of(0.3001)), List.of(List.of(0.3)), true).isPresent());
    }

    @Test
    void orderCountsOnlyWhereItIsAskedFor() {
        List<List<Object>> ours = List.of(List.of(1, "a"), List.of(2, "b"));
        assertEquals(Optional.empty(), Answers.difference(ours, ours.reversed(), false));
        assertTrue(Answers.difference(ours, ours.reversed(), true).orElse("").startsWith("order of rows"));
    }

    @Test
    void missingRowsAndNullsAreDifferences() {
        assertEquals(Optional.of("1 rows instead of 0"), Answers.difference(List.of(List.of(1)), List.of(), false));
        List<List<Object>> nothing = List.of(Arrays.asList((Object) null));
        assertEquals(Optional.empty(), Answers.difference(nothing, nothing, false));
        assertTrue(Answers.difference(nothing, List.of(List.of(0)), false).isPresent());
    }
}
