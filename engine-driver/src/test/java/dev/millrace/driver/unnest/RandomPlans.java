package dev.millrace.driver.unnest;

import dev.millrace.columnar.Batch;
import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.query.TestTable;
import dev.millrace.driver.query.TestTables;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random plans with dependent joins and mark joins, over tables {@code n} of nullable INT columns and {@code m} of others. What stands on
 * the right side of such a join uses columns of the left sides around it, anywhere.
 */
final class RandomPlans {

    private static final List<JoinType> JOINS = List.of(JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.FULL, JoinType.SEMI,
            JoinType.ANTI, JoinType.CROSS, JoinType.NULL_AWARE_ANTI);
    private static final List<JoinType> DEPENDENT =
            List.of(JoinType.INNER, JoinType.LEFT, JoinType.CROSS, JoinType.SEMI, JoinType.ANTI, JoinType.NULL_AWARE_ANTI);

    private final Random random;
    private final AttributeIds ids;
    private final TestTable nullable = TestTables.ints("n", "a", "b", "c");
    private final TestTable filled = TestTables.ints("m", "x", "y");

    RandomPlans(long seed, AttributeIds ids) {
        this.random = new Random(seed);
        this.ids = ids;
    }

    /** A plan with a dependent join on top, whose sides are up to {@code depth} nodes deep. */
    LogicalPlan dependent(int depth) {
        return dependent(depth, List.of());
    }

    private LogicalPlan dependent(int depth, List<Attribute> outer) {
        LogicalPlan left = plan(random.nextInt(depth + 1), outer);
        List<Attribute> visible = concat(left.output(), outer);
        if (random.nextInt(3) == 0) {
            LogicalPlan right = plan(depth, visible);
            Expr condition = random.nextInt(3) == 0 ? Literal.TRUE : joining(left, right, outer);
            Attribute mark = new Attribute(ids.next(), "mark", DataType.BOOLEAN, true, "");
            return integers(new MarkJoin(left, right, condition, mark));
        }
        if (random.nextInt(3) == 0) {
            return new DependentJoin(left, scalar(depth, visible), JoinType.LEFT, Literal.TRUE);
        }
        LogicalPlan right = plan(depth, visible);
        JoinType type = pick(DEPENDENT);
        boolean always = type == JoinType.CROSS || random.nextInt(3) == 0;
        return new DependentJoin(left, right, type, always ? Literal.TRUE : joining(left, right, outer));
    }

    /** At most one row, or an error. */
    private LogicalPlan scalar(int depth, List<Attribute> outer) {
        LogicalPlan input = plan(depth, outer);
        if (random.nextInt(4) == 0) {
            Attribute column = pick(input.output());
            AggregateCall call = new AggregateCall("single_value", List.of(column.ref()), false, null, List.of(), DataType.INT, true);
            return new Aggregate(input, List.of(), List.of(new Aggregate.Measure(integer("one", true), call)));
        }
        if (random.nextInt(3) == 0) {
            return limit(input, outer, 1, 0);
        }
        LogicalPlan aggregate = integers(new Aggregate(input, List.of(), measures(input, outer)));
        return random.nextInt(3) == 0 ? integers(new Filter(aggregate, condition(aggregate.output(), outer, 1))) : aggregate;
    }

