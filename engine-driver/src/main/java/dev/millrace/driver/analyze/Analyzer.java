package dev.millrace.driver.analyze;

import dev.millrace.config.Config;
import dev.millrace.driver.expression.References;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.SortKey;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Write;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAll;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedText;
import dev.millrace.spi.ConstantEvaluator;
import dev.millrace.spi.SqlParser;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes a typed plan of what the user wrote.
 *
 * <p>{@code LogicalPlan plan = new Analyzer(functions, catalog, config, ids, constants, parser).analyze(unresolved);}
 */
public final class Analyzer {

    private final AnalysisContext context;

    /** @param ids gives ids to new columns; one for all analyzers of a session */
    public Analyzer(FunctionRegistry functions, RelationCatalog catalog, Config config, AttributeIds ids, ConstantEvaluator constants,
            SqlParser parser) {
        this(new AnalysisContext(functions, catalog, config, ids, constants, parser, null, null, new HashSet<>()));
    }

    Analyzer(AnalysisContext context) {
        this.context = context;
    }

    /** @throws EngineException UNRESOLVED_COLUMN, AMBIGUOUS_REFERENCE, DATATYPE_MISMATCH, MISSING_GROUP_BY, PATH_NOT_FOUND … */
    public LogicalPlan analyze(UnresolvedPlan plan) {
        try {
            return typed(plan);
        } catch (EngineException e) {
            throw ExpressionResolver.located(e, switch (plan) {
                case UnresolvedPlan.Table(var _, var origin) -> origin;
                case UnresolvedPlan.File(var _, var origin) -> origin;
                case UnresolvedPlan.TableFunction(var call) -> call.origin();
                case UnresolvedPlan.LateralView view -> view.generator().origin();
                default -> Origin.NONE;
            });
        }
    }

    private LogicalPlan typed(UnresolvedPlan plan) {
        return switch (plan) {
            case UnresolvedPlan.Analyzed(var analyzed) -> context.enclosing() == null ? analyzed : context.apart(analyzed);
            case UnresolvedPlan.Read(var source) -> new Relations(context).read(source);
            case UnresolvedPlan.Table(var name, var _) -> new Relations(context).table(name);
            case UnresolvedPlan.Rows(var rows) -> new Relations(context).rows(rows);
            case UnresolvedPlan.Range(var start, var end, var step, var partitions) ->
                    new Range(start, end, step, partitions, List.of(context.ids().attribute("id", DataType.BIGINT, false)));
            case UnresolvedPlan.Project written -> project(TimeWindows.written(
                    new UnresolvedPlan.Project(written.input(), parsed(written.columns()))));
            case UnresolvedPlan.Filter(var input, var condition) -> filter(analyze(input), parsed(condition));
            case UnresolvedPlan.Aggregate written -> aggregate(TimeWindows.written(
                    new UnresolvedPlan.Aggregate(written.input(), parsed(written.groupings()), written.groupingSets(),
                            parsed(written.outputs()), written.having().map(this::parsed))));
            case UnresolvedPlan.Join(var left, var right, var type, var using, var condition) ->
                    new JoinAnalysis(context).join(analyze(left), analyze(right), type, using, condition.map(this::parsed));
            case UnresolvedPlan.Sort(var input, var keys, var global) -> sort(analyze(input), parsed(keys), global);
            case UnresolvedPlan.Limit(var input, var limit, var offset) -> new Limit(analyze(input), limit, offset);
            case UnresolvedPlan.SetOperation operation ->
                    new SetOperationAnalysis(context).build(analyze(operation.left()), analyze(operation.right()), operation);
            case UnresolvedPlan.Distinct(var input, var columns) -> distinct(analyze(input), columns);
            case UnresolvedPlan.Alias(var input, var name, var columns) -> alias(analyze(input), name, columns);
            case UnresolvedPlan.Sample(var input, var lower, var upper, var withReplacement, var seed) ->
                    new Sample(analyze(input), lower, upper, withReplacement, seed);
            case UnresolvedPlan.Repartition repartition -> repartition(analyze(repartition.input()), repartition);
            case UnresolvedPlan.Hint(var input, var name, var parameters) ->
                    Hints.over(analyze(input), name.toLowerCase(Locale.ROOT), parameters);
            case UnresolvedPlan.Write(var input, var target) -> write(analyze(input), target);
            case UnresolvedPlan.File(var path, var _) -> new Relations(context).file(path);
            case UnresolvedPlan.Values(var rows) -> new Relations(context).values(rows);
            case UnresolvedPlan.Qualify(var input, var condition) -> qualify(analyze(input), condition);
            case UnresolvedPlan.TableFunction(var call) -> new Generators(context).table(call);
            case UnresolvedPlan.LateralView(var input, var generator, var outer, var alias, var columns) ->
                    new Generators(context).view(analyze(input), generator, outer, alias, columns);
            case UnresolvedPlan.LateralJoin join -> lateral(join);
            case UnresolvedPlan.NaturalJoin(var left, var right, var type) ->
                    new JoinAnalysis(context).natural(analyze(left), analyze(right), type);
            case UnresolvedPlan.Pivot pivot -> new PivotAnalysis(context).pivot(analyze(pivot.input()), pivot);
            case UnresolvedPlan.Unpivot unpivot -> new PivotAnalysis(context).unpivot(analyze(unpivot.input()), unpivot);
            case UnresolvedPlan.With with -> with(with);
            case UnresolvedPlan.LimitBy(var input, var limit, var offset) -> {
                LogicalPlan rows = analyze(input);
                yield new Limit(rows, limit.isPresent() ? rowCount(limit.get(), rows, "LIMIT") : -1,
                        offset.isPresent() ? rowCount(offset.get(), rows, "OFFSET") : 0);
            }
        };
    }

