package dev.millrace.testkit.slt;

import java.util.List;
import java.util.Optional;

/** One record of a file: something that is run, and what is expected of it. */
public sealed interface SltRecord {

    /** Line of the record's first word, from 1. */
    int line();

    String sql();

    /**
     * {@code statement ok} or {@code statement error}, the latter with the condition's name after {@code ----}.
     *
     * @param error empty when the statement must succeed; the text that the error must contain otherwise
     */
    record Statement(int line, String sql, Optional<String> error) implements SltRecord {}

    /**
     * {@code query TYPES [nosort | rowsort | valuesort]}.
     *
     * @param types    a letter for each column: I integer, R number with a fraction, T anything else
     * @param expected lines of values separated by tabs
     */
    record Query(int line, String sql, String types, Order order, List<String> expected) implements SltRecord {}

    /** How rows are ordered before they are compared. */
    enum Order {
        NOSORT, ROWSORT, VALUESORT
    }
}
