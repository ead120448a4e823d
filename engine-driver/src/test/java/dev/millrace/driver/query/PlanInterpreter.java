package dev.millrace.driver.query;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.logical.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs logical plans over rows in memory, slowly and plainly: what a rewritten plan must agree with. A row is its values in the order of
 * the columns.
 */
public final class PlanInterpreter {

    private final Function<Scan, List<List<Object>>> tables;
    private final ExprInterpreter expressions = new ExprInterpreter();

    /** @param tables all rows of a scan's table, with all columns of the table */
    public PlanInterpreter(Function<Scan, List<List<Object>>> tables) {
        this.tables = tables;
    }

    public List<List<Object>> rows(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> scan(scan);
            case LocalTable(var rows, var _) when rows.rowCount() == 0 -> List.of();
            case Project(var input, var columns) ->
                    each(input, row -> List.of(values(columns.stream().map(NamedExpr::expr).toList(), row)));
            case Filter(var input, var condition) -> each(input, row -> isTrue(condition, row) ? List.of(inOrder(input, row)) : List.of());
            case Aggregate aggregate -> aggregate(aggregate);
            case Join join -> join(join);
            case Sort(var input, var keys, var _) -> sort(input, keys);
            case Limit(var input, var limit, var offset) ->
                    rows(input).stream().skip(offset).limit(limit < 0 ? Long.MAX_VALUE : limit).toList();
            case Union(var inputs, var _) -> inputs.stream().flatMap(input -> rows(input).stream()).toList();
            case SetOperation operation -> setOperation(operation);
            case Distinct(var input) -> new ArrayList<>(new LinkedHashSet<>(rows(input)));
            case Expand(var input, var projections, var _) ->
                    each(input, row -> projections.stream().map(columns -> values(columns, row)).toList());
            case SubqueryAlias(var input, var _) -> rows(input);
            case Hint(var input, var _) -> rows(input);
            case Repartition repartition -> rows(repartition.input());
            case Window window -> window(window);
            case LocalTable _, Range _, Sample _, Generate _, Write _, DependentJoin _, MarkJoin _ ->
                    throw new IllegalStateException(plan.getClass().getSimpleName());
        };
    }

    private List<List<Object>> scan(Scan scan) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> all : tables.apply(scan)) {
            List<Object> row = new ArrayList<>();
            scan.columns().forEach(column -> row.add(all.get(column)));
            Map<Long, Object> named = named(scan.output(), row);
            boolean passes = scan.filters().stream().allMatch(filter -> isTrue(filter, named));
            if (passes) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<List<Object>> each(LogicalPlan input, Function<Map<Long, Object>, List<List<Object>>> step) {
        List<List<Object>> result = new ArrayList<>();
        for (List<Object> row : rows(input)) {
            result.addAll(step.apply(named(input.output(), row)));
        }
        return result;
    }

    private List<List<Object>> aggregate(Aggregate aggregate) {
        Map<List<Object>, List<Map<Long, Object>>> groups = new LinkedHashMap<>();
        List<Expr> keys = aggregate.groupings().stream().map(NamedExpr::expr).toList();
        if (keys.isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        each(aggregate.input(), row -> {
            groups.computeIfAbsent(values(keys, row), _ -> new ArrayList<>()).add(row);
            return List.of();
        });
        List<List<Object>> result = new ArrayList<>();
        groups.forEach((key, rows) -> {
            List<Object> row = new ArrayList<>(key);
            aggregate.aggregates().forEach(measure -> row.add(measure(measure.call(), rows)));
            result.add(row);
        });
        return result;
    }

    private @Nullable Object measure(AggregateCall call, List<Map<Long, Object>> rows) {
        List<List<Object>> inputs = new ArrayList<>();
        for (Map<Long, Object> row : rows) {
            Expr filter = call.filter();
            List<Object> values = values(call.arguments(), row);
            boolean counts = (filter == null || isTrue(filter, row)) && (call.function().equals("first") || !values.contains(null));
            if (counts && !(call.distinct() && inputs.contains(values))) {
                inputs.add(values);
            }
        }
        if (call.function().equals("count")) {
            return (long) inputs.size();
        }
        if (inputs.isEmpty()) {
            return null;
        }
        List<Object> values = nullable(inputs.stream().map(List::getFirst).toList());
        return switch (call.function()) {
            case "sum" -> values.stream().mapToLong(value -> ((Number) value).longValue()).sum();
            case "min" -> values.stream().min(ExprInterpreter::order).orElseThrow();
            case "max" -> values.stream().max(ExprInterpreter::order).orElseThrow();
            case "first" -> values.getFirst();
            default -> throw new IllegalStateException(call.function());
        };
    }

    private List<List<Object>> join(Join join) {
        List<List<Object>> left = rows(join.left());
        List<List<Object>> right = rows(join.right());
        List<Attribute> both = new ArrayList<>(join.left().output());
        both.addAll(join.right().output());
        List<List<Object>> result = new ArrayList<>();
        boolean[] rightMatched = new boolean[right.size()];
        for (List<Object> one : left) {
            boolean matched = false;
            for (int i = 0; i < right.size(); i++) {
                List<Object> pair = concat(one, right.get(i));
                if (isTrue(join.condition(), named(both, pair))) {
                    matched = true;
                    rightMatched[i] = true;
                    if (join.type().givesRight()) {
                        result.add(pair);
                    }
                }
            }
            switch (join.type()) {
                case LEFT, FULL -> {
                    if (!matched) {
                        result.add(concat(one, nulls(join.right())));
                    }
                }
                case SEMI -> {
                    if (matched) {
                        result.add(one);
                    }
                }
                case ANTI -> {
                    if (!matched) {
                        result.add(one);
                    }
                }
                case INNER, CROSS, RIGHT -> {
                }
                case NULL_AWARE_ANTI -> throw new IllegalStateException("not written by tests");
            }
        }
        if (join.type().padsLeft()) {
            for (int i = 0; i < right.size(); i++) {
                if (!rightMatched[i]) {
                    result.add(concat(nulls(join.left()), right.get(i)));
                }
            }
        }
        return result;
    }

    private List<List<Object>> sort(LogicalPlan input, List<SortKey> keys) {
        List<Map<Long, Object>> sorted = new ArrayList<>();
        each(input, row -> {
            sorted.add(row);
            return List.of();
        });
        sorted.sort(order(keys));
        return sorted.stream().map(row -> inOrder(input, row)).toList();
    }

    private Comparator<Map<Long, Object>> order(List<SortKey> keys) {
        return (one, other) -> {
            for (SortKey key : keys) {
                Object left = expressions.value(key.expr(), one);
                Object right = expressions.value(key.expr(), other);
                int order = left == null || right == null
                        ? (left == right ? 0 : (left == null) == key.nullsFirst() ? -1 : 1)
                        : key.ascending() ? ExprInterpreter.order(left, right) : ExprInterpreter.order(right, left);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private List<List<Object>> setOperation(SetOperation operation) {
        List<List<Object>> right = new ArrayList<>(rows(operation.right()));
        List<List<Object>> result = new ArrayList<>();
        for (List<Object> row : rows(operation.left())) {
            boolean there = operation.all() ? right.remove(row) : right.contains(row);
            boolean wanted = there == (operation.kind() == SetOperation.Kind.INTERSECT);
            if (wanted && (operation.all() || !result.contains(row))) {
                result.add(row);
            }
        }
        return result;
    }

    /** Only {@code row_number()}. */
    private List<List<Object>> window(Window window) {
        Map<List<Object>, List<Map<Long, Object>>> partitions = new LinkedHashMap<>();
        each(window.input(), row -> {
            partitions.computeIfAbsent(values(window.partitionBy(), row), _ -> new ArrayList<>()).add(row);
            return List.of();
        });
        List<List<Object>> result = new ArrayList<>();
        for (List<Map<Long, Object>> rows : partitions.values()) {
            rows.sort(order(window.orderBy()));
            int number = 0;
            for (Map<Long, Object> row : rows) {
                List<Object> values = new ArrayList<>(inOrder(window.input(), row));
                number++;
                for (int i = 0; i < window.functions().size(); i++) {
                    values.add(number);
                }
                result.add(values);
            }
        }
        return result;
    }

    private boolean isTrue(Expr condition, Map<Long, Object> row) {
        return Boolean.TRUE.equals(expressions.value(condition, row));
    }

    private List<Object> values(List<Expr> columns, Map<Long, Object> row) {
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(expressions.value(column, row)));
        return values;
    }

    private static Map<Long, Object> named(List<Attribute> columns, List<Object> row) {
        Map<Long, Object> named = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i).id(), row.get(i));
        }
        return named;
    }

    private static List<Object> inOrder(LogicalPlan plan, Map<Long, Object> row) {
        List<Object> values = new ArrayList<>();
        plan.output().forEach(attribute -> values.add(row.get(attribute.id())));
        return values;
    }

    private static List<Object> nulls(LogicalPlan plan) {
        List<Object> nulls = new ArrayList<>();
        plan.output().forEach(_ -> nulls.add(null));
        return nulls;
    }

    private static List<Object> concat(List<Object> one, List<Object> other) {
        List<Object> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static <T> List<T> nullable(List<T> list) {
        return new ArrayList<>(list);
    }
}
