package dev.millrace.sql;

import dev.millrace.expr.OnError;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedAll;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedNamedArgument;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.plan.unresolved.UnresolvedText;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A query as one line, for comparison: {@code project(table(t), a, sum(b) as x)}. */
final class TreeText {

    private TreeText() {}

    static String of(UnresolvedExpr expr) {
        return switch (expr) {
            case UnresolvedColumn(var parts, var _) -> String.join(".", parts);
            case UnresolvedStar(var qualifier, var except) -> (qualifier.isEmpty() ? "*" : qualifier + ".*")
                    + (except.isEmpty() ? "" : " except " + except);
            case UnresolvedLiteral(var literal) -> switch (literal.type()) {
                case DataType.IntType _, DataType.StringType _, DataType.BooleanType _, DataType.NullType _,
                        DataType.DateType _, DataType.BinaryType _ ->
                        literal.toString();
                default -> literal + ":" + literal.type().simpleName();
            };
            case UnresolvedCall call -> of(call);
            case UnresolvedAlias(var input, var names) -> of(input) + " as " + String.join("/", names);
            case UnresolvedCast(var input, var type, var onError) ->
                    (onError == OnError.NULL ? "try_cast(" : "cast(") + of(input) + " " + type.simpleName() + ")";
            case UnresolvedCase(var conditions, var values, var otherwise) -> {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < conditions.size(); i++) {
                    parts.add(of(conditions.get(i)) + "->" + of(values.get(i)));
                }
                otherwise.ifPresent(value -> parts.add(of(value)));
                yield "case(" + String.join(", ", parts) + ")";
            }
            case UnresolvedSortKey(var input, var ascending, var nullsFirst) ->
                    of(input) + (ascending ? " asc" : " desc") + (nullsFirst == ascending ? "" : nullsFirst ? " first" : " last");
            case UnresolvedLambda(var parameters, var body) -> parameters + "->" + of(body);
            case UnresolvedNamedArgument(var name, var value) -> name + "=>" + of(value);
            case UnresolvedWindow window -> of(window);
            case UnresolvedSubquery(var kind, var plan, var values, var _) ->
                    kind.name().toLowerCase(Locale.ROOT) + "(" + of(plan) + (values.isEmpty() ? "" : "; " + list(values)) + ")";
            case UnresolvedAll() -> "ALL";
            case UnresolvedText(var sql) -> "text " + sql;
            case ResolvedColumn(var attribute, var _) -> attribute.toString();
        };
    }

    private static String of(UnresolvedCall call) {
        return call.name() + "(" + (call.distinct() ? "distinct " : "") + list(call.arguments())
                + (call.order().isEmpty() ? "" : " order " + list(call.order())) + ")"
                + call.filter().map(condition -> " filter " + of(condition)).orElse("");
    }

    private static String of(UnresolvedWindow window) {
        return of(window.function()) + " over(" + list(window.partitionBy()) + "; " + list(window.orderBy())
                + window.frame().map(frame -> "; " + frame.unit() + " " + of(frame.from()) + ".." + of(frame.to())).orElse("")
                + (window.ignoreNulls() ? "; ignore nulls" : "") + ")";
    }

    private static String of(UnresolvedWindow.Bound bound) {
        return bound.kind() + bound.offset().map(offset -> " " + of(offset)).orElse("");
    }

    static String list(List<? extends UnresolvedExpr> exprs) {
        return String.join(", ", exprs.stream().map(TreeText::of).toList());
    }

    private static String optional(Optional<UnresolvedExpr> expr) {
        return expr.map(TreeText::of).orElse("-");
    }

    static String of(UnresolvedPlan plan) {
        return switch (plan) {
            case UnresolvedPlan.Table table -> "table(" + String.join(".", table.name()) + ")";
            case UnresolvedPlan.File file -> "file(" + file.path() + ")";
            case UnresolvedPlan.Values(var rows) -> rows.equals(List.of(List.of())) ? "one"
                    : "values(" + String.join(" | ", rows.stream().map(TreeText::list).toList()) + ")";
            case UnresolvedPlan.Project(var input, var columns) -> "project(" + of(input) + "; " + list(columns) + ")";
            case UnresolvedPlan.Filter(var input, var condition) -> "filter(" + of(input) + "; " + of(condition) + ")";
            case UnresolvedPlan.Aggregate(var input, var groupings, var sets, var outputs, var having) -> "aggregate(" + of(input)
                    + "; by " + list(groupings) + (sets == null ? "" : " sets " + sets) + "; " + list(outputs)
                    + having.map(condition -> "; having " + of(condition)).orElse("") + ")";
            case UnresolvedPlan.Join(var left, var right, var type, var using, var condition) -> type + "(" + of(left) + ", " + of(right)
                    + (using.isEmpty() ? "" : "; using " + using) + condition.map(on -> "; " + of(on)).orElse("") + ")";
            case UnresolvedPlan.NaturalJoin(var left, var right, var type) -> "natural " + type + "(" + of(left) + ", " + of(right) + ")";
            case UnresolvedPlan.LateralJoin(var left, var right, var type, var condition) ->
                    "lateral " + type + "(" + of(left) + ", " + of(right) + condition.map(on -> "; " + of(on)).orElse("") + ")";
            case UnresolvedPlan.LateralView(var input, var generator, var outer, var alias, var columns) -> "view" + (outer ? " outer" : "")
                    + "(" + of(input) + "; " + of(generator) + "; " + alias + columns + ")";
            case UnresolvedPlan.Sort(var input, var keys, var global) ->
                    (global ? "sort(" : "sort within(") + of(input) + "; " + list(keys) + ")";
            case UnresolvedPlan.LimitBy(var input, var limit, var offset) ->
                    "limit(" + of(input) + "; " + optional(limit) + "; " + optional(offset) + ")";
            case UnresolvedPlan.SetOperation(var kind, var all, var left, var right, var byName, var _) ->
                    kind + (all ? " all" : "") + (byName ? " by name" : "") + "(" + of(left) + ", " + of(right) + ")";
            case UnresolvedPlan.Distinct(var input, var _) -> "distinct(" + of(input) + ")";
            case UnresolvedPlan.Alias(var input, var name, var columns) ->
                    of(input) + " as " + name + (columns.isEmpty() ? "" : columns.toString());
            case UnresolvedPlan.Sample(var input, var lower, var upper, var _, var seed) ->
                    "sample(" + of(input) + "; " + lower + ".." + upper + "; " + seed + ")";
            case UnresolvedPlan.Repartition(var input, var partitions, var keys, var byRange, var shuffle) -> "repartition(" + of(input)
                    + "; " + partitions + "; " + list(keys) + (byRange ? "; range" : "") + (shuffle ? "" : "; merge") + ")";
            case UnresolvedPlan.Hint(var input, var name, var parameters) ->
                    "hint(" + of(input) + "; " + name + "; " + list(parameters) + ")";
            case UnresolvedPlan.TableFunction(var call) -> "function(" + of(call) + ")";
            case UnresolvedPlan.With(var tables, var recursive, var body) -> "with" + (recursive ? " recursive" : "") + "("
                    + String.join(", ",
                            tables.stream().map(t -> t.name() + (t.columns().isEmpty() ? "" : t.columns()) + " = " + of(t.plan()))
                                    .toList())
                    + "; " + of(body) + ")";
            case UnresolvedPlan.Qualify(var input, var condition) -> "qualify(" + of(input) + "; " + of(condition) + ")";
            case UnresolvedPlan.Pivot(var input, var aggregates, var columns, var values) -> "pivot(" + of(input) + "; " + list(aggregates)
                    + "; " + list(columns) + "; "
                    + String.join(" | ", values.stream().map(v -> list(v.values()) + v.alias().map(a -> " as " + a).orElse("")).toList())
                    + ")";
            case UnresolvedPlan.Unpivot(var input, var nulls, var values, var name, var groups) -> "unpivot(" + of(input)
                    + (nulls ? "; nulls" : "") + "; " + values + "; " + name + "; "
                    + String.join(" | ", groups.stream().map(g -> list(g.columns()) + g.alias().map(a -> " as " + a).orElse("")).toList())
                    + ")";
            case UnresolvedPlan.Analyzed _, UnresolvedPlan.Read _, UnresolvedPlan.Rows _, UnresolvedPlan.Limit _,
                    UnresolvedPlan.Range _, UnresolvedPlan.Write _ ->
                    throw new AssertionError("SQL text gives no " + plan.getClass().getSimpleName());
        };
    }
}
