package dev.millrace.sql;

import dev.millrace.plan.unresolved.UnresolvedAll;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GROUP BY: the distinct grouping expressions, and for ROLLUP, CUBE and GROUPING SETS which of them each set has. */
final class GroupingBuilder {

    /** Most grouping sets that a GROUP BY may come to. */
    private static final int MAX_SETS = 4096;

    private final Reading reading;
    private final SqlGrammarParser.GroupByContext context;
    private final List<UnresolvedExpr> groupings = new ArrayList<>();
    /** Of each grouping its text, to find it again. */
    private final List<String> texts = new ArrayList<>();
    private final @Nullable List<List<Integer>> sets;

    GroupingBuilder(Reading reading, SqlGrammarParser.GroupByContext context) {
        this.reading = reading;
        this.context = context;
        this.sets = read();
    }

    List<UnresolvedExpr> groupings() {
        return groupings;
    }

    /** Indexes into {@link #groupings}; null for a plain GROUP BY. */
    @Nullable
    List<List<Integer>> sets() {
        return sets;
    }

    private @Nullable List<List<Integer>> read() {
        if (context.ALL() != null) {
            groupings.add(new UnresolvedAll());
            return null;
        }
        List<SqlGrammarParser.GroupingElementContext> elements = context.groupingElement();
        boolean plain = elements.stream().allMatch(element -> element.groupingSet().size() == 1 && element.CUBE() == null
                && element.ROLLUP() == null && element.groupingSet(0).expression() != null);
        if (!plain) {
            return product(elements);
        }
        List<List<Integer>> each = new ArrayList<>();
        for (SqlGrammarParser.GroupingElementContext element : elements) {
            each.add(List.of(index(element.groupingSet(0).expression())));
        }
        if (context.groupingSets() != null) {
            return union(context.groupingSets());
        } else if (context.WITH() != null) {
            return context.ROLLUP() != null ? rollup(each) : cube(each);
        }
        return null;
    }

    private List<List<Integer>> product(List<SqlGrammarParser.GroupingElementContext> elements) {
        List<List<Integer>> product = List.of(List.of());
        for (SqlGrammarParser.GroupingElementContext element : elements) {
            List<List<Integer>> next = new ArrayList<>();
            for (List<Integer> left : product) {
                for (List<Integer> right : sets(element)) {
                    next.add(joined(List.of(left, right)));
                    limit(next.size());
                }
            }
            product = next;
        }
        return product;
    }

    private List<List<Integer>> sets(SqlGrammarParser.GroupingElementContext element) {
        if (element.groupingSets() != null) {
            return union(element.groupingSets());
        }
        List<List<Integer>> each = new ArrayList<>();
        for (SqlGrammarParser.GroupingSetContext set : element.groupingSet()) {
            each.add(set(set));
        }
        return element.ROLLUP() != null ? rollup(each) : element.CUBE() != null ? cube(each) : each;
    }

    private List<List<Integer>> union(SqlGrammarParser.GroupingSetsContext written) {
        List<List<Integer>> union = new ArrayList<>();
        for (SqlGrammarParser.GroupingElementContext element : written.groupingElement()) {
            union.addAll(sets(element));
            limit(union.size());
        }
        return union;
    }

    private static List<List<Integer>> rollup(List<List<Integer>> each) {
        List<List<Integer>> sets = new ArrayList<>();
        for (int length = each.size(); length >= 0; length--) {
            sets.add(joined(each.subList(0, length)));
        }
        return sets;
    }

    private List<List<Integer>> cube(List<List<Integer>> each) {
        limit(each.size() > 12 ? MAX_SETS + 1 : 1 << each.size());
        List<List<Integer>> sets = new ArrayList<>();
        for (int chosen = (1 << each.size()) - 1; chosen >= 0; chosen--) {
            List<List<Integer>> parts = new ArrayList<>();
            for (int i = 0; i < each.size(); i++) {
                if ((chosen >> (each.size() - 1 - i) & 1) == 1) {
                    parts.add(each.get(i));
                }
            }
            sets.add(joined(parts));
        }
        return sets;
    }

    private void limit(int count) {
        if (count > MAX_SETS) {
            throw reading.error(context, "this GROUP BY comes to more than " + MAX_SETS + " grouping sets");
        }
    }

    private static List<Integer> joined(List<List<Integer>> parts) {
        Set<Integer> joined = new LinkedHashSet<>();
        parts.forEach(joined::addAll);
        return List.copyOf(joined);
    }

    /** {@code (a, b)} is a set of two here, not a struct. */
    private List<Integer> set(SqlGrammarParser.GroupingSetContext context) {
        if (context.expression() == null) {
            return List.of();
        }
        List<Integer> indexes = new ArrayList<>();
        for (SqlGrammarParser.ExpressionContext expression : RelationBuilder.row(context.expression())) {
            indexes.add(index(expression));
        }
        return indexes;
    }

    private int index(SqlGrammarParser.ExpressionContext context) {
        String text = context.getText();
        String key = text.indexOf('\'') < 0 && text.indexOf('"') < 0 ? text.toLowerCase(Locale.ROOT) : text;
        int found = texts.indexOf(key);
        if (found >= 0) {
            return found;
        }
        texts.add(key);
        groupings.add(reading.expressions().expression(context));
        return groupings.size() - 1;
    }
}
