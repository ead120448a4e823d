package dev.millrace.driver.unnest;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.OnError;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.WindowFrame;
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
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lifts what uses left columns out of a right side, from its leaves upwards.
 *
 * <p>A filter's condition is lifted as it is. An operator over all rows that belong to one left row (an aggregate, a limit, a window)
 * takes the inner sides of {@code inner = outer} as further keys. Where that cannot be done, the distinct left values are joined to the
 * operator's input first, which leaves nothing but such equalities.
 *
 * <p>Source: Neumann and Kemper, "Unnesting Arbitrary Queries", BTW 2015; the values of the left side are brought in from above, as late
 * as possible, and not pushed down from the join.
 */
final class Lifting {

    private final Domain domain;
    private final AttributeIds ids;
    private final EmptyGroups emptyGroups;
    private final LiftedJoins joins;

    Lifting(Domain domain, EmptyGroups emptyGroups) {
        this.domain = domain;
        this.ids = domain.ids();
        this.emptyGroups = emptyGroups;
        this.joins = new LiftedJoins(domain, this);
    }

    Lifted lift(LogicalPlan plan) {
        if (!domain.isUsedBy(plan)) {
            return Lifted.of(plan);
        }
        return switch (plan) {
            case Scan scan -> filter(Lifted.of(new Scan(scan.table(), scan.columns(), scan.output(), List.of(), scan.limit())),
                    Conjuncts.join(scan.filters()));
            case LocalTable _, RecursiveTable _, Range _ -> Lifted.of(plan);
            case SubqueryAlias(var input, var _) -> lift(input);
            case Hint(var input, var name) -> {
                Lifted lifted = lift(input);
                yield lifted.withPlan(new Hint(lifted.plan(), name));
            }
            case Sort(var input, var _, var _) -> lift(input);
            case Repartition repartition -> lift(repartition.input());
            case Filter(var input, var condition) -> filter(lift(input), condition);
            case Project(var input, var columns) -> project(lift(input), columns);
            case Aggregate aggregate -> aggregate(aggregate);
            case Distinct(var input) -> distinct(lift(input), input.output());
            case Limit limit -> limit(limit);
            case Window window -> window(window);
            case Generate generate -> generate(generate);
            case Expand expand -> expand(expand);
            case Sample sample -> {
                Lifted lifted = oneByOne(lift(sample.input()));
                yield lifted.withPlan(sample.withChildren(List.of(lifted.plan())));
            }
            case Join join -> joins.join(join);
            case Union(var inputs, var output) -> joins.union(inputs, output);
            case SetOperation operation -> joins.setOperation(operation);
            case DependentJoin _, MarkJoin _, Write _ -> throw ErrorCondition.INTERNAL_ERROR.with("detail",
                    plan.getClass().getSimpleName() + " inside a subquery was not removed before it.");
        };
    }

    private Lifted filter(Lifted input, Expr condition) {
        Expr present = References.substitute(condition, input.definitions());
        Lifted.Absent absent = input.absent();
        if (absent == null) {
            return filtered(input, Conjuncts.of(present));
        }
        Expr missing = emptyGroups.value(condition, Lifted.definitions(absent.values()));
        if (Conjuncts.isNeverTrue(missing)) {
            List<Expr> all = new ArrayList<>(absent.present());
            all.addAll(Conjuncts.of(present));
            return filtered(new Lifted(input.plan(), input.conditions(), input.deferred(), null), all);
        }
        List<Expr> whenPresent = new ArrayList<>(absent.present());
        whenPresent.add(present);
        List<Expr> whenMissing = new ArrayList<>(absent.missing());
        whenMissing.add(missing);
        return new Lifted(input.plan(), input.conditions(), input.deferred(),
                new Lifted.Absent(absent.values(), whenPresent, whenMissing));
    }

