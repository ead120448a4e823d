package dev.millrace.api;

import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import java.util.ArrayList;
import java.util.List;

/** What calls take as {@code (first, more...)} names or as columns, as the lists that plans hold. */
final class ColumnLists {

    private ColumnLists() {}

    static List<String> names(String first, String... more) {
        List<String> names = new ArrayList<>(more.length + 1);
        names.add(first);
        for (String name : more) {
            names.add(name);
        }
        return names;
    }

    static Column[] columns(String first, String... more) {
        Column[] columns = new Column[more.length + 1];
        columns[0] = Functions.col(first);
        for (int i = 0; i < more.length; i++) {
            columns[i + 1] = Functions.col(more[i]);
        }
        return columns;
    }

    static Column[] columns(String[] names) {
        Column[] columns = new Column[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = Functions.col(names[i]);
        }
        return columns;
    }

    static List<UnresolvedExpr> exprs(Column... columns) {
        List<UnresolvedExpr> exprs = new ArrayList<>(columns.length);
        for (Column column : columns) {
            exprs.add(column.expr());
        }
        return exprs;
    }

    /** A column that says no direction sorts upwards, nulls first. */
    static List<UnresolvedSortKey> sortKeys(Column... columns) {
        List<UnresolvedSortKey> keys = new ArrayList<>(columns.length);
        for (Column column : columns) {
            keys.add(column.expr() instanceof UnresolvedSortKey key ? key : new UnresolvedSortKey(column.expr(), true, true));
        }
        return keys;
    }
}
