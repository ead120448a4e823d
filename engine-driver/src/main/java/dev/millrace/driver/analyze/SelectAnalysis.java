package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.References;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedAll;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Analysis of SELECT lists, with and without GROUP BY. */
final class SelectAnalysis {

    private final AnalysisContext context;
    private final UnresolvedTree tree;

    SelectAnalysis(AnalysisContext context) {
        this.context = context;
        this.tree = new UnresolvedTree(context.functions());
    }

    /** A result column; {@code alias} null: named after its expression. */
    private record Item(UnresolvedExpr expr, @Nullable String alias) {}

    LogicalPlan project(LogicalPlan input, List<UnresolvedExpr> columns) {
        if (aggregates(columns)) {
            return aggregate(input, List.of(), null, columns, Optional.empty());
        }
        UsingKeys keys = UsingKeys.named(input, columns);
        List<Item> items = items(columns, keys);
        LogicalPlan source = generate(keys.plan(), items);
        SelectClause clause = new SelectClause(context, new Scope(source.output()), new Clause.Plain("a projection"));
        List<Expr> resolved = resolve(items, clause);
        OutputColumns output = named(items, resolved, clause);
        return output.over(clause.windowsOver(clause.resolver().subqueries().over(source), expr -> expr));
    }

    private boolean aggregates(List<UnresolvedExpr> columns) {
        for (UnresolvedExpr column : columns) {
            if (tree.aggregates(column)) {
                return true;
            }
        }
        return false;
    }

    LogicalPlan aggregate(LogicalPlan given, List<UnresolvedExpr> groupings, @Nullable List<List<Integer>> groupingSets,
            List<UnresolvedExpr> outputs, Optional<UnresolvedExpr> having) {
        List<UnresolvedExpr> naming = new ArrayList<>(groupings);
        naming.addAll(outputs);
        having.ifPresent(naming::add);
        UsingKeys using = UsingKeys.named(given, naming);
        LogicalPlan input = using.plan();
        Scope scope = new Scope(input.output());
        List<Item> items = items(outputs, using);
        ExpressionResolver keys = new ExpressionResolver(context, scope, new Clause.Plain("GROUP BY"));
        List<NamedExpr> written = groupings(groupings, items, keys);
        LogicalPlan source = keys.subqueries().over(input);
        GroupingSets sets =
                groupingSets == null ? GroupingSets.none(source, written) : GroupingSets.expand(context, source, written, groupingSets);
        Groups groups = new Groups(scope);
        for (int i = 0; i < written.size(); i++) {
            groups.add(written.get(i).expr(), sets.columns().get(i));
        }
        Attribute groupingId = sets.id();
        Scope visible = groupingId == null ? scope : new Scope(input.output(), new Scope(List.of(groupingId)));
        SelectClause clause = new SelectClause(context, visible, keys.subqueries());
        GroupingCalls grouping = new GroupingCalls(sets, written, clause.resolver());
        List<Expr> resolved = new ArrayList<>(items.size());
        for (Item item : items) {
            Expr expr = groups.replace(clause.resolver().resolve(rewritten(item.expr(), grouping)));
            resolved.add(expr);
            if (item.alias() != null) {
                clause.define(item.alias(), expr);
            }
        }
        Conditions condition = having.isPresent()
                ? new Conditions(rewritten(having.get(), grouping),
                        new ExpressionResolver(context, visible, new Having(clause, References.ids(ofColumns(written)))))
                : null;
        OutputColumns output = named(items, resolved, clause);
        UnaryOperator<Expr> overGroups = expr -> clause.renamed(groups.replace(expr));
        LogicalPlan plan = new Aggregate(clause.inArguments().over(sets.input()), sets.keys(), clause.measures());
        if (condition != null) {
            plan = condition.over(plan, overGroups);
        }
        plan = clause.resolver().subqueries().over(plan, overGroups);
        return output.over(clause.windowsOver(plan, overGroups));
    }

