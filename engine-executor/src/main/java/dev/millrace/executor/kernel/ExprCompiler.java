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
import dev.millrace.executor.kernel.compare.Membership;
import dev.millrace.executor.kernel.function.FunctionKernels;
import dev.millrace.executor.kernel.node.BinaryEvaluator;
import dev.millrace.executor.kernel.node.CaseEvaluator;
import dev.millrace.executor.kernel.node.CoalesceEvaluator;
import dev.millrace.executor.kernel.node.ConstantCase;
import dev.millrace.executor.kernel.node.DictionaryEvaluator;
import dev.millrace.executor.kernel.node.ExtremeEvaluator;
import dev.millrace.executor.kernel.node.LogicEvaluator;
import dev.millrace.executor.kernel.node.NotKernel;
import dev.millrace.executor.kernel.node.NullTests;
import dev.millrace.executor.kernel.node.SelectedRowsEvaluator;
import dev.millrace.executor.kernel.node.UnaryEvaluator;
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
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.spi.ScanFilter;
import dev.millrace.types.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        SortedSet<Integer> columns = ExprTraits.columns(expr);
        if (isPlain(expr) || !ExprTraits.isDeterministic(expr)) {
            return node(expr, this::inner);
        }
        int eighths = ExprTraits.cost(expr) >= ExprTraits.COSTLY ? 6 : 2;
        Evaluator evaluator =
                new SelectedRowsEvaluator(node(expr, columns.size() == 1 ? this::rowwise : this::inner), columns, expr.type(), eighths);
        return columns.size() == 1 ? new DictionaryEvaluator(columns.first(), evaluator, expr.type()) : evaluator;
    }

    /** As a part of an expression: the rows that it is wanted for are those of the whole. */
    private Evaluator inner(Expr expr) {
        SortedSet<Integer> columns = ExprTraits.columns(expr);
        return isPlain(expr) || columns.size() != 1 || !ExprTraits.isDeterministic(expr) ? node(expr, this::inner)
                : new DictionaryEvaluator(columns.first(), rowwise(expr), expr.type());
    }

    /** As a part of an expression of one column, which looks after dictionaries for all its parts. */
    Evaluator rowwise(Expr expr) {
        return node(expr, this::rowwise);
    }

    /** As {@link #rowwise}, for conditions: a later one is wanted for few rows. */
    Evaluator selectedRowwise(Expr expr) {
        return isPlain(expr) ? rowwise(expr)
                : new SelectedRowsEvaluator(rowwise(expr), ExprTraits.columns(expr), expr.type(),
                        ExprTraits.cost(expr) >= ExprTraits.COSTLY ? 6 : 2);
    }

    private static boolean isPlain(Expr expr) {
        return expr.children().isEmpty();
    }

    private Evaluator node(Expr expr, Function<Expr, Evaluator> child) {
        return switch (expr) {
            case InputRef ref -> (batch, _) -> batch.column(ref.ordinal());
            case Literal literal -> constant(VectorBuilder.single(literal.value(), literal.type()));
            case Arithmetic arithmetic -> new BinaryEvaluator(child.apply(arithmetic.left()), child.apply(arithmetic.right()),
                    ArithmeticKernels.of(arithmetic, zone), arithmetic.type());
            case Compare compare -> compare(compare, child);
            case And(var left, var right) -> new LogicEvaluator(child.apply(left), lazy(right, child), false, isEager(right));
            case Or(var left, var right) -> new LogicEvaluator(child.apply(left), lazy(right, child), true, isEager(right));
            case Not(var input) -> new UnaryEvaluator(child.apply(input), new NotKernel(), DataType.BOOLEAN);
            case IsNull(var input) -> new NullTests.IsNullEvaluator(child.apply(input), new ResultArrays());
            case Cast cast -> cast.type().equals(cast.input().type()) ? child.apply(cast.input())
                    : new UnaryEvaluator(child.apply(cast.input()), CastKernels.of(cast, zone), cast.type());
            case Case choice -> choose(choice, child);
            case InList list -> in(list, child);
            case Call call -> call(call, child);
            case ColumnRef _, Lambda _, LambdaVariable _ ->
                    throw ErrorCondition.INTERNAL_ERROR.with("detail", "The expression " + expr + " cannot be evaluated here.");
        };
    }

    /** A part that is wanted for fewer rows than the whole. */
    private Evaluator lazy(Expr expr, Function<Expr, Evaluator> child) {
        Evaluator evaluator = child.apply(expr);
        return isPlain(expr) || isEager(expr) || !ExprTraits.isDeterministic(expr) ? evaluator
                : new SelectedRowsEvaluator(evaluator, ExprTraits.columns(expr), expr.type(),
                        ExprTraits.cost(expr) >= ExprTraits.COSTLY ? 6 : 2);
    }

    public Predicate predicate(Expr condition) {
        return new PredicateCompiler(this).compile(condition);
    }

    /** Evaluates several expressions together; what they have in common only once. */
    public Projection projection(List<Expr> exprs) {
        return new Projection(exprs, this);
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

    private Evaluator compare(Compare compare, Function<Expr, Evaluator> child) {
        Expr one = compare.left();
        Expr other = compare.right();
        if (one.type() instanceof DataType.DecimalType a && other.type() instanceof DataType.DecimalType b && !a.equals(b)) {
            int scale = Math.max(a.scale(), b.scale());
            int digits = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
            DataType common = DataType.decimal(Math.min(DataType.DecimalType.MAX_PRECISION, digits + scale), scale);
            one = new Cast(one, common, OnError.THROW);
            other = new Cast(other, common, OnError.THROW);
        }
        Evaluator left = child.apply(one);
        Evaluator right = child.apply(other);
        return compare.op() == Compare.Op.NULL_SAFE_EQ ? new NullTests.NullSafeEqual(left, right)
                : new BinaryEvaluator(left, right, new Comparison(compare.op()), DataType.BOOLEAN);
    }

    private Evaluator choose(Case choice, Function<Expr, Evaluator> child) {
        List<Predicate> conditions = choice.conditions().stream().map(this::predicate).toList();
        List<Expr> values = new ArrayList<>(choice.values());
        values.add(choice.otherwise());
        if (values.stream().allMatch(Literal.class::isInstance)) {
            return constantChoice(conditions, values, choice.type());
        }
        return new CaseEvaluator(conditions, values.stream().map(value -> lazy(value, child)).toList(), choice.type());
    }

    private static Evaluator constantChoice(List<Predicate> conditions, List<Expr> values, DataType type) {
        VectorBuilder distinct = VectorBuilder.of(type, values.size());
        List<Expr> seen = new ArrayList<>();
        int[] codes = new int[values.size()];
        for (int i = 0; i < codes.length; i++) {
            Literal literal = (Literal) values.get(i);
            codes[i] = literal.value() == null ? -1 : seen.indexOf(literal);
            if (codes[i] < 0 && literal.value() != null) {
                codes[i] = seen.size();
                seen.add(literal);
                distinct.appendValue(literal.value());
            }
        }
        return seen.isEmpty() ? constant(VectorBuilder.single(null, type)) : new ConstantCase(conditions, distinct.build(), codes);
    }

    private Evaluator in(InList list, Function<Expr, Evaluator> child) {
        List<Expr> constants = list.items().stream().filter(Literal.class::isInstance).toList();
        if (constants.size() < list.items().size()) {
            Stream<Expr> others = list.items().stream().filter(item -> !(item instanceof Literal))
                    .map(item -> new Compare(Compare.Op.EQ, list.input(), item));
            Stream<Expr> first = constants.isEmpty() ? Stream.empty() : Stream.of(new InList(list.input(), constants));
            return child.apply(Stream.concat(first, others).reduce(Or::new).orElseThrow());
        }
        VectorBuilder items = VectorBuilder.of(list.input().type(), constants.size());
        Set<Object> seen = new HashSet<>();
        boolean nullItem = false;
        for (Expr item : constants) {
            Object value = ((Literal) item).value();
            nullItem |= value == null;
            if (value != null && (value instanceof byte[] || seen.add(value))) {
                items.appendValue(value);
            }
        }
        return new UnaryEvaluator(child.apply(list.input()), new Membership(items.build(), nullItem), DataType.BOOLEAN);
    }

    private Evaluator call(Call call, Function<Expr, Evaluator> child) {
        Optional<Expr> rewritten = SpecialForms.rewritten(call);
        if (rewritten.isPresent()) {
            return child.apply(rewritten.get());
        }
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case "coalesce", "nvl", "ifnull" ->
                    new CoalesceEvaluator(arguments.stream().map(argument -> lazy(argument, child)).toList(), call.type());
            case "least" -> new ExtremeEvaluator(arguments.stream().map(child).toList(), -1, call.type());
            case "greatest" -> new ExtremeEvaluator(arguments.stream().map(child).toList(), 1, call.type());
            default -> function(call, child);
        };
    }

    private Evaluator function(Call call, Function<Expr, Evaluator> child) {
        FunctionKernel kernel = kernel(call.function());
        if (kernel == null) {
            throw ErrorCondition.UNRESOLVED_ROUTINE.with("name", call.function(), "suggestion", "");
        }
        List<@Nullable Evaluator> arguments = new ArrayList<>();
        List<@Nullable KernelLambda> lambdas = new ArrayList<>();
        List<BodyEvaluator> bodies = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            if (argument instanceof Lambda lambda) {
                BodyEvaluator body = body(lambda);
                bodies.add(body);
                lambdas.add(body);
                arguments.add(null);
            } else {
                lambdas.add(null);
                arguments.add(child.apply(argument));
            }
        }
        return new CallEvaluator(new KernelCall(call, zone, partition, lambdas), kernel, arguments, bodies,
                ExprTraits.isDeterministic(call));
    }

    private static @Nullable FunctionKernel kernel(String name) {
        FunctionKernel text = TextMatching.find(name);
        return text != null ? text : FunctionKernels.find(name);
    }

    /** Compiles a lambda's body over a batch of the columns it captures, then its parameters. */
    BodyEvaluator body(Lambda lambda) {
        List<Integer> captured = List.copyOf(ExprTraits.columns(lambda.body()));
        List<Long> parameters = lambda.parameters().stream().map(LambdaVariable::id).toList();
        Expr body = lambda.body().rewrite(node -> switch (node) {
            case InputRef ref -> new InputRef(captured.indexOf(ref.ordinal()), ref.type(), ref.nullable(), ref.name());
            case LambdaVariable variable when parameters.contains(variable.id()) ->
                    new InputRef(captured.size() + parameters.indexOf(variable.id()), variable.type(), variable.nullable(),
                            variable.name());
            default -> node;
        });
        return new BodyEvaluator(captured, parameters.size(), compile(body));
    }

    private static boolean isEager(Expr expr) {
        return !ExprTraits.canFail(expr) && ExprTraits.cost(expr) < ExprTraits.COSTLY;
    }
}
