package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what the columns of a SELECT need computed before them: aggregates, when it is grouped, and window functions. */
final class SelectClause implements Clause {

    private final AnalysisContext context;
    private final Scope input;
    private final @Nullable Clause aggregation;
    private final ExpressionResolver resolver;
    private final Subqueries inArguments;
    private final List<Aggregate.Measure> measures = new ArrayList<>();
    private final List<Windowed> windows = new ArrayList<>();
    private final Map<String, Expr> aliases = new HashMap<>();

    private record Windowed(List<Expr> partitionBy, List<SortKey> orderBy, Window.Function function) {}

    /** @param aggregation says what aggregates mean */
    SelectClause(AnalysisContext context, Scope input, Clause aggregation) {
        this(context, input, aggregation, new Subqueries(context));
    }

    /**
     * Of a grouped query: aggregates are collected.
     *
     * @param below subqueries of the groupings, which the columns may name again
     */
    SelectClause(AnalysisContext context, Scope input, Subqueries below) {
        this(context, input, null, below);
    }

    private SelectClause(AnalysisContext context, Scope input, @Nullable Clause aggregation, Subqueries below) {
        this.context = context;
        this.input = input;
        this.aggregation = aggregation;
        this.resolver = new ExpressionResolver(context, input, this, new Subqueries(context, below));
        this.inArguments = new Subqueries(context);
    }

    ExpressionResolver resolver() {
        return resolver;
    }

    /** Subqueries in the arguments of aggregates: what is aggregated must have their columns. */
    Subqueries inArguments() {
        return inArguments;
    }

    /** Lets later columns use an alias. */
    void define(String alias, Expr expr) {
        aliases.putIfAbsent(alias.toLowerCase(Locale.ROOT), expr);
    }

