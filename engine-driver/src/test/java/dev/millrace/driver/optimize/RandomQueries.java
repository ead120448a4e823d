package dev.millrace.driver.optimize;

import static dev.millrace.driver.query.Written.as;
import static dev.millrace.driver.query.Written.asc;
import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.cast;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.desc;
import static dev.millrace.driver.query.Written.distinctCall;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.nothing;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.over;
import static dev.millrace.driver.query.Written.star;
import static dev.millrace.driver.query.Written.when;

import dev.millrace.driver.query.Written;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan.SetOperation.Kind;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes random queries over the tables {@code l} and {@code r}, whose columns are all integers. */
final class RandomQueries {

    private static final List<JoinType> JOINS =
            List.of(JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.FULL, JoinType.SEMI, JoinType.ANTI);

    private final Random random;
    private int aliases;

    RandomQueries(long seed) {
        this.random = new Random(seed);
    }

    /** A query, and the names of its columns. */
    record Query(Written written, List<String> columns) {}

    Query query(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? new Query(from("l"), List.of("a", "b", "c")) : new Query(from("r"), List.of("x", "y"));
        }
        Query input = query(depth - 1);
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> new Query(input.written().where(condition(input.columns(), 2)), input.columns());
            case 3 -> project(input);
            case 4 -> aggregate(input);
            case 5, 6 -> join(input, query(random.nextInt(depth)));
            case 7 -> new Query(input.written().distinct(), input.columns());
            case 8 -> setOperation(input, query(random.nextInt(depth)));
            case 9 -> limited(input);
            case 10 -> window(input);
            case 11 -> joinedAggregate(input, query(random.nextInt(depth)));
            default -> new Query(input.written().orderBy(asc(col(pick(input.columns())))), input.columns());
        };
    }

    private Query project(Query input) {
        List<UnresolvedExpr> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String name = name();
            names.add(name);
            columns.add(as(value(input.columns(), 2), name));
        }
        return new Query(input.written().select(columns.toArray(new UnresolvedExpr[0])), names);
    }

    private Query aggregate(Query input) {
        List<UnresolvedExpr> measures = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<UnresolvedExpr> keys = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            String key = name();
            names.add(key);
            keys.add(as(random.nextBoolean() ? col(pick(input.columns())) : value(input.columns(), 1), key));
        }
        int count = 1 + random.nextInt(4);
        String distinct = pick(input.columns());
        for (int i = 0; i < count; i++) {
            String name = name();
            names.add(name);
            measures.add(as(switch (random.nextInt(5)) {
                case 0 -> call("count", star());
                case 1 -> distinctCall("count", col(random.nextInt(3) == 0 ? pick(input.columns()) : distinct));
                case 2 -> call("sum", col(pick(input.columns())));
                case 3 -> call("min", col(pick(input.columns())));
                default -> call("max", col(pick(input.columns())));
            }, name));
        }
        return new Query(input.written().groupBy(keys.toArray(new UnresolvedExpr[0])).agg(measures.toArray(new UnresolvedExpr[0])), names);
    }

    private Query join(Query left, Query right) {
        Query one = renamed(left);
        Query other = renamed(right);
        List<String> both = new ArrayList<>(one.columns());
        both.addAll(other.columns());
        UnresolvedExpr condition = op("=", col(pick(one.columns())), col(pick(other.columns())));
        if (random.nextInt(3) == 0) {
            condition = op("and", condition, condition(both, 1));
        }
        JoinType type = JOINS.get(random.nextInt(JOINS.size()));
        return new Query(one.written().join(other.written(), type, condition), type.givesRight() ? both : one.columns());
    }

    /** Aggregates of one side of a join, for each value of a column of the other side. */
    private Query joinedAggregate(Query left, Query right) {
        Query one = renamed(left);
        Query other = renamed(right);
        JoinType type = random.nextBoolean() ? JoinType.INNER : JoinType.LEFT;
        Written joined = one.written().join(other.written(), type, op("=", col(pick(one.columns())), col(pick(other.columns()))));
        String key = name();
        List<String> names = new ArrayList<>(List.of(key));
        List<UnresolvedExpr> measures = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String name = name();
            names.add(name);
            measures.add(as(call(pick(List.of("count", "min", "max")), col(pick(other.columns()))), name));
        }
        return new Query(joined.groupBy(as(col(pick(one.columns())), key)).agg(measures.toArray(new UnresolvedExpr[0])), names);
    }

    private Query setOperation(Query left, Query right) {
        UnresolvedExpr one = as(col(pick(left.columns())), name());
        String name = name();
        Written first = left.written().select(as(cast(one, DataType.BIGINT), name));
        Written second = right.written().select(as(cast(col(pick(right.columns())), DataType.BIGINT), name()));
        Kind kind = Kind.values()[random.nextInt(3)];
        return new Query(first.set(kind, random.nextBoolean(), second), List.of(name));
    }

    /** A limit has one answer only in a total order: over all columns. */
    private Query limited(Query input) {
        List<UnresolvedExpr> keys = new ArrayList<>();
        for (String column : input.columns()) {
            keys.add(random.nextBoolean() ? asc(col(column)) : desc(col(column)));
        }
        return new Query(input.written().orderBy(keys.toArray(new UnresolvedExpr[0])).limit(random.nextInt(6), random.nextInt(2)),
                input.columns());
    }

    private Query window(Query input) {
        List<String> names = new ArrayList<>(input.columns());
        List<UnresolvedExpr> columns = new ArrayList<>();
        dev.millrace.plan.unresolved.UnresolvedSortKey[] order = new dev.millrace.plan.unresolved.UnresolvedSortKey[names.size()];
        for (int i = 0; i < names.size(); i++) {
            columns.add(col(names.get(i)));
            order[i] = asc(col(names.get(i)));
        }
        String name = name();
        columns.add(as(over(call("row_number"), List.of(col(pick(names))), order), name));
        names.add(name);
        return new Query(input.written().select(columns.toArray(new UnresolvedExpr[0])), names);
    }

    private Query renamed(Query input) {
        List<UnresolvedExpr> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String column : input.columns()) {
            String name = name();
            names.add(name);
            columns.add(as(col(column), name));
        }
        return new Query(input.written().select(columns.toArray(new UnresolvedExpr[0])), names);
    }

    private UnresolvedExpr condition(List<String> columns, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(5)) {
                case 0 -> op("isnull", col(pick(columns)));
                case 1 -> op("isnotnull", col(pick(columns)));
                case 2 -> op("in", col(pick(columns)), lit(random.nextInt(4)), random.nextBoolean() ? lit(2L) : nothing());
                case 3 -> op(pick(List.of("=", "<", "<=", ">", ">=", "!=", "<=>")), col(pick(columns)), col(pick(columns)));
                default -> op(pick(List.of("=", "<", "<=", ">", ">=", "!=", "<=>")), value(columns, 1),
                        random.nextBoolean() ? lit((long) random.nextInt(4)) : lit(random.nextInt(4)));
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> op("or", condition(columns, depth - 1), condition(columns, depth - 1));
            case 1 -> op("not", condition(columns, depth - 1));
            default -> op("and", condition(columns, depth - 1), condition(columns, depth - 1));
        };
    }

    private UnresolvedExpr value(List<String> columns, int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? lit(random.nextInt(4)) : col(pick(columns));
        }
        return switch (random.nextInt(5)) {
            case 0 -> op("+", value(columns, depth - 1), value(columns, depth - 1));
            case 1 -> op("-", value(columns, depth - 1), value(columns, 0));
            case 2 -> when(condition(columns, 0), value(columns, depth - 1), value(columns, 0));
            case 3 -> cast(value(columns, depth - 1), DataType.BIGINT);
            default -> col(pick(columns));
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String name() {
        return "n" + aliases++;
    }
}
