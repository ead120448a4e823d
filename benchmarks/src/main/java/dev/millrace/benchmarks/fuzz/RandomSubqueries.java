package dev.millrace.benchmarks.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random queries with subqueries wherever one may stand, correlated with any of the queries around them. Their result does not depend on
 * an order of rows, and no subquery that is used as a value gives two rows.
 */
final class RandomSubqueries {

    private static final List<String> COMPARISONS = List.of("=", "=", "=", "<>", "<", "<=", ">", ">=", "IS NOT DISTINCT FROM");

    private final Random random;
    private final Map<String, List<String>> tables;
    private int names;

    RandomSubqueries(Random random, Map<String, List<String>> tables) {
        this.random = random;
        this.tables = tables;
    }

    /** Columns that an expression may use: of its own query, and of those around it. */
    private record Scope(List<String> own, List<String> outer) {
        Scope inside() {
            List<String> all = new ArrayList<>(own);
            all.addAll(outer);
            return new Scope(List.of(), all);
        }

        Scope with(List<String> columns) {
            return new Scope(columns, outer);
        }

        Scope and(List<String> columns) {
            List<String> all = new ArrayList<>(own);
            all.addAll(columns);
            return new Scope(all, outer);
        }
    }

    private record From(String text, List<String> columns) {}