    @Override
    public @Nullable Expr alias(String name) {
        return aliases.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Expr aggregate(FunctionDefinition function, UnresolvedCall call, String text) {
        if (aggregation != null) {
            return aggregation.aggregate(function, call, text);
        }
        AggregateCall aggregate =
                new FunctionCalls(context, new ExpressionResolver(context, input, new AggregateArgument(), inArguments), this)
                        .aggregate(function, call, text);
        for (Aggregate.Measure measure : measures) {
            if (Sameness.of(measure.call(), aggregate)) {
                return measure.output().ref();
            }
        }
        Attribute output = context.ids().attribute(text, aggregate.type(), aggregate.nullable());
        measures.add(new Aggregate.Measure(output, aggregate));
        return output.ref();
    }

    @Override
    public Expr window(UnresolvedWindow window, String text) {
        if (!(window.function() instanceof UnresolvedCall call)) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", text, "advice", "Only a function can be computed OVER a window.");
        }
        FunctionCalls calls = new FunctionCalls(context, resolver, this);
        FunctionDefinition function = context.functions().find(call.name()).orElseThrow(() -> calls.unknown(call.name()));
        boolean allowed = function.kind() == FunctionDefinition.Kind.AGGREGATE || function.kind() == FunctionDefinition.Kind.WINDOW;
        if (call.distinct()) {
            throw ErrorCondition.DISTINCT_WINDOW_FUNCTION_UNSUPPORTED.with("function", "\"" + text + "\"");
        }
        if (!allowed) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", text, "advice",
                    call.name() + " is no aggregate or window function.");
        }
        List<Expr> partitionBy = resolver.resolveAll(window.partitionBy());
        List<SortKey> orderBy = resolver.sortKeys(window.orderBy());
        if (function.kind() == FunctionDefinition.Kind.WINDOW && orderBy.isEmpty()) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", text + " without an order", "advice", "Add ORDER BY to its window.");
        }
        AggregateCall aggregate = calls.windowFunction(function, call, text);
        WindowFrame frame = new WindowFrames(resolver, text).of(window, aggregate, orderBy);
        Attribute output = context.ids().attribute(text, aggregate.type(), aggregate.nullable());
        windows.add(new Windowed(partitionBy, orderBy, new Window.Function(output, aggregate, frame, window.ignoreNulls())));
        return output.ref();
    }

    List<Aggregate.Measure> measures() {
        return measures;
    }

    /** Gives an aggregate or window column the name of the result column that it is, when it is one by itself. True when it did. */
    boolean rename(Attribute attribute, String name) {
        for (int i = 0; i < measures.size(); i++) {
            Aggregate.Measure measure = measures.get(i);
            if (measure.output().id() == attribute.id()) {
                measures.set(i, new Aggregate.Measure(measure.output().withName(name), measure.call()));
                return true;
            }
        }
        for (int i = 0; i < windows.size(); i++) {
            Windowed windowed = windows.get(i);
            Window.Function function = windowed.function();
            if (function.output().id() == attribute.id()) {
                Window.Function renamed =
                        new Window.Function(function.output().withName(name), function.call(), function.frame(), function.ignoreNulls());
                windows.set(i, new Windowed(windowed.partitionBy(), windowed.orderBy(), renamed));
                return true;
            }
        }
        return false;
    }

    /** The expression with aggregate and window columns under the names that {@link #rename} gave them. */
    Expr renamed(Expr expr) {
        return expr.rewrite(
                node -> node instanceof ColumnRef(var attribute) && current(attribute) != attribute ? current(attribute).ref() : node);
    }

    private Attribute current(Attribute attribute) {
        for (Aggregate.Measure measure : measures) {
            if (measure.output().id() == attribute.id()) {
                return measure.output();
            }
        }
        for (Windowed windowed : windows) {
            if (windowed.function().output().id() == attribute.id()) {
                return windowed.function().output();
            }
        }
        return attribute;
    }

    /** Ids of the columns that window functions and their subqueries use, after {@code mapping}. */
    Set<Long> references(UnaryOperator<Expr> mapping) {
        Set<Long> ids = new TreeSet<>();
        for (Windowed windowed : windows) {
            for (Expr expr : windowed.partitionBy()) {
                References.collect(mapping.apply(expr), ids);
            }
            References.collect(mapped(windowed.orderBy(), mapping), ids);
            References.collect(mapped(windowed.function().call(), mapping), ids);
        }
        return ids;
    }

    /** The window nodes over a plan, one for each partitioning and order; {@code mapping} is applied to their expressions. */
    LogicalPlan windowsOver(LogicalPlan plan, UnaryOperator<Expr> mapping) {
        LogicalPlan over = plan;
        List<Windowed> left = new ArrayList<>(windows);
        while (!left.isEmpty()) {
            Windowed first = left.getFirst();
            List<Window.Function> together = new ArrayList<>();
            List<Windowed> others = new ArrayList<>();
            for (Windowed windowed : left) {
                boolean same = Sameness.of(windowed.partitionBy(), first.partitionBy())
                        && Sameness.ofKeys(windowed.orderBy(), first.orderBy());
                if (same) {
                    together.add(mapped(windowed.function(), mapping));
                } else {
                    others.add(windowed);
                }
            }
            List<Expr> partitionBy = new ArrayList<>();
            for (Expr expr : first.partitionBy()) {
                partitionBy.add(mapping.apply(expr));
            }
            over = new Window(over, partitionBy, mapped(first.orderBy(), mapping), together);
            left = others;
        }
        return over;
    }

    private static Window.Function mapped(Window.Function function, UnaryOperator<Expr> mapping) {
        return new Window.Function(function.output(), mapped(function.call(), mapping), function.frame().map(mapping),
                function.ignoreNulls());
    }

    static AggregateCall mapped(AggregateCall call, UnaryOperator<Expr> mapping) {
        List<Expr> arguments = new ArrayList<>(call.arguments().size());
        for (Expr argument : call.arguments()) {
            arguments.add(mapping.apply(argument));
        }
        Expr filter = call.filter();
        return new AggregateCall(call.function(), arguments, call.distinct(), filter == null ? null : mapping.apply(filter),
                mapped(call.order(), mapping), call.type(), call.nullable());
    }

    static List<SortKey> mapped(List<SortKey> keys, UnaryOperator<Expr> mapping) {
        List<SortKey> mapped = new ArrayList<>(keys.size());
        for (SortKey key : keys) {
            mapped.add(new SortKey(mapping.apply(key.expr()), key.ascending(), key.nullsFirst()));
        }
        return mapped;
    }
}
