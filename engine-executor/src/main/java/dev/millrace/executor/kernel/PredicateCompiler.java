package dev.millrace.executor.kernel;

import dev.millrace.executor.kernel.compare.Comparison;
import dev.millrace.executor.kernel.compare.RangeTest;
import dev.millrace.executor.kernel.node.DictionaryPredicate;
import dev.millrace.executor.kernel.node.Predicates;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.And;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.types.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes predicates. A filter keeps what is true, so a null may count as false as long as no NOT stands above it: NOT is moved down first.
 */
final class PredicateCompiler {

    private final ExprCompiler compiler;
    private final Function<Expr, Evaluator> evaluators;
    private final boolean grouping;

    PredicateCompiler(ExprCompiler compiler) {
        this(compiler, compiler::compile, true);
    }

    /**
     * @param evaluators how the expressions in a condition are compiled
     * @param grouping   whether dictionaries are looked after here: not inside a condition on one column
     */
    private PredicateCompiler(ExprCompiler compiler, Function<Expr, Evaluator> evaluators, boolean grouping) {
        this.compiler = compiler;
        this.evaluators = evaluators;
        this.grouping = grouping;
    }

    /**
     * Conditions that cannot fail come first, cheap ones before others; then the rest in the order of the query, so that {@code x <> 0
     * AND 1 / x > 2} is safe. Of the former those on one column are one condition: on a dictionary column they share a table.
     */
    Predicate compile(Expr condition) {
        List<Expr> conjuncts = new ArrayList<>();
        split(pushNot(condition), conjuncts);
        SequencedMap<SortedSet<Integer>, List<Expr>> groups = new LinkedHashMap<>();
        conjuncts.stream().filter(conjunct -> !ExprTraits.canFail(conjunct)).sorted(Comparator.comparingInt(ExprTraits::cost))
                .forEach(conjunct -> groups.computeIfAbsent(ExprTraits.columns(conjunct), _ -> new ArrayList<>()).add(conjunct));
        List<Predicate> predicates = new ArrayList<>();
        groups.values().forEach(group -> predicates.addAll(group(group)));
        conjuncts.stream().filter(ExprTraits::canFail).forEach(conjunct -> predicates.addAll(group(List.of(conjunct))));
        return all(predicates);
    }

    /** @param group conditions on the same columns */
    private List<Predicate> group(List<Expr> group) {
        SortedSet<Integer> columns = ExprTraits.columns(group.getFirst());
        if (columns.size() != 1 || !group.stream().allMatch(ExprTraits::isDeterministic)) {
            return conjuncts(group);
        }
        PredicateCompiler rowwise = new PredicateCompiler(compiler, compiler::selectedRowwise, false);
        return List.of(new DictionaryPredicate(columns.first(), all(rowwise.conjuncts(group))));
    }

    private static Predicate all(List<Predicate> predicates) {
        return predicates.size() == 1 ? predicates.getFirst() : new Predicates.All(predicates);
    }

    private static void split(Expr condition, List<Expr> conjuncts) {
        if (condition instanceof And(var left, var right)) {
            split(left, conjuncts);
            split(right, conjuncts);
        } else {
            conjuncts.add(condition);
        }
    }

    /** NOT on comparisons, AND, OR and NOT is resolved; on others it stays. */
    private static Expr pushNot(Expr condition) {
        return switch (condition) {
            case And(var left, var right) -> new And(pushNot(left), pushNot(right));
            case Or(var left, var right) -> new Or(pushNot(left), pushNot(right));
            case Not(And(var left, var right)) -> new Or(pushNot(new Not(left)), pushNot(new Not(right)));
            case Not(Or(var left, var right)) -> new And(pushNot(new Not(left)), pushNot(new Not(right)));
            case Not(Not(var inner)) -> pushNot(inner);
            case Not(Compare(var op, var left, var right)) when op != Compare.Op.NULL_SAFE_EQ -> new Compare(opposite(op), left, right);
            default -> condition;
        };
    }