    private LogicalPlan plan(int depth, List<Attribute> outer) {
        if (depth == 0) {
            return table();
        }
        LogicalPlan input = plan(depth - 1, outer);
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4 -> new Filter(input, condition(input.output(), outer, random.nextInt(2)));
            case 5, 6 -> new Project(input, computed(input.output(), outer));
            case 7 -> grouped(input, outer);
            case 8 -> integers(new Aggregate(input, List.of(), measures(input, outer)));
            case 9 -> new Distinct(input);
            case 10, 11, 12 -> join(input, plan(random.nextInt(depth), outer), outer);
            case 13 -> union(input, plan(random.nextInt(depth), outer));
            case 14 -> setOperation(input, plan(random.nextInt(depth), outer));
            case 15 -> limit(input, outer, random.nextInt(4), random.nextInt(2));
            case 16 -> window(input, outer);
            case 17 -> expand(input, outer);
            default -> depth > 1 ? dependent(random.nextInt(depth - 1) + 1, outer)
                    : new Filter(input, condition(input.output(), outer, 1));
        };
    }

    private LogicalPlan table() {
        if (random.nextInt(8) == 0) {
            LogicalPlan row = new LocalTable(new LocalRows(new Schema(List.of()), List.of(Batch.of(1, List.of()))), List.of());
            return new Project(row, List.of(new NamedExpr(integer("one", false), Literal.of(1))));
        }
        boolean nulls = random.nextBoolean();
        TestTable table = nulls ? nullable : filled;
        List<Attribute> output = table.schema().fields().stream().map(field -> integer(field.name(), nulls)).toList();
        return new Scan(table, IntStream.range(0, output.size()).boxed().toList(), output, List.of(), -1);
    }

    private List<NamedExpr> computed(List<Attribute> own, List<Attribute> outer) {
        List<NamedExpr> columns = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            Expr expr = value(own, outer, 1);
            columns.add(new NamedExpr(integer("v", expr.nullable()), expr));
        }
        if (random.nextBoolean()) {
            columns.add(NamedExpr.of(pick(own)));
        }
        return columns;
    }

    private LogicalPlan grouped(LogicalPlan input, List<Attribute> outer) {
        Expr key = random.nextInt(3) > 0 ? pick(input.output()).ref() : value(input.output(), outer, 1);
        NamedExpr grouping = new NamedExpr(integer("g", key.nullable()), key);
        return integers(new Aggregate(input, List.of(grouping), measures(input, outer)));
    }

    private List<Aggregate.Measure> measures(LogicalPlan input, List<Attribute> outer) {
        List<Aggregate.Measure> measures = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            Expr argument = value(input.output(), outer, random.nextInt(2));
            Expr filter = random.nextInt(5) == 0 ? condition(input.output(), outer, 0) : null;
            measures.add(switch (random.nextInt(4)) {
                case 0 -> measure(new AggregateCall("count", List.of(), false, filter, List.of(), DataType.BIGINT, false));
                case 1 -> measure(new AggregateCall("count", List.of(argument), random.nextBoolean(), filter, List.of(), DataType.BIGINT,
                        false));
                case 2 -> measure(new AggregateCall("sum", List.of(argument), false, filter, List.of(), DataType.BIGINT, true));
                default -> measure(new AggregateCall("max", List.of(argument), false, filter, List.of(), DataType.INT, true));
            });
        }
        return measures;
    }

    private Aggregate.Measure measure(AggregateCall call) {
        return new Aggregate.Measure(new Attribute(ids.next(), call.function(), call.type(), call.nullable(), ""), call);
    }

    private LogicalPlan join(LogicalPlan left, LogicalPlan right, List<Attribute> outer) {
        JoinType type = pick(JOINS);
        return new Join(left, right, type, type == JoinType.CROSS ? Literal.TRUE : joining(left, right, outer));
    }

    private Expr joining(LogicalPlan left, LogicalPlan right, List<Attribute> outer) {
        Expr equal = new Compare(Compare.Op.EQ, pick(left.output()).ref(), pick(right.output()).ref());
        return switch (random.nextInt(4)) {
            case 0 -> new And(equal, condition(concat(left.output(), right.output()), outer, 0));
            case 1 -> condition(concat(left.output(), right.output()), outer, 0);
            default -> equal;
        };
    }

    private LogicalPlan union(LogicalPlan left, LogicalPlan right) {
        int width = Math.min(left.output().size(), right.output().size());
        return new Union(List.of(first(left, width), first(right, width)), columns(width));
    }

    private LogicalPlan setOperation(LogicalPlan left, LogicalPlan right) {
        int width = Math.min(2, Math.min(left.output().size(), right.output().size()));
        SetOperation.Kind kind = random.nextBoolean() ? SetOperation.Kind.EXCEPT : SetOperation.Kind.INTERSECT;
        return new SetOperation(kind, random.nextBoolean(), first(left, width), first(right, width), columns(width));
    }

    private LogicalPlan first(LogicalPlan plan, int width) {
        return new Project(plan, plan.output().subList(0, width).stream().map(NamedExpr::of).toList());
    }

    private List<Attribute> columns(int width) {
        return IntStream.range(0, width).mapToObj(_ -> integer("u", true)).toList();
    }

    /** A limit has one answer only in a total order: over all columns. */
    private LogicalPlan limit(LogicalPlan input, List<Attribute> outer, int limit, int offset) {
        List<SortKey> keys = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            keys.add(SortKey.descending(value(input.output(), outer, 1)));
        }
        input.output()
                .forEach(column -> keys.add(random.nextBoolean() ? SortKey.ascending(column.ref()) : SortKey.descending(column.ref())));
        LogicalPlan sorted = new Sort(input, keys, true);
        return new Limit(random.nextInt(3) == 0 ? new Project(sorted, computed(input.output(), outer)) : sorted, limit, offset);
    }

    private LogicalPlan window(LogicalPlan input, List<Attribute> outer) {
        List<SortKey> keys = input.output().stream().map(column -> SortKey.ascending(column.ref())).toList();
        AggregateCall call = new AggregateCall("row_number", List.of(), false, null, List.of(), DataType.INT, false);
        List<Expr> partition = random.nextBoolean() ? List.of() : List.of(value(input.output(), outer, random.nextInt(2)));
        return new Window(input, partition, keys,
                List.of(new Window.Function(integer("number", false), call, WindowFrame.ROWS_SO_FAR, false)));
    }

    private LogicalPlan expand(LogicalPlan input, List<Attribute> outer) {
        List<List<Expr>> projections = List.of(
                List.of(value(input.output(), outer, 1), Literal.of(0)),
                List.of(Literal.ofNull(DataType.INT), value(input.output(), outer, 0)));
        return new Expand(input, projections, columns(2));
    }

    /** The plan with INT columns only. */
    private LogicalPlan integers(LogicalPlan plan) {
        List<NamedExpr> columns = new ArrayList<>();
        for (Attribute attribute : plan.output()) {
            Expr ref = attribute.ref();
            if (attribute.type().equals(DataType.BOOLEAN)) {
                Expr number = new Case(List.of(new IsNull(ref), ref), List.of(Literal.of(2), Literal.of(1)), Literal.of(0), DataType.INT);
                columns.add(new NamedExpr(integer(attribute.name(), false), number));
            } else if (attribute.type().equals(DataType.BIGINT)) {
                columns.add(new NamedExpr(integer(attribute.name(), attribute.nullable()), new Cast(ref, DataType.INT, OnError.THROW)));
            } else {
                columns.add(NamedExpr.of(attribute));
            }
        }
        return new Project(plan, columns);
    }

    private Expr condition(List<Attribute> own, List<Attribute> outer, int depth) {
        if (depth > 0) {
            Expr one = condition(own, outer, depth - 1);
            Expr other = condition(own, outer, depth - 1);
            return random.nextInt(4) == 0 ? new Or(one, other) : new And(one, other);
        }
        if (!outer.isEmpty() && random.nextInt(2) == 0) {
            Compare.Op op = random.nextInt(4) == 0 ? Compare.Op.NULL_SAFE_EQ : Compare.Op.EQ;
            return random.nextBoolean() ? new Compare(op, pick(own).ref(), pick(outer).ref())
                    : new Compare(op, pick(outer).ref(), pick(own).ref());
        }
        return switch (random.nextInt(5)) {
            case 0 -> new IsNull(value(own, outer, 0));
            case 1 -> new Not(new Compare(Compare.Op.EQ, value(own, outer, 0), value(own, outer, 0)));
            default -> new Compare(pick(List.of(Compare.Op.values())), value(own, outer, 1), value(own, outer, 0));
        };
    }

    private Expr value(List<Attribute> own, List<Attribute> outer, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return new Arithmetic(Arithmetic.Op.ADD, value(own, outer, depth - 1), value(own, outer, 0), DataType.INT, OnError.THROW);
        }
        int kind = random.nextInt(6);
        if (kind == 0) {
            return Literal.of(random.nextInt(4));
        }
        return kind < 3 && !outer.isEmpty() ? pick(outer).ref() : pick(own).ref();
    }

    private Attribute integer(String name, boolean mayBeNull) {
        return new Attribute(ids.next(), name, DataType.INT, mayBeNull, "");
    }

    private static List<Attribute> concat(List<Attribute> one, List<Attribute> other) {
        List<Attribute> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
