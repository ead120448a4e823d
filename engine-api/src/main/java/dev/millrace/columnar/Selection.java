package dev.millrace.columnar;

/** The rows of a batch that count: the first {@code count} entries of {@code rows}, ascending. */
public record Selection(int[] rows, int count) {}