    private LogicalPlan project(UnresolvedPlan.Project plan) {
        return new SelectAnalysis(context).project(analyze(plan.input()), plan.columns());
    }

    private LogicalPlan aggregate(UnresolvedPlan.Aggregate plan) {
        return new SelectAnalysis(context).aggregate(analyze(plan.input()), plan.groupings(), plan.groupingSets(), plan.outputs(),
                plan.having());
    }

    /** The expression with SQL text in it read. */
    private UnresolvedExpr parsed(UnresolvedExpr expr) {
        return expr instanceof UnresolvedText(var sql) ? context.parser().expression(sql) : expr.mapChildren(this::parsed);
    }

    private List<UnresolvedExpr> parsed(List<UnresolvedExpr> expressions) {
        List<UnresolvedExpr> parsed = new ArrayList<>(expressions.size());
        for (UnresolvedExpr expr : expressions) {
            parsed.add(parsed(expr));
        }
        return parsed;
    }

    /** A generator on the right is a step of the left rows; any other relation is computed for each of them. */
    private LogicalPlan lateral(UnresolvedPlan.LateralJoin join) {
        LogicalPlan left = analyze(join.left());
        Generators generators = new Generators(context);
        boolean padded = join.type() == JoinType.LEFT;
        if (!padded || join.condition().isEmpty()) {
            LogicalPlan generated = switch (join.right()) {
                case UnresolvedPlan.TableFunction(var call) when generators.generates(call) ->
                        generators.view(left, call, padded, "", List.of());
                case UnresolvedPlan.Alias(UnresolvedPlan.TableFunction(var call), var name, var columns) when generators.generates(call) ->
                        generators.view(left, call, padded, name, columns);
                default -> null;
            };
            if (generated != null) {
                return join.condition().isEmpty() ? generated : filter(generated, join.condition().get());
            }
        }
        ExpressionResolver resolver = new ExpressionResolver(context, new Scope(left.output()), new Clause.Plain("LATERAL"));
        LogicalPlan right = new Analyzer(context.inside(resolver)).analyze(join.right());
        return new JoinAnalysis(context).lateral(left, right, join.type(), join.condition());
    }

    private LogicalPlan with(UnresolvedPlan.With with) {
        CommonTables tables = context.tables();
        Set<String> names = new HashSet<>();
        for (UnresolvedPlan.CommonTable table : with.tables()) {
            Analyzer analyzer = new Analyzer(context.with(tables));
            LogicalPlan plan = analyzer.definition(table, with.recursive());
            if (!names.add(table.name().toLowerCase(Locale.ROOT))) {
                throw ExpressionResolver.located(ErrorCondition.DUPLICATED_CTE_NAMES.with("name", table.name()), table.origin());
            }
            LogicalPlan named = table.columns().isEmpty() ? plan : analyzer.alias(plan, table.name(), table.columns());
            tables = new CommonTables(table.name(), named, tables);
        }
        return new Analyzer(context.with(tables)).analyze(with.body());
    }