    /** A whole query. */
    String query() {
        Scope outside = new Scope(List.of(), List.of());
        if (random.nextInt(4) == 0) {
            return grouped(outside, 2, 2);
        }
        From from = from(outside, 2);
        Scope scope = outside.with(from.columns());
        List<String> columns = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            columns.add(number(value(scope, 2)) + " AS r" + i);
        }
        String text = "SELECT " + String.join(", ", columns) + " FROM " + from.text() + where(scope, 2);
        if (random.nextInt(5) > 0) {
            return text;
        }
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < count; i++) {
            order.append(", ").append(i + 1);
        }
        return text + " ORDER BY " + number(value(scope, 1)) + order + " LIMIT " + (1 + random.nextInt(4));
    }

    /** A subquery of that many columns. */
    private String subquery(Scope around, int depth, int columns) {
        Scope outside = around.inside();
        return switch (random.nextInt(12)) {
            case 0 -> select(outside, depth, columns, "") + pick(List.of(" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT "))
                    + select(outside, depth, columns, "");
            case 1 -> select(outside, depth, columns, "DISTINCT ");
            case 2, 3 -> grouped(outside, depth, columns);
            case 4 -> limited(outside, depth, columns);
            case 5 -> aggregated(outside, depth, columns);
            case 6 -> windowed(outside, depth, columns);
            default -> select(outside, depth, columns, "");
        };
    }

    /** A subquery of one column that gives at most one row. */
    private String single(Scope around, int depth) {
        Scope outside = around.inside();
        return switch (random.nextInt(6)) {
            case 0 -> limited(outside, depth, 1, 1);
            case 1 -> {
                String t = name();
                yield "SELECT " + t + ".v FROM t3 AS " + t + " WHERE " + t + ".k = " + value(outside, 0);
            }
            case 2 -> random.nextInt(4) > 0 ? aggregated(outside, depth, 1) : "SELECT " + value(outside, depth);
            default -> aggregated(outside, depth, 1);
        };
    }

    private String select(Scope outside, int depth, int columns, String quantifier) {
        From from = from(outside, depth);
        Scope scope = outside.with(from.columns());
        List<String> list = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            list.add(number(value(scope, random.nextInt(3) == 0 ? depth - 1 : 0)) + " AS s" + i);
        }
        return "SELECT " + quantifier + String.join(", ", list) + " FROM " + from.text() + where(scope, depth);
    }

    private String aggregated(Scope outside, int depth, int columns) {
        From from = from(outside, depth);
        Scope scope = outside.with(from.columns());
        List<String> list = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            list.add(number(aggregate(scope) + (random.nextInt(4) == 0 ? " + " + outerOr(scope, "1") : "")) + " AS s" + i);
        }
        String having = random.nextInt(5) == 0 ? " HAVING " + aggregate(scope) + " " + pick(COMPARISONS) + " " + outerOr(scope, "1") : "";
        return "SELECT " + String.join(", ", list) + " FROM " + from.text() + where(scope, depth) + having;
    }

    private String grouped(Scope outside, int depth, int columns) {
        From from = from(outside, depth);
        Scope scope = outside.with(from.columns());
        String key = pick(from.columns());
        Scope groups = outside.with(List.of(key));
        List<String> list = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            list.add(number(switch (random.nextInt(3)) {
                case 0 -> key;
                case 1 -> aggregate(scope);
                default -> value(groups, depth - 1);
            }) + " AS s" + i);
        }
        String having = switch (random.nextInt(4)) {
            case 0 -> " HAVING " + aggregate(scope) + " " + pick(COMPARISONS) + " " + value(groups, depth - 1);
            case 1 -> " HAVING " + condition(groups, depth - 1);
            default -> "";
        };
        return "SELECT " + String.join(", ", list) + " FROM " + from.text() + where(scope, depth) + " GROUP BY " + key + having;
    }

    private String limited(Scope outside, int depth, int columns) {
        return limited(outside, depth, columns, 1 + random.nextInt(3));
    }

    private String limited(Scope outside, int depth, int columns, int limit) {
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            order.append(i == 0 ? "" : ", ").append(i + 1).append(random.nextBoolean() ? "" : " DESC");
        }
        return "(" + select(outside, depth, columns, "") + " ORDER BY " + order + " LIMIT " + limit
                + (random.nextInt(4) == 0 ? " OFFSET 1" : "") + ")";
    }

    private String windowed(Scope outside, int depth, int columns) {
        From from = from(outside, depth);
        Scope scope = outside.with(from.columns());
        List<String> list = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            String over = " OVER (PARTITION BY " + pick(from.columns()) + ")";
            list.add(number(pick(List.of("sum", "count", "max")) + "(" + pick(from.columns()) + ")" + over) + " AS s" + i);
        }
        return "SELECT " + String.join(", ", list) + " FROM " + from.text() + where(scope, depth);
    }

    private From from(Scope outside, int depth) {
        From first = relation(outside, depth);
        return switch (random.nextInt(depth > 0 ? 8 : 14)) {
            case 0 -> {
                From second = relation(outside, depth);
                yield new From(first.text() + ", " + second.text(), concat(first.columns(), second.columns()));
            }
            case 1 -> {
                Scope lateral = outside.with(first.columns());
                String inner = subquery(lateral, depth - 1, 1);
                String t = name();
                yield new From(first.text() + ", LATERAL (" + inner + ") AS " + t + "(z)", concat(first.columns(), List.of(t + ".z")));
            }
            case 2, 3 -> {
                From second = relation(outside, depth);
                List<String> both = concat(first.columns(), second.columns());
                String on = random.nextInt(3) == 0 ? condition(outside.with(both), depth - 1)
                        : pick(first.columns()) + " = " + pick(second.columns());
                yield new From(first.text() + pick(List.of(" JOIN ", " LEFT JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN "))
                        + second.text() + " ON " + on, both);
            }
            default -> first;
        };
    }

    private From relation(Scope outside, int depth) {
        String t = name();
        if (depth > 0 && random.nextInt(6) == 0) {
            return new From("(" + subquery(new Scope(List.of(), List.of()), depth - 1, 2) + ") AS " + t + "(p, q)",
                    List.of(t + ".p", t + ".q"));
        }
        String table = pick(List.copyOf(tables.keySet()));
        return new From(table + " AS " + t, tables.get(table).stream().map(column -> t + "." + column).toList());
    }

    private String where(Scope scope, int depth) {
        if (scope.outer().isEmpty() && random.nextInt(4) == 0) {
            return "";
        }
        List<String> conditions = new ArrayList<>();
        if (!scope.outer().isEmpty() && random.nextInt(4) > 0) {
            conditions.add(pick(scope.own()) + " " + pick(COMPARISONS) + " " + pick(scope.outer()));
        }
        if (conditions.isEmpty() || random.nextInt(3) == 0) {
            conditions.add(condition(scope, depth));
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private String condition(Scope scope, int depth) {
        int kinds = depth > 0 ? 14 : 5;
        return switch (random.nextInt(kinds)) {
            case 0 -> value(scope, 0) + " IS NULL";
            case 1 -> "(" + condition(scope, depth - 1) + pick(List.of(" OR ", " AND ")) + condition(scope, depth - 1) + ")";
            case 2 -> "NOT (" + condition(scope, depth - 1) + ")";
            case 3, 4 -> value(scope, 0) + " " + pick(COMPARISONS) + " " + value(scope, 0);
            case 5, 6 -> pick(List.of("", "NOT ")) + "EXISTS (" + subquery(scope, depth - 1, 1) + ")";
            case 7, 8, 9 -> value(scope, 0) + pick(List.of(" IN (", " NOT IN (")) + subquery(scope, depth - 1, 1) + ")";
            case 10 -> "(" + value(scope, 0) + ", " + value(scope, 0) + ")" + pick(List.of(" IN (", " NOT IN ("))
                    + subquery(new Scope(List.of(), List.of()), depth - 1, 2) + ")";
            case 11 -> value(scope, depth) + " BETWEEN " + value(scope, 0) + " AND " + value(scope, depth - 1);
            default -> value(scope, depth - 1) + " " + pick(COMPARISONS) + " (" + single(scope, depth - 1) + ")";
        };
    }

    private String value(Scope scope, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> Integer.toString(random.nextInt(5));
            case 1 -> outerOr(scope, "2");
            case 2, 3 -> column(scope);
            case 4 -> "(" + column(scope) + " + " + outerOr(scope, "1") + ")";
            case 5 -> "CASE WHEN " + condition(scope, depth) + " THEN " + value(scope, depth - 1) + " ELSE " + value(scope, 0) + " END";
            case 6 -> "coalesce((" + single(scope, depth - 1) + "), " + value(scope, 0) + ")";
            default -> "(" + single(scope, depth - 1) + ")";
        };
    }

    private String aggregate(Scope scope) {
        String argument = pick(scope.own()) + (random.nextInt(4) == 0 ? " + " + outerOr(scope, "1") : "");
        return switch (random.nextInt(6)) {
            case 0 -> "count(*)";
            case 1 -> "count(" + argument + ")";
            case 2 -> "count(DISTINCT " + argument + ")";
            case 3 -> "min(" + argument + ")";
            case 4 -> "max(" + argument + ")";
            default -> "sum(" + argument + ")";
        };
    }

    private String column(Scope scope) {
        return scope.own().isEmpty() ? outerOr(scope, "3") : pick(scope.own());
    }

    private String outerOr(Scope scope, String otherwise) {
        return scope.outer().isEmpty() ? scope.own().isEmpty() ? otherwise : pick(scope.own()) : pick(scope.outer());
    }

    private static String number(String value) {
        return "CAST(" + value + " AS BIGINT)";
    }

    private String name() {
        return "x" + names++;
    }

    private static List<String> concat(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
