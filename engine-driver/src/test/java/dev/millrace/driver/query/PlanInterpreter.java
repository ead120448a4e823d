package dev.millrace.driver.query;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.JoinType;
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
import dev.millrace.plan.logical.RecursiveTable;
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
import java.util.Collections;
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
    private final Map<Long, Object> outer;
    private final ExprInterpreter expressions = new ExprInterpreter();

    /** @param tables all rows of a scan's table, with all columns of the table */
    public PlanInterpreter(Function<Scan, List<List<Object>>> tables) {
        this(tables, Map.of());
    }

    private PlanInterpreter(Function<Scan, List<List<Object>>> tables, Map<Long, Object> outer) {
        this.tables = tables;
        this.outer = outer;
    }

    public List<List<Object>> rows(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> scan(scan);
            case LocalTable(var rows, var _) when rows.rowCount() == 0 -> List.of();
            case LocalTable(var rows, var output) when output.isEmpty() -> Collections.nCopies((int) rows.rowCount(), List.of());
            case Project(var input, var columns) ->
                    each(input, row -> List.of(values(columns.stream().map(NamedExpr::expr).toList(), row)));
            case Filter(var input, var condition) -> each(input, row -> isTrue(condition, row) ? List.of(inOrder(input, row)) : List.of());
            case Aggregate aggregate -> aggregate(aggregate);
            case Join join -> joined(join, rows(join.left()), _ -> rows(join.right()));
            case DependentJoin(var left, var right, var type, var condition) ->
                    joined(new Join(left, right, type, condition), rows(left), row -> of(left, row).rows(right));
            case MarkJoin mark -> mark(mark);
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
            case LocalTable _, RecursiveTable _, Range _, Sample _, Generate _, Write _ ->
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
            boolean counts = (filter == null || isTrue(filter, row)) && (keepsNulls(call) || !values.contains(null));
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
            case "single_value" -> {
                if (values.size() > 1) {
                    throw ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS.with();
                }
                yield values.getFirst();
            }
            default -> throw new IllegalStateException(call.function());
        };
    }

    private static boolean keepsNulls(AggregateCall call) {
        return call.function().equals("first") || call.function().equals("single_value");
    }

    /** Runs plans that may use the columns of a row. */
    private PlanInterpreter of(LogicalPlan plan, List<Object> row) {
        return new PlanInterpreter(tables, named(plan.output(), row));
    }

    /** @param matching the right side for a left row; always the same rows for a type that keeps unmatched right ones */
    private List<List<Object>> joined(Join join, List<List<Object>> left, Function<List<Object>, List<List<Object>>> matching) {
        List<Attribute> both = new ArrayList<>(join.left().output());
        both.addAll(join.right().output());
        List<List<Object>> result = new ArrayList<>();
        boolean[] rightMatched = new boolean[join.type().padsLeft() ? rows(join.right()).size() : 0];
        for (List<Object> one : left) {
            boolean matched = false;
            List<List<Object>> right = matching.apply(one);
            for (int i = 0; i < right.size(); i++) {
                List<Object> pair = concat(one, right.get(i));
                Object holds = expressions.value(join.condition(), named(both, pair));
                boolean matches = join.type() == JoinType.NULL_AWARE_ANTI ? !Boolean.FALSE.equals(holds) : Boolean.TRUE.equals(holds);
                matched |= matches;
                if (matches && join.type().padsLeft()) {
                    rightMatched[i] = true;
                }
                if (matches && join.type().givesRight()) {
                    result.add(pair);
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
                case ANTI, NULL_AWARE_ANTI -> {
                    if (!matched) {
                        result.add(one);
                    }
                }
                case INNER, CROSS, RIGHT -> {
                }
            }
        }
        for (int i = 0; i < rightMatched.length; i++) {
            if (!rightMatched[i]) {
                result.add(concat(nulls(join.left()), rows(join.right()).get(i)));
            }
        }
        return result;
    }

    private List<List<Object>> mark(MarkJoin join) {
        List<Attribute> both = new ArrayList<>(join.left().output());
        both.addAll(join.right().output());
        List<List<Object>> result = new ArrayList<>();
        for (List<Object> row : rows(join.left())) {
            Object mark = false;
            for (List<Object> other : of(join.left(), row).rows(join.right())) {
                Object holds = expressions.value(join.condition(), named(both, concat(row, other)));
                mark = Boolean.TRUE.equals(holds) || Boolean.TRUE.equals(mark) ? (Object) true : holds == null ? null : mark;
            }
            result.add(concat(row, nullable(Collections.singletonList(mark))));
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

    private Map<Long, Object> named(List<Attribute> columns, List<Object> row) {
        Map<Long, Object> named = new HashMap<>(outer);
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
