package dev.millrace.sql;

import dev.millrace.plan.unresolved.Origin;
import java.util.Arrays;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/** SQL text as the lexer reads it, by UTF-16 unit, so that a token's offsets are those of the String; and where its lines begin. */
final class SqlText implements CharStream {

    private static final int LONGEST_ORIGIN = 500;

    private final String text;
    private final int[] lineStarts;
    private int at;

    SqlText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = end + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    int length() {
        return text.length();
    }

    /** From 1. */
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** From 1. */
    int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** A line without its end. */
    String lineText(int line) {
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        String found = text.substring(lineStarts[line - 1], end);
        return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
    }

    String text(int start, int end) {
        return text.substring(start, end);
    }

    /**
     * Of long text the beginning only: each level of a deep tree has an origin.
     *
     * @param end offset behind the last character
     */
    Origin origin(int start, int end) {
        String written = end - start > LONGEST_ORIGIN ? text(start, start + LONGEST_ORIGIN) + "…" : text(start, end);
        return new Origin(line(start), column(start), written);
    }

    @Override
    public String getText(Interval interval) {
        return interval.a >= text.length() ? "" : text.substring(interval.a, Math.min(interval.b + 1, text.length()));
    }

    @Override
    public void consume() {
        at++;
    }

    @Override
    public int LA(int distance) {
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return distance == 0 || index < 0 || index >= text.length() ? IntStream.EOF : text.charAt(index);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return "SQL text";
    }
}
