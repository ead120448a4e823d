package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.arithmetic.ArithmeticKernels;
import dev.millrace.executor.kernel.cast.CastKernels;
import dev.millrace.executor.kernel.compare.Comparison;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.spi.ScanFilter;
import dev.millrace.types.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes evaluators of expressions over {@code InputRef}s. Immutable; what it makes belongs to one thread.
 *
 * <p>{@code Vector sums = new ExprCompiler(config).compile(expr).evaluate(batch, batch.selection());}
 */
public final class ExprCompiler {

    private final ZoneId zone;
    private final int partition;

    public ExprCompiler(Config config) {
        this(config, 0);
    }

    /** @param partition that the task computes: functions such as {@code rand} differ by it */
    public ExprCompiler(Config config, int partition) {
        this.zone = config.get(ConfigKeys.TIME_ZONE);
        this.partition = partition;
    }

    /** @throws dev.millrace.error.EngineException DATATYPE_MISMATCH, UNRESOLVED_ROUTINE: when there is no kernel for a node */
    public Evaluator compile(Expr expr) {
        return switch (expr) {
            case InputRef ref -> (batch, _) -> batch.column(ref.ordinal());
            case Literal literal -> constant(VectorBuilder.single(literal.value(), literal.type()));
            case Arithmetic arithmetic -> binary(arithmetic.left(), arithmetic.right(), arithmetic);
            case Compare compare -> compare(compare);
            case And(var left, var right) -> new LogicEvaluator(compile(left), compile(right), false, isEager(right));
            case Or(var left, var right) -> new LogicEvaluator(compile(left), compile(right), true, isEager(right));
            case Not(var input) -> new UnaryEvaluator(compile(input), new NotKernel(), DataType.BOOLEAN);
            case IsNull(var input) -> new NullTests.IsNullEvaluator(compile(input), new ResultArrays());
            case Cast cast -> cast.type().equals(cast.input().type()) ? compile(cast.input())
                    : new UnaryEvaluator(compile(cast.input()), CastKernels.of(cast, zone), cast.type());
            case Case choice -> choose(choice);
            case InList _, Call _, ColumnRef _, Lambda _, LambdaVariable _ ->
                throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", expr, "advice", "");
        };
    }

    public Predicate predicate(Expr condition) {
        return new PredicateCompiler(this).compile(condition);
    }

    /** @param conjunct over columns of the scan, by position */
    public ScanFilter scanFilter(Expr conjunct) {
        return new ConjunctFilter(conjunct, List.copyOf(ExprTraits.columns(conjunct)), this);
    }

    /** The value of an expression without columns. */
    public Literal evaluateConstant(Expr expr) {
        Vector value = compile(expr).evaluate(Batch.of(1), null);
        return new Literal(Values.get(value, 0), expr.type());
    }

    private static Evaluator constant(Vector value) {
        return (batch, _) -> new ConstantVector(value, batch.length());
    }

    private Evaluator binary(Expr left, Expr right, Arithmetic arithmetic) {
        return new BinaryEvaluator(compile(left), compile(right), ArithmeticKernels.of(arithmetic, zone), arithmetic.type());
    }

    private Evaluator compare(Compare compare) {
        Evaluator left = compile(compare.left());
        Evaluator right = compile(compare.right());
        return compare.op() == Compare.Op.NULL_SAFE_EQ ? new NullTests.NullSafeEqual(left, right)
                : new BinaryEvaluator(left, right, new Comparison(compare.op()), DataType.BOOLEAN);
    }

    private Evaluator choose(Case choice) {
        List<Predicate> conditions = choice.conditions().stream().map(this::predicate).toList();
        List<Expr> values = new ArrayList<>(choice.values());
        values.add(choice.otherwise());
        if (values.stream().allMatch(Literal.class::isInstance)) {
            VectorBuilder distinct = VectorBuilder.of(choice.type(), values.size());
            List<Literal> seen = new ArrayList<>();
            int[] codes = new int[values.size()];
            for (int i = 0; i < codes.length; i++) {
                Literal literal = (Literal) values.get(i);
                if (literal.value() == null) {
                    codes[i] = -1;
                } else {
                    codes[i] = seen.indexOf(literal);
                    if (codes[i] < 0) {
                        codes[i] = seen.size();
                        seen.add(literal);
                        distinct.appendValue(literal.value());
                    }
                }
            }
            return seen.isEmpty() ? constant(VectorBuilder.single(null, choice.type())) : new ConstantCase(conditions, distinct.build(), codes);
        }
        return new CaseEvaluator(conditions, values.stream().map(this::compile).toList(), choice.type());
    }

    private static boolean isEager(Expr expr) {
        return !ExprTraits.canFail(expr) && ExprTraits.cost(expr) < ExprTraits.COSTLY;
    }
}
