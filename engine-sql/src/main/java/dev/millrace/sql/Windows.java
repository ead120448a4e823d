package dev.millrace.sql;

import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Windows of window functions; those named in a WINDOW clause are written out where they are used. */
final class Windows {

    private final Reading reading;
    /** Named windows of the queries being read, the innermost first. */
    private final Deque<Map<String, SqlGrammarParser.WindowSpecContext>> named = new ArrayDeque<>();

    Windows(Reading reading) {
        this.reading = reading;
    }

    /** A query with its own windows begins. */
    void enter(SqlGrammarParser.@Nullable WindowClauseContext clause) {
        named.push(windows(clause));
    }

    /** A SELECT of that query begins: it sees the query's windows unless it names some itself. */
    void enterSelect(SqlGrammarParser.@Nullable WindowClauseContext clause) {
        named.push(clause == null && !named.isEmpty() ? named.peek() : windows(clause));
    }

    private static Map<String, SqlGrammarParser.WindowSpecContext> windows(SqlGrammarParser.@Nullable WindowClauseContext clause) {
        Map<String, SqlGrammarParser.WindowSpecContext> windows = new HashMap<>();
        if (clause != null) {
            for (SqlGrammarParser.NamedWindowContext window : clause.namedWindow()) {
                windows.put(Names.of(window.anyName()).toLowerCase(Locale.ROOT), window.windowSpec());
            }
        }
        return windows;
    }

    void leave() {
        named.pop();
    }

    UnresolvedWindow window(UnresolvedCall function, SqlGrammarParser.AnyNameContext name, boolean ignoreNulls) {
        return window(function, named(name, new HashSet<>()), ignoreNulls);
    }

    UnresolvedWindow window(UnresolvedCall function, SqlGrammarParser.WindowSpecContext written, boolean ignoreNulls) {
        SqlGrammarParser.WindowSpecContext spec = written.base == null ? written : named(written.base, new HashSet<>());
        ExprBuilder expressions = reading.expressions();
        List<UnresolvedExpr> partitionBy = spec.expressions() == null ? List.of()
                : expressions.expressions(spec.expressions().expression());
        List<UnresolvedSortKey> orderBy = expressions.sortKeys(spec.sortKeys());
        return new UnresolvedWindow(function, partitionBy, orderBy, Optional.ofNullable(spec.frame()).map(this::frame), ignoreNulls);
    }

    private SqlGrammarParser.WindowSpecContext named(ParserRuleContext name, Set<String> seen) {
        String key = Names.of(name).toLowerCase(Locale.ROOT);
        SqlGrammarParser.WindowSpecContext found = named.isEmpty() ? null : named.peek().get(key);
        if (found == null || !seen.add(key)) {
            throw ErrorCondition.MISSING_WINDOW_SPECIFICATION.with("name", Names.of(name), "position", reading.position(name));
        }
        return found.base == null ? found : named(found.base, seen);
    }

    private UnresolvedWindow.Frame frame(SqlGrammarParser.FrameContext context) {
        UnresolvedWindow.Unit unit = context.ROWS() != null ? UnresolvedWindow.Unit.ROWS
                : context.RANGE() != null ? UnresolvedWindow.Unit.RANGE : UnresolvedWindow.Unit.GROUPS;
        UnresolvedWindow.Bound from = bound(context.bound(0));
        UnresolvedWindow.Bound to = context.bound().size() > 1 ? bound(context.bound(1)) : UnresolvedWindow.Bound.CURRENT_ROW;
        return new UnresolvedWindow.Frame(unit, from, to);
    }

    private UnresolvedWindow.Bound bound(SqlGrammarParser.BoundContext context) {
        boolean preceding = context.PRECEDING() != null;
        if (context.UNBOUNDED() != null) {
            return preceding ? UnresolvedWindow.Bound.UNBOUNDED_PRECEDING : UnresolvedWindow.Bound.UNBOUNDED_FOLLOWING;
        } else if (context.CURRENT() != null) {
            return UnresolvedWindow.Bound.CURRENT_ROW;
        }
        return new UnresolvedWindow.Bound(preceding ? UnresolvedWindow.Bound.Kind.PRECEDING : UnresolvedWindow.Bound.Kind.FOLLOWING,
                Optional.of(reading.expressions().value(context.value())));
    }
}
