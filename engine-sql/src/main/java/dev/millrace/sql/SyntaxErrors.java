package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;

/** Makes the errors of the parser: what is wrong, where, and the line with the place underlined. */
final class SyntaxErrors {

    /** Characters of a source line that are shown around the place. */
    private static final int SHOWN = 100;

    private SyntaxErrors() {}

    /**
     * PARSE_SYNTAX_ERROR.
     *
     * @param start  offset of the first wrong character
     * @param end    offset behind the last one
     * @param detail what is wrong, without a full stop
     */
    static EngineException at(SqlText text, int start, int end, String detail) {
        return ErrorCondition.PARSE_SYNTAX_ERROR.with("position", position(text, start), "detail",
                detail + (detail.endsWith("?") ? "" : ".") + quote(text, start, end));
    }

    /** {@code line 2, column 8}. */
    static String position(SqlText text, int offset) {
        return "line " + text.line(offset) + ", column " + text.column(offset);
    }

    /** The source line, and under it {@code ^} for each wrong character; begins and ends with a line's end. */
    static String quote(SqlText text, int start, int end) {
        int line = text.line(start);
        String source = text.lineText(line).replace('\t', ' ');
        int from = Math.min(text.column(start) - 1, source.length());
        int to = Math.min(Math.max(from + 1, from + end - start), Math.max(source.length(), from + 1));
        int shownFrom = Math.max(0, Math.min(from - SHOWN / 2, source.length() - SHOWN));
        int shownTo = Math.min(source.length(), shownFrom + SHOWN);
        String before = shownFrom > 0 ? "…" : "";
        String after = shownTo < source.length() ? "…" : "";
        int marks = Math.max(1, Math.min(to, Math.max(shownTo, from + 1)) - from);
        return "\n\n    " + before + source.substring(shownFrom, shownTo) + after + "\n    "
                + " ".repeat(before.length() + from - shownFrom)
                + "^".repeat(marks) + "\n\n";
    }
}
