package dev.millrace.expr;

/** One key of an ordering. The default is nulls first ascending and nulls last descending. */
public record SortKey(Expr expr, boolean ascending, boolean nullsFirst) {

    public static SortKey ascending(Expr expr) {
        return new SortKey(expr, true, true);
    }

    public static SortKey descending(Expr expr) {
        return new SortKey(expr, false, false);
    }

    @Override
    public String toString() {
        return expr + (ascending ? " ASC" : " DESC") + (ascending == nullsFirst ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