    private static Compare.Op opposite(Compare.Op op) {
        return switch (op) {
            case EQ -> Compare.Op.NE;
            case NE -> Compare.Op.EQ;
            case LT -> Compare.Op.GE;
            case LE -> Compare.Op.GT;
            case GT -> Compare.Op.LE;
            case GE -> Compare.Op.LT;
            case NULL_SAFE_EQ -> throw new IllegalArgumentException("<=> has no opposite");
        };
    }

    /** A comparison with a constant. */
    private record Bound(Expr input, RangeTest range) {

        static @Nullable Bound of(Expr conjunct) {
            if (!(conjunct instanceof Compare(var op, var left, var right)) || op == Compare.Op.NULL_SAFE_EQ) {
                return null;
            }
            if (right instanceof Literal literal) {
                return of(op, left, literal);
            }
            return left instanceof Literal literal ? of(op.flip(), right, literal) : null;
        }

        private static @Nullable Bound of(Compare.Op op, Expr input, Literal literal) {
            RangeTest range = literal.value() == null || !literal.type().equals(input.type()) ? null : RangeTest.of(op, literal);
            return range == null ? null : new Bound(input, range);
        }
    }

    private List<Predicate> conjuncts(List<Expr> conjuncts) {
        List<Predicate> predicates = new ArrayList<>();
        List<Bound> bounds = new ArrayList<>();
        for (Expr conjunct : conjuncts) {
            Bound bound = Bound.of(conjunct);
            if (bound == null) {
                predicates.add(single(conjunct));
                bounds.add(null);
            } else if (!merged(bound, bounds, predicates)) {
                predicates.add(inRange(bound));
                bounds.add(bound);
            }
        }
        return predicates;
    }

    /** Joins the bound with an earlier one of the same expression. */
    private boolean merged(Bound bound, List<@Nullable Bound> bounds, List<Predicate> predicates) {
        for (int i = 0; i < bounds.size(); i++) {
            Bound earlier = bounds.get(i);
            if (earlier != null && earlier.input().equals(bound.input()) && ExprTraits.isDeterministic(bound.input())) {
                Optional<RangeTest> both = RangeTest.both(earlier.range(), bound.range());
                if (both.isPresent()) {
                    bounds.set(i, new Bound(bound.input(), both.get()));
                    predicates.set(i, inRange(new Bound(bound.input(), both.get())));
                    return true;
                }
            }
        }
        return false;
    }

    private Predicate inRange(Bound bound) {
        return new Predicates.InRange(evaluators.apply(bound.input()), bound.range(), new Operand(), new ResultArrays());
    }

    private Predicate single(Expr condition) {
        return switch (condition) {
            case Literal(var value, var _) -> new Predicates.Fixed(Boolean.TRUE.equals(value), new ResultArrays());
            case Or(var left, var right) -> new Predicates.Either(part(left), part(right), new ResultArrays(), new ResultArrays());
            case IsNull(var input) -> new Predicates.NullTest(evaluators.apply(input), 1, new ResultArrays());
            case Not(IsNull(var input)) -> new Predicates.NullTest(evaluators.apply(input), 0, new ResultArrays());
            case Compare(var op, var left, var right) when op != Compare.Op.NULL_SAFE_EQ && left.type().equals(right.type())
                    && (left.type().storage() == Storage.INT || left.type().storage() == Storage.LONG) ->
                    new Predicates.Compared(evaluators.apply(left), evaluators.apply(right), new Comparison(op), new Operand(),
                            new Operand(),
                            new ResultArrays());
            default -> new Predicates.Computed(evaluators.apply(condition), new Operand(), new ResultArrays());
        };
    }

    private Predicate part(Expr condition) {
        if (grouping) {
            return compile(condition);
        }
        List<Expr> conjuncts = new ArrayList<>();
        split(condition, conjuncts);
        return all(conjuncts(conjuncts));
    }
}