    private LogicalPlan definition(UnresolvedPlan.CommonTable table, boolean recursive) {
        try {
            return analyze(table.plan());
        } catch (EngineException e) {
            boolean ofItself = recursive && e.condition() == ErrorCondition.TABLE_OR_VIEW_NOT_FOUND
                    && e.parameters().getOrDefault("name", "").equalsIgnoreCase("\"" + table.name() + "\"");
            if (ofItself) {
                return new Recursion(context).table(table);
            }
            throw e;
        }
    }

    /** A constant number of rows. */
    private long rowCount(UnresolvedExpr written, LogicalPlan rows, String clause) {
        ExpressionResolver resolver = new ExpressionResolver(context, new Scope(rows.output()), new Clause.Plain(clause));
        Expr expr = resolver.resolve(written);
        String detail;
        if (!References.of(expr).isEmpty()) {
            detail = "it must be a constant";
        } else if (!expr.type().isIntegral()) {
            detail = "it must be a whole number, but has the type " + expr.type().sql();
        } else {
            Literal literal = expr instanceof Literal known ? known : context.constants().evaluate(expr);
            if (literal.value() instanceof Number number && number.longValue() >= 0) {
                return number.longValue();
            }
            detail = literal.value() == null ? "it is NULL" : "it is negative";
        }
        throw ErrorCondition.INVALID_LIMIT_LIKE_EXPRESSION.with("clause", clause, "expression",
                "\"" + resolver.names().text(written) + "\"", "detail", detail);
    }

    private LogicalPlan filter(LogicalPlan input, UnresolvedExpr condition) {
        if (new UnresolvedTree(context.functions()).hasSubquery(condition)) {
            return new Conditions(condition, new ExpressionResolver(context, new Scope(input.output()), new Clause.Plain("WHERE")))
                    .over(input, expr -> expr);
        }
        HiddenColumns.Resolved resolved = new HiddenColumns(context).resolve(input, List.of(condition), HiddenColumns.FILTER);
        Expr checked = Operators.condition(resolved.expressions().getFirst(), resolved.resolver().names().text(condition));
        return HiddenColumns.Resolved.restore(new Filter(resolved.plan(), checked), input);
    }