    private Lifted filtered(Lifted input, List<Expr> conjuncts) {
        List<Expr> all = new ArrayList<>(input.conditions());
        all.addAll(conjuncts);
        Split split = Split.of(all, domain, input.inside());
        LogicalPlan plan = split.local().isEmpty() ? input.plan() : new Filter(input.plan(), Conjuncts.join(split.local()));
        return new Lifted(plan, split.conditions(), input.deferred(), null);
    }

    private Lifted project(Lifted input, List<NamedExpr> columns) {
        Map<Long, Expr> definitions = input.definitions();
        List<NamedExpr> below = new ArrayList<>();
        Map<Long, NamedExpr> deferred = new LinkedHashMap<>();
        for (NamedExpr column : columns) {
            Expr expr = localize(References.substitute(column.expr(), definitions), input);
            boolean waits = domain.isUsedBy(expr) || uses(column.expr(), definitions.keySet());
            if (waits) {
                deferred.put(column.output().id(), new NamedExpr(column.output(), expr));
            } else {
                below.add(new NamedExpr(column.output(), expr));
            }
        }
        Lifted.Absent absent = input.absent();
        if (absent != null) {
            Map<Long, Expr> missing = Lifted.definitions(absent.values());
            Map<Long, NamedExpr> values = new LinkedHashMap<>();
            for (NamedExpr column : columns) {
                values.put(column.output().id(), new NamedExpr(column.output(), emptyGroups.value(column.expr(), missing)));
            }
            absent = new Lifted.Absent(values, absent.present(), absent.missing());
        }
        Lifted lifted = new Lifted(input.plan(), input.conditions(), deferred, absent);
        return lifted.withPlan(new Project(input.plan(), withCarried(below, lifted)));
    }

    private static List<NamedExpr> withCarried(List<NamedExpr> columns, Lifted lifted) {
        List<NamedExpr> all = new ArrayList<>(columns);
        Set<Long> made = new HashSet<>();
        columns.forEach(column -> made.add(column.output().id()));
        for (Attribute attribute : lifted.carried()) {
            if (made.add(attribute.id())) {
                all.add(NamedExpr.of(attribute));
            }
        }
        return all;
    }