    /** In HAVING, an alias of the SELECT list goes before a column that is not grouped by. */
    private record Having(SelectClause select, Set<Long> grouped) implements Clause {
        @Override
        public Expr aggregate(FunctionDefinition function, UnresolvedCall call, String text) {
            return select.aggregate(function, call, text);
        }

        @Override
        public Expr window(UnresolvedWindow window, String text) {
            return new Plain("HAVING").window(window, text);
        }

        @Override
        public @Nullable Expr alias(String name) {
            return select.alias(name);
        }

        @Override
        public boolean hides(Attribute column) {
            return !grouped.contains(column.id());
        }
    }

    private static List<Attribute> ofColumns(List<NamedExpr> groupings) {
        List<Attribute> columns = new ArrayList<>();
        for (NamedExpr grouping : groupings) {
            if (grouping.expr() instanceof ColumnRef(var attribute)) {
                columns.add(attribute);
            }
        }
        return columns;
    }

    private UnresolvedExpr rewritten(UnresolvedExpr expr, GroupingCalls grouping) {
        return GroupingCalls.in(expr) ? grouping.replace(expr) : expr;
    }

    private List<NamedExpr> groupings(List<UnresolvedExpr> groupings, List<Item> items, ExpressionResolver resolver) {
        Scope scope = resolver.scope();
        List<NamedExpr> resolved = new ArrayList<>();
        for (UnresolvedExpr grouping : expanded(groupings, items)) {
            String alias = grouping instanceof UnresolvedAlias(var _, var names) ? names.getFirst() : null;
            UnresolvedExpr expr = grouping instanceof UnresolvedAlias(var aliased, var _) ? aliased : grouping;
            if (expr instanceof UnresolvedLiteral(var literal) && literal.value() instanceof Integer position) {
                if (position < 1 || position > items.size()) {
                    throw ErrorCondition.GROUP_BY_POS_OUT_OF_RANGE.with("position", position, "size", items.size());
                }
                expr = items.get(position - 1).expr();
                if (tree.aggregates(expr)) {
                    throw ErrorCondition.GROUP_BY_POS_AGGREGATE.with("position", position, "expression",
                            "\"" + resolver.names().text(expr) + "\"");
                }
            } else {
                expr = withAliases(expr, items, resolver);
            }
            Expr key = resolver.resolve(expr);
            if (!key.type().isOrderable()) {
                throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + resolver.names().text(expr) + "\"", "detail",
                        "values of type " + key.type().sql() + " cannot be grouped.");
            }
            if (key instanceof ColumnRef(var attribute) && alias == null && !resolver.isOuter(attribute)) {
                resolved.add(NamedExpr.of(attribute));
            } else {
                String name = alias == null ? resolver.names().ofColumn(expr) : alias;
                resolved.add(new NamedExpr(context.ids().attribute(name, key.type(), key.nullable()), key));
            }
        }
        return resolved;
    }

    /** Columns that the input lacks may be named as the SELECT list does. */
    private UnresolvedExpr withAliases(UnresolvedExpr expr, List<Item> items, ExpressionResolver resolver) {
        if (!(expr instanceof UnresolvedColumn(var parts, var _))) {
            return expr instanceof UnresolvedSubquery ? expr : expr.mapChildren(child -> withAliases(child, items, resolver));
        }
        if (parts.size() > 1 || resolver.scope().find(parts) != null) {
            return expr;
        }
        for (Item item : items) {
            String alias = item.alias();
            String name = alias == null ? resolver.names().ofColumn(item.expr()) : alias;
            if (!name.equalsIgnoreCase(parts.getFirst())) {
                continue;
            }
            if (tree.aggregates(item.expr())) {
                throw ErrorCondition.GROUP_BY_AGGREGATE.with("expression", "\"" + resolver.names().text(item.expr()) + "\"");
            }
            return item.expr();
        }
        return expr;
    }

    /** GROUP BY ALL: by every column of the SELECT list without an aggregate. */
    private List<UnresolvedExpr> expanded(List<UnresolvedExpr> groupings, List<Item> items) {
        if (groupings.size() != 1 || !(groupings.getFirst() instanceof UnresolvedAll)) {
            return groupings;
        }
        List<UnresolvedExpr> all = new ArrayList<>();
        for (Item item : items) {
            boolean groups = !tree.aggregates(item.expr()) && !(item.expr() instanceof UnresolvedLiteral);
            if (groups) {
                all.add(item.expr());
            }
        }
        return all;
    }

    private List<Item> items(List<UnresolvedExpr> columns, UsingKeys keys) {
        List<Item> items = new ArrayList<>(columns.size());
        for (UnresolvedExpr column : columns) {
            switch (column) {
                case UnresolvedStar star -> {
                    for (UnresolvedExpr expanded : Stars.expand(star, keys.scope(star), context.enclosing())) {
                        items.add(expanded instanceof UnresolvedAlias(var input, var names)
                                ? new Item(input, names.getFirst())
                                : new Item(expanded, null));
                    }
                }
                case UnresolvedAlias(var input, var names) when names.size() == 1 || !tree.generates(input) ->
                        items.add(new Item(input, names.getFirst()));
                default -> items.add(new Item(column, null));
            }
        }
        return items;
    }

    private List<Expr> resolve(List<Item> items, SelectClause clause) {
        List<Expr> resolved = new ArrayList<>(items.size());
        for (Item item : items) {
            Expr expr = clause.resolver().resolve(item.expr());
            resolved.add(expr);
            if (item.alias() != null) {
                clause.define(item.alias(), expr);
            }
        }
        return resolved;
    }

    private OutputColumns named(List<Item> items, List<Expr> resolved, SelectClause clause) {
        List<String> names = new ArrayList<>(items.size());
        List<Integer> owners = new ArrayList<>();
        List<Long> renamed = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            String alias = item.alias();
            names.add(alias == null ? clause.resolver().names().ofColumn(item.expr()) : alias);
            if (resolved.get(i) instanceof ColumnRef(var attribute) && !renamed.contains(attribute.id())
                    && clause.rename(attribute, names.get(i))) {
                renamed.add(attribute.id());
                owners.add(i);
            }
        }
        OutputColumns output = new OutputColumns(context.ids());
        for (int i = 0; i < items.size(); i++) {
            boolean outer = resolved.get(i) instanceof ColumnRef(var attribute) && clause.resolver().isOuter(attribute);
            boolean keepsIdentity = owners.contains(i) || items.get(i).alias() == null;
            output.add(clause.renamed(resolved.get(i)), names.get(i), keepsIdentity && !outer);
        }
        return output;
    }

    /** Puts a Generate over the input when a column is a generator; the items then name the generated columns. */
    private LogicalPlan generate(LogicalPlan input, List<Item> items) {
        LogicalPlan source = input;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            UnresolvedExpr expr = item.expr() instanceof UnresolvedAlias(var aliased, var _) ? aliased : item.expr();
            if (!tree.generates(expr)) {
                continue;
            }
            if (source != input) {
                throw ErrorCondition.UNSUPPORTED_GENERATOR.with("expression", "the SELECT list", "detail",
                        "it has more than one; use LATERAL VIEW for the second");
            }
            List<String> names = item.alias() != null
                    ? List.of(item.alias())
                    : item.expr() instanceof UnresolvedAlias(var _, var several) ? several : List.of();
            Generate generate = new Generators(context).over(input, (UnresolvedCall) expr, names, false);
            List<Item> generated = new ArrayList<>();
            for (Attribute attribute : generate.generated()) {
                generated.add(new Item(new ResolvedColumn(attribute), null));
            }
            items.remove(i);
            items.addAll(i, generated);
            source = generate;
        }
        return source;
    }
}