    private LogicalPlan sort(LogicalPlan input, List<UnresolvedExpr> asked, boolean global) {
        List<UnresolvedExpr> written = new ArrayList<>();
        for (UnresolvedExpr key : asked) {
            if (key instanceof UnresolvedSortKey(UnresolvedAll(), var ascending, var nullsFirst)) {
                for (Attribute attribute : input.output()) {
                    written.add(new UnresolvedSortKey(new ResolvedColumn(attribute), ascending, nullsFirst));
                }
            } else {
                written.add(key);
            }
        }
        List<UnresolvedExpr> inner = new ArrayList<>();
        for (UnresolvedExpr key : written) {
            UnresolvedExpr expr = key instanceof UnresolvedSortKey(var of, var _, var _) ? of : key;
            boolean ordinal = expr instanceof UnresolvedLiteral(var literal) && literal.value() instanceof Integer;
            inner.add(ordinal ? new ResolvedColumn(ordinal(input, (int) ((UnresolvedLiteral) expr).literal().value())) : expr);
        }
        HiddenColumns.Resolved resolved = new HiddenColumns(context).resolve(input, inner, "ORDER BY");
        List<SortKey> keys = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            keys.add(resolved.resolver().sortKey(written.get(i), resolved.expressions().get(i)));
        }
        LogicalPlan source = resolved.resolver().subqueries().over(resolved.plan());
        return keys.isEmpty() ? input : HiddenColumns.Resolved.restore(new Sort(source, keys, global), input);
    }

    /** {@code ORDER BY 2}: the second column. */
    private static Attribute ordinal(LogicalPlan input, int position) {
        List<Attribute> output = input.output();
        if (position < 1 || position > output.size()) {
            throw ErrorCondition.ORDER_BY_POS_OUT_OF_RANGE.with("position", position, "size", output.size());
        }
        return output.get(position - 1);
    }

    /** QUALIFY: the condition is over the result and over what the SELECT saw. */
    private LogicalPlan qualify(LogicalPlan input, UnresolvedExpr condition) {
        HiddenColumns.Resolved resolved = new HiddenColumns(context).resolve(input, List.of(condition), "QUALIFY");
        Expr checked = Operators.condition(resolved.expressions().getFirst(), resolved.resolver().names().text(condition));
        LogicalPlan source = resolved.resolver().subqueries().over(resolved.plan());
        return HiddenColumns.Resolved.restore(new Filter(source, checked), input);
    }

    /** All columns, or the first row of each combination of some: an aggregate that keeps the identity of the other columns. */
    private LogicalPlan distinct(LogicalPlan input, List<String> columns) {
        if (columns.isEmpty()) {
            for (Attribute attribute : input.output()) {
                if (!attribute.type().isOrderable()) {
                    throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + attribute.name() + "\"", "detail",
                            "values of type " + attribute.type().sql() + " cannot be compared, so they cannot be made distinct.");
                }
            }
            return new Distinct(input);
        }
        Scope scope = new Scope(input.output());
        List<NamedExpr> groupings = new ArrayList<>();
        Scope grouped = Scope.EMPTY;
        for (String column : columns) {
            Scope.Found found = scope.find(List.of(column));
            if (found == null) {
                throw scope.unresolved(List.of(column));
            }
            if (!grouped.contains(found.attribute().id())) {
                groupings.add(NamedExpr.of(found.attribute()));
                grouped = new Scope(List.of(found.attribute()), grouped);
            }
        }
        List<Aggregate.Measure> others = new ArrayList<>();
        List<NamedExpr> inOrder = new ArrayList<>();
        for (Attribute attribute : input.output()) {
            inOrder.add(NamedExpr.of(attribute));
            if (!grouped.contains(attribute.id())) {
                AggregateCall first = new AggregateCall("first", List.of(attribute.ref()), false, null, List.of(), attribute.type(),
                        attribute.nullable());
                others.add(new Aggregate.Measure(attribute, first));
            }
        }
        return new Project(new Aggregate(input, groupings, others), inOrder);
    }

    private LogicalPlan alias(LogicalPlan input, String name, List<String> columns) {
        if (columns.isEmpty()) {
            return new SubqueryAlias(input, name);
        }
        List<Attribute> output = input.output();
        if (columns.size() != output.size()) {
            throw ErrorCondition.ASSIGNMENT_ARITY_MISMATCH.with("targets", columns.size(), "values", output.size());
        }
        List<NamedExpr> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Attribute attribute = output.get(i);
            renamed.add(new NamedExpr(context.ids().attribute(columns.get(i), attribute.type(), attribute.nullable()), attribute.ref()));
        }
        return new SubqueryAlias(new Project(input, renamed), name);
    }

    private LogicalPlan repartition(LogicalPlan input, UnresolvedPlan.Repartition node) {
        ExpressionResolver resolver = new ExpressionResolver(context, new Scope(input.output()), new Clause.Plain("repartition"));
        List<SortKey> keys = new ArrayList<>();
        for (UnresolvedExpr key : parsed(node.keys())) {
            Expr expr = resolver.resolve(key);
            boolean number = expr instanceof Literal;
            if (!number) {
                keys.add(resolver.sortKey(key, expr));
            }
        }
        return new Repartition(input, node.partitions(), keys, node.byRange(), node.shuffle());
    }

    private LogicalPlan write(LogicalPlan input, WriteSpec target) {
        Scope scope = new Scope(input.output());
        Set<String> names = new HashSet<>();
        for (Attribute attribute : input.output()) {
            if (!names.add(attribute.name().toLowerCase(Locale.ROOT))) {
                throw ErrorCondition.COLUMN_ALREADY_EXISTS.with("name", "\"" + attribute.name() + "\"");
            }
        }
        List<String> partitionColumns = new ArrayList<>();
        for (String column : target.partitionColumns()) {
            Scope.Found found = scope.find(List.of(column));
            if (found == null) {
                throw scope.unresolved(List.of(column));
            }
            partitionColumns.add(found.attribute().name());
        }
        return new Write(input,
                new WriteSpec(target.format(), target.path(), target.mode(), target.options(), partitionColumns, input.schema()));
    }
}