    private Lifted aggregate(Aggregate aggregate) {
        Lifted input = grouped(lift(aggregate.input()), NodeExpressions.of(aggregate));
        List<NamedExpr> groupings = new ArrayList<>();
        for (NamedExpr grouping : aggregate.groupings()) {
            groupings.add(new NamedExpr(grouping.output(), localize(grouping.expr(), input)));
        }
        Keyed keyed = keyed(input, groupings);
        List<Aggregate.Measure> measures = new ArrayList<>();
        Map<Long, NamedExpr> deferred = new LinkedHashMap<>();
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            AggregateCall call = localize(measure.call(), input);
            if (call.function().equals("single_value")) {
                singleValue(measure.output(), call, measures, deferred);
            } else {
                measures.add(new Aggregate.Measure(measure.output(), call));
            }
        }
        LogicalPlan plan = new Aggregate(input.plan(), keyed.columns(), measures);
        return new Lifted(plan, keyed.conditions(), deferred, aggregate.groupings().isEmpty() ? absent(aggregate.aggregates()) : null);
    }

    private Lifted.Absent absent(List<Aggregate.Measure> measures) {
        Map<Long, NamedExpr> values = new LinkedHashMap<>();
        for (Aggregate.Measure measure : measures) {
            values.put(measure.output().id(), new NamedExpr(measure.output(), emptyGroups.value(measure.call())));
        }
        return new Lifted.Absent(values, List.of(), List.of());
    }

    /** Groups are also made of keys that no left row has: that one of them has two rows is an error only when a left row meets it. */
    private void singleValue(Attribute output, AggregateCall call, List<Aggregate.Measure> measures, Map<Long, NamedExpr> deferred) {
        Attribute rows = ids.attribute("rows", DataType.BIGINT, false);
        Attribute value = ids.attribute(output.name(), output.type(), true);
        measures.add(new Aggregate.Measure(rows,
                new AggregateCall("count", List.of(), false, call.filter(), List.of(), DataType.BIGINT, false)));
        measures.add(new Aggregate.Measure(value,
                new AggregateCall("first", call.arguments(), false, call.filter(), List.of(), call.type(), true)));
        Expr failure = new Cast(new Call("too_many_rows", List.of(), DataType.NULL, true), output.type(), OnError.THROW);
        Expr checked = new Case(List.of(new Compare(Compare.Op.GT, rows.ref(), Literal.of(1L))), List.of(failure), value.ref(),
                output.type());
        deferred.put(output.id(), new NamedExpr(output, checked));
    }

    Lifted distinct(Lifted lifted, List<Attribute> output) {
        if (lifted.absent() != null) {
            return lifted;
        }
        Lifted input = lifted.deferred().isEmpty() ? grouped(lifted, List.of()) : bind(lifted, Set.of());
        Keyed keyed = keyed(input, output.stream().map(NamedExpr::of).toList());
        return new Lifted(new Distinct(new Project(input.plan(), keyed.columns())), keyed.conditions(), Map.of(), null);
    }

    private Lifted limit(Limit limit) {
        if (limit.input() instanceof Project(var below, var columns)) {
            return project(lift(new Limit(below, limit.limit(), limit.offset())), columns);
        }
        if (!domain.isUsedBy(limit.input())) {
            return Lifted.of(limit);
        }
        List<SortKey> order = limit.input() instanceof Sort(var _, var keys, var _) ? keys : List.of();
        Lifted lifted = lift(limit.input());
        boolean atMostOne = lifted.absent() != null && limit.offset() == 0 && limit.limit() != 0;
        if (atMostOne) {
            return lifted;
        }
        Lifted input = grouped(lifted, order.stream().map(SortKey::expr).toList());
        List<Expr> partition = keys(input).stream().map(Key::inner).toList();
        List<SortKey> localOrder = order.stream()
                .map(key -> new SortKey(localize(key.expr(), input), key.ascending(), key.nullsFirst())).toList();
        if (partition.isEmpty()) {
            LogicalPlan sorted = localOrder.isEmpty() ? input.plan() : new Sort(input.plan(), localOrder, true);
            return input.withPlan(limit.withChildren(List.of(sorted)));
        }
        Attribute number = ids.attribute("row_number", DataType.INT, false);
        AggregateCall call = new AggregateCall("row_number", List.of(), false, null, List.of(), DataType.INT, false);
        List<SortKey> by = localOrder.isEmpty() ? List.of(SortKey.ascending(partition.getFirst())) : localOrder;
        LogicalPlan numbered = new Window(input.plan(), partition, by,
                List.of(new Window.Function(number, call, WindowFrame.ROWS_SO_FAR, false)));
        List<Expr> wanted = new ArrayList<>();
        if (limit.limit() >= 0) {
            wanted.add(new Compare(Compare.Op.LE, number.ref(), Literal.of(clamped(limit.limit() + limit.offset()))));
        }
        if (limit.offset() > 0) {
            wanted.add(new Compare(Compare.Op.GT, number.ref(), Literal.of(clamped(limit.offset()))));
        }
        return input.withPlan(new Filter(numbered, Conjuncts.join(wanted)));
    }

    private static int clamped(long rows) {
        return rows < 0 || rows > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) rows;
    }

    private Lifted window(Window window) {
        Lifted input = grouped(lift(window.input()), NodeExpressions.of(window));
        List<Expr> partition = new ArrayList<>();
        window.partitionBy().forEach(expr -> partition.add(localize(expr, input)));
        for (Key key : keys(input)) {
            if (!Sameness.contains(partition, key.inner())) {
                partition.add(key.inner());
            }
        }
        List<SortKey> order = window.orderBy().stream()
                .map(key -> new SortKey(localize(key.expr(), input), key.ascending(), key.nullsFirst())).toList();
        List<Window.Function> functions = window.functions().stream()
                .map(function -> new Window.Function(function.output(), localize(function.call(), input),
                        function.frame().map(expr -> localize(expr, input)), function.ignoreNulls()))
                .toList();
        return input.withPlan(new Window(input.plan(), partition, order, functions));
    }

    private Lifted generate(Generate generate) {
        Lifted input = computing(oneByOne(lift(generate.input())), List.of(generate.generator()));
        Call generator = (Call) localize(generate.generator(), input);
        return input.withPlan(new Generate(input.plan(), generator, generate.outer(), generate.generated()));
    }

    private Lifted expand(Expand expand) {
        List<Expr> all = NodeExpressions.of(expand);
        Lifted lifted = oneByOne(lift(expand.input()));
        Lifted input = lifted.deferred().isEmpty() ? computing(lifted, all) : bind(lifted, domain.in(all));
        List<Attribute> output = new ArrayList<>(expand.output());
        Map<Long, Expr> copies = new HashMap<>();
        List<Attribute> carried = input.carried();
        for (Attribute attribute : carried) {
            Attribute copy = attribute.copy(ids.next());
            output.add(copy);
            copies.put(attribute.id(), copy.ref());
        }
        List<List<Expr>> projections = new ArrayList<>();
        for (List<Expr> projection : expand.projections()) {
            List<Expr> columns = new ArrayList<>();
            projection.forEach(expr -> columns.add(localize(expr, input)));
            carried.forEach(attribute -> columns.add(attribute.ref()));
            projections.add(columns);
        }
        List<Expr> conditions = input.conditions().stream().map(condition -> References.substitute(condition, copies)).toList();
        return new Lifted(new Expand(input.plan(), projections, output), conditions, Map.of(), null);
    }

    /** The same relation without a row for empty groups that is not in the plan. */
    Lifted oneByOne(Lifted lifted) {
        return lifted.absent() == null ? lifted : bind(lifted, Set.of());
    }

    /** The same relation, so that its plan has what these expressions use. */
    Lifted computing(Lifted lifted, List<Expr> expressions) {
        boolean ready = expressions.stream().noneMatch(expr -> domain.isUsedBy(localize(expr, lifted))
                || uses(expr, lifted.deferred().keySet()));
        return ready ? lifted : bind(lifted, domain.in(expressions));
    }

    /** As {@link #computing}, and the conditions take whole groups of equal keys, or all rows or none. */
    private Lifted grouped(Lifted lifted, List<Expr> expressions) {
        Set<Long> inside = lifted.inside();
        boolean keyed = lifted.absent() == null && lifted.conditions().stream().allMatch(condition -> Key.of(condition, domain, inside)
                .isPresent() || References.of(condition).stream().noneMatch(inside::contains));
        return keyed ? computing(lifted, expressions) : bind(lifted, domain.in(expressions));
    }

    /** Joins the distinct left values to the plan and computes everything there: what is left are equalities with those values. */
    Lifted bind(Lifted lifted, Set<Long> more) {
        Set<Long> needed = domain.in(lifted.expressions());
        needed.addAll(more);
        return bindTo(lifted, needed);
    }

    /** As {@link #bind}, to these left columns. */
    Lifted bindTo(Lifted lifted, Set<Long> needed) {
        Domain.Values values = domain.values(needed);
        Expr condition = References.substitute(Conjuncts.join(lifted.conditions()), values.columns());
        List<NamedExpr> columns = new ArrayList<>();
        values.plan().output().forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        Lifted.Absent absent = lifted.absent();
        if (absent == null) {
            JoinType type = Conjuncts.isTrue(condition) ? JoinType.CROSS : JoinType.INNER;
            LogicalPlan joined = new Join(values.plan(), lifted.plan(), type, condition);
            if (lifted.deferred().isEmpty()) {
                return new Lifted(joined, values.conditions(), Map.of(), null);
            }
            lifted.plan().output().forEach(attribute -> columns.add(NamedExpr.of(attribute)));
            lifted.deferred().values()
                    .forEach(column -> columns.add(new NamedExpr(column.output(), References.substitute(column.expr(), values.columns()))));
            return new Lifted(new Project(joined, columns), values.conditions(), Map.of(), null);
        }
        Padding padding = Padding.of(lifted.plan(), ids);
        LogicalPlan joined = new Join(values.plan(), padding.plan(), JoinType.LEFT, condition);
        List<Expr> kept = new ArrayList<>();
        for (int i = 0; i < absent.present().size(); i++) {
            kept.add(References.substitute(padding.value(absent.present().get(i), absent.missing().get(i)), values.columns()));
        }
        LogicalPlan filtered = kept.isEmpty() ? joined : new Filter(joined, Conjuncts.join(kept));
        rows(lifted, padding)
                .forEach(column -> columns.add(new NamedExpr(column.output(), References.substitute(column.expr(), values.columns()))));
        return new Lifted(new Project(filtered, columns), values.conditions(), Map.of(), null);
    }

    /** The columns of a relation with one row for each left row, computed above the left join that adds them. */
    static List<NamedExpr> rows(Lifted lifted, Padding padding) {
        Lifted.Absent absent = lifted.absent();
        if (absent == null) {
            throw ErrorCondition.INTERNAL_ERROR.with("detail", "A subquery's empty group has no value.");
        }
        List<NamedExpr> columns = new ArrayList<>();
        Map<Long, Expr> definitions = lifted.definitions();
        absent.values().forEach((id, missing) -> {
            Expr present = definitions.getOrDefault(id, missing.output().ref());
            Expr value = padding.value(present, missing.expr());
            columns.add(new NamedExpr(missing.output().withNullable(value.nullable()), value));
        });
        return columns;
    }

    /** Grouping columns with the keys among them, and the conditions over what they give. */
    record Keyed(List<NamedExpr> columns, List<Expr> conditions) {}

    Keyed keyed(Lifted input, List<NamedExpr> groupings) {
        List<NamedExpr> columns = new ArrayList<>(groupings);
        List<Expr> conditions = new ArrayList<>();
        Set<Long> inside = input.inside();
        for (Expr condition : input.conditions()) {
            Optional<Key> key = Key.of(condition, domain, inside);
            conditions.add(key.isPresent() ? key.get().withInner(column(key.get().inner(), columns)).condition() : condition);
        }
        return new Keyed(columns, conditions);
    }

    private Expr column(Expr inner, List<NamedExpr> columns) {
        for (NamedExpr column : columns) {
            if (Sameness.of(column.expr(), inner)) {
                return column.output().ref();
            }
        }
        NamedExpr added = inner instanceof ColumnRef(var attribute) ? NamedExpr.of(attribute)
                : new NamedExpr(ids.attribute("key", inner.type(), inner.nullable()), inner);
        columns.add(added);
        return added.output().ref();
    }

    List<Key> keys(Lifted lifted) {
        Set<Long> inside = lifted.inside();
        return lifted.conditions().stream().flatMap(condition -> Key.of(condition, domain, inside).stream()).toList();
    }

    Expr localize(Expr expr, Lifted lifted) {
        return Split.localize(expr, lifted.conditions(), domain, lifted.inside());
    }

    private AggregateCall localize(AggregateCall call, Lifted lifted) {
        List<Expr> arguments = call.arguments().stream().map(argument -> localize(argument, lifted)).toList();
        Expr filter = call.filter();
        List<SortKey> order = call.order().stream()
                .map(key -> new SortKey(localize(key.expr(), lifted), key.ascending(), key.nullsFirst())).toList();
        return new AggregateCall(call.function(), arguments, call.distinct(), filter == null ? null : localize(filter, lifted), order,
                call.type(), call.nullable());
    }

    private static boolean uses(Expr expr, Collection<Long> columns) {
        return References.of(expr).stream().anyMatch(columns::contains);
    }
}
