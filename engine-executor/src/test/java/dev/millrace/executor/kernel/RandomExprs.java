package dev.millrace.executor.kernel;

import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random typed expressions over given columns. */
final class RandomExprs {

    static final List<DataType> TYPES = List.of(DataType.BOOLEAN, DataType.TINYINT, DataType.SMALLINT, DataType.INT, DataType.BIGINT,
            DataType.FLOAT,
            DataType.DOUBLE, DataType.decimal(4, 2), DataType.decimal(9, 0), DataType.decimal(15, 2), DataType.decimal(18, 6),
            DataType.decimal(25, 4),
            DataType.decimal(38, 2), DataType.decimal(38, 18), DataType.STRING, DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_NTZ,
            DataType.array(DataType.INT),
            DataType.struct(Field.of("a", DataType.DOUBLE), Field.of("b", DataType.STRING)));

    private final Random random;
    private final RandomVectors values;
    private final List<DataType> columns;

    RandomExprs(Random random, RandomVectors values, List<DataType> columns) {
        this.random = random;
        this.values = values;
        this.columns = columns;
    }

    Expr of(DataType type, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return leaf(type);
        }
        int kind = random.nextInt(10);
        if (kind == 0) {
            return choice(type, depth);
        }
        if (kind == 1) {
            return new Call("coalesce", List.of(of(type, depth - 1), of(type, depth - 1), leaf(type)), type, true);
        }
        if (kind == 2) {
            return new Call(random.nextBoolean() ? "least" : "greatest", List.of(of(type, depth - 1), of(type, depth - 1)), type, true);
        }
        if (kind == 3) {
            return new Call("nullif", List.of(of(type, depth - 1), leaf(type)), type, true);
        }
        return switch (type) {
            case DataType.BooleanType _ -> condition(depth);
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _, DataType.LongType _ ->
                    kind < 7 ? arithmetic(type, depth) : cast(type, depth);
            case DataType.FloatType _, DataType.DoubleType _ -> kind < 8 ? arithmetic(type, depth) : cast(type, depth);
            case DecimalType decimal -> kind < 8 ? decimalArithmetic(decimal, depth) : cast(type, depth);
            case DataType.ArrayType _, DataType.StructType _ -> leaf(type);
            default -> cast(type, depth);
        };
    }

    private Expr leaf(DataType type) {
        List<Expr> refs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equals(type)) {
                refs.add(new InputRef(i, type, true, "c" + i));
            }
        }
        if (!refs.isEmpty() && random.nextInt(3) > 0) {
            return refs.get(random.nextInt(refs.size()));
        }
        return new Literal(random.nextInt(10) == 0 ? null : values.value(type), type);
    }

    private OnError onError() {
        return random.nextInt(3) == 0 ? OnError.THROW : OnError.NULL;
    }

    private Expr arithmetic(DataType type, int depth) {
        boolean real = !type.isIntegral();
        List<Arithmetic.Op> ops = real
                ? List.of(Arithmetic.Op.ADD, Arithmetic.Op.SUBTRACT, Arithmetic.Op.MULTIPLY, Arithmetic.Op.DIVIDE, Arithmetic.Op.REMAINDER)
                : List.of(Arithmetic.Op.ADD, Arithmetic.Op.SUBTRACT, Arithmetic.Op.MULTIPLY, Arithmetic.Op.INTEGRAL_DIVIDE,
                        Arithmetic.Op.REMAINDER);
        return new Arithmetic(ops.get(random.nextInt(ops.size())), of(type, depth - 1), of(type, depth - 1), type, onError());
    }

    /** Operands of other precisions, and a result as Spark chooses it or the wanted one, which may be too small. */
    private Expr decimalArithmetic(DecimalType type, int depth) {
        List<DataType> decimals = TYPES.stream().filter(DecimalType.class::isInstance).toList();
        DataType left = decimals.get(random.nextInt(decimals.size()));
        DataType right = decimals.get(random.nextInt(decimals.size()));
        Arithmetic.Op op = Arithmetic.Op.values()[random.nextInt(Arithmetic.Op.values().length)];
        op = op == Arithmetic.Op.INTEGRAL_DIVIDE ? Arithmetic.Op.ADD : op;
        Expr one = of(left, depth - 1);
        Expr other = of(right, depth - 1);
        if (random.nextInt(3) == 0) {
            return new Arithmetic(op, one, other, type, onError());
        }
        return new Cast(new Arithmetic(op, one, other, result(op, (DecimalType) left, (DecimalType) right), onError()), type, onError());
    }

    static DecimalType result(Arithmetic.Op op, DecimalType left, DecimalType right) {
        int scale = switch (op) {
            case ADD, SUBTRACT, REMAINDER -> Math.max(left.scale(), right.scale());
            case MULTIPLY -> left.scale() + right.scale();
            case DIVIDE -> Math.max(6, left.scale() + right.precision() + 1);
            case INTEGRAL_DIVIDE -> 0;
        };
        int whole = switch (op) {
            case ADD, SUBTRACT -> Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + 1;
            case REMAINDER -> Math.min(left.precision() - left.scale(), right.precision() - right.scale());
            case MULTIPLY -> left.precision() + right.precision() + 1 - scale;
            case DIVIDE -> left.precision() - left.scale() + right.scale();
            case INTEGRAL_DIVIDE -> left.precision() - left.scale() + right.scale();
        };
        int precision = whole + scale;
        if (precision <= DecimalType.MAX_PRECISION) {
            return DataType.decimal(Math.max(1, precision), scale);
        }
        int kept = Math.max(DecimalType.MAX_PRECISION - whole, Math.min(scale, 6));
        return DataType.decimal(DecimalType.MAX_PRECISION, kept);
    }

    private Expr cast(DataType type, int depth) {
        List<DataType> sources = TYPES.stream().filter(from -> castable(from, type)).toList();
        return new Cast(of(sources.get(random.nextInt(sources.size())), depth - 1), type, onError());
    }

    private static boolean castable(DataType from, DataType to) {
        boolean number = to.isNumeric() || to instanceof DataType.BooleanType;
        if (from.isNested()) {
            return false;
        }
        return switch (to) {
            case DataType.StringType _ -> true;
            case DataType _ when number -> from.isNumeric() || from instanceof DataType.BooleanType || from instanceof DataType.StringType;
            case DataType.DateType _ -> isTime(from) || from instanceof DataType.StringType;
            case DataType.TimestampType _ -> isTime(from) || from instanceof DataType.StringType;
            default -> isTime(from);
        };
    }

    private static boolean isTime(DataType type) {
        return type instanceof DataType.DateType || type instanceof DataType.TimestampType || type instanceof DataType.TimestampNtzType;
    }

    private Expr choice(DataType type, int depth) {
        List<Expr> conditions = new ArrayList<>();
        List<Expr> results = new ArrayList<>();
        int branches = random.nextInt(1, 4);
        boolean constants = random.nextInt(3) == 0;
        for (int i = 0; i < branches; i++) {
            conditions.add(of(DataType.BOOLEAN, depth - 1));
            results.add(constants ? literal(type) : of(type, depth - 1));
        }
        return new Case(conditions, results, constants ? literal(type) : of(type, depth - 1), type);
    }

    private Literal literal(DataType type) {
        return new Literal(random.nextInt(6) == 0 ? null : values.value(type), type);
    }

    private Expr condition(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> new And(of(DataType.BOOLEAN, depth - 1), of(DataType.BOOLEAN, depth - 1));
            case 1 -> new Or(of(DataType.BOOLEAN, depth - 1), of(DataType.BOOLEAN, depth - 1));
            case 2 -> new Not(of(DataType.BOOLEAN, depth - 1));
            case 3 -> new IsNull(of(any(), depth - 1));
            case 4 -> in(depth);
            case 5 -> text(depth);
            default -> {
                DataType type = any();
                Compare.Op op = Compare.Op.values()[random.nextInt(Compare.Op.values().length)];
                yield new Compare(op, of(type, depth - 1), random.nextBoolean() ? leaf(type) : of(type, depth - 1));
            }
        };
    }

    private Expr text(int depth) {
        List<String> patterns = List.of("%", "a%", "%c", "%b%", "a_c", "%a%b%", "_%", "%ö_€", "%bc", "abc", "", "%long%otherwise", "%t%t%");
        return random.nextInt(3) == 0
                ? new Call("contains", List.of(of(DataType.STRING, depth - 1), of(DataType.STRING, depth - 1)), DataType.BOOLEAN, true)
                : new Call("like", List.of(of(DataType.STRING, depth - 1), Literal.of(patterns.get(random.nextInt(patterns.size())))),
                        DataType.BOOLEAN, true);
    }

    private Expr in(int depth) {
        DataType type = any();
        List<Expr> items = new ArrayList<>();
        int count = random.nextInt(1, 12);
        for (int i = 0; i < count; i++) {
            items.add(random.nextInt(8) == 0 ? leaf(type) : literal(type));
        }
        return new InList(of(type, depth - 1), items);
    }

    private DataType any() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }
}
