package dev.millrace.plan.unresolved;

/** Where something stands in the SQL text; lines and columns count from 1. */
public record Origin(int line, int column, String text) {

    /** Not from SQL text. */
    public static final Origin NONE = new Origin(0, 0, "");
}
