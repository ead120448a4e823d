package dev.millrace.proto.codec;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.AggregateCall;
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
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.Or;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.spi.Split;
import dev.millrace.transport.JobId;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random types, values, expressions, plans and batches from a seed. They mean nothing; every node and field takes every form. */
public final class RandomPlans {

    private static final List<DataType> FLAT = List.of(DataType.BOOLEAN, DataType.TINYINT, DataType.SMALLINT, DataType.INT, DataType.BIGINT,
            DataType.FLOAT, DataType.DOUBLE, DataType.decimal(9, 2), DataType.decimal(18, 0), DataType.decimal(38, 38), DataType.STRING,
            DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_NTZ, DataType.INTERVAL_YEAR_MONTH, DataType.INTERVAL_DAY_TIME,
            DataType.NULL,
            DataType.BINARY);
    private static final List<String> TEXTS = List.of("", "a", "millrace", "é ß € 漢 😀", "\u0000", "x".repeat(300));

    private final SplittableRandom random;
    private final boolean binary;

    /** @param binary whether BINARY values occur, which {@code equals} does not compare */
    public RandomPlans(long seed, boolean binary) {
        this.random = new SplittableRandom(seed);
        this.binary = binary;
    }

    public DataType type(int depth) {
        return switch (random.nextInt(depth <= 0 ? 8 : 12)) {
            case 8 -> new DataType.ArrayType(type(depth - 1), random.nextBoolean());
            case 9 -> new DataType.MapType(random.nextBoolean() ? DataType.STRING : DataType.BIGINT, type(depth - 1), random.nextBoolean());
            case 10, 11 -> new DataType.StructType(fields(1 + random.nextInt(3), depth - 1));
            default -> FLAT.get(random.nextInt(binary ? FLAT.size() : FLAT.size() - 1));
        };
    }

    private List<Field> fields(int count, int depth) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new Field(text() + i, type(depth), random.nextBoolean()));
        }
        return fields;
    }

    public Schema schema() {
        return new Schema(fields(random.nextInt(4), 2));
    }

    public Literal literal() {
        DataType type = type(2);
        return new Literal(value(type, true), type);
    }

    public @Nullable Object value(DataType type, boolean nullable) {
        if (nullable && random.nextInt(6) == 0) {
            return null;
        }
        return switch (type) {
            case DataType.BooleanType _ -> random.nextBoolean();
            case DataType.ByteType _ -> (int) (byte) random.nextInt();
            case DataType.ShortType _ -> (int) (short) random.nextInt();
            case DataType.IntType _, DataType.YearMonthIntervalType _ -> random.nextInt() >> random.nextInt(32);
            case DataType.DateType _ -> random.nextInt(-1_000_000, 1_000_000);
            case DataType.LongType _, DataType.TimestampType _, DataType.TimestampNtzType _, DataType.DayTimeIntervalType _ ->
                    random.nextLong() >> random.nextInt(64);
            case DataType.FloatType _ -> (double) (float) number();
            case DataType.DoubleType _ -> number();
            case DataType.DecimalType(var precision, var _) -> {
                BigInteger unscaled = new BigInteger(120, new java.util.Random(random.nextLong())).remainder(BigInteger.TEN.pow(precision));
                BigInteger signed = random.nextBoolean() ? unscaled : unscaled.negate();
                yield precision <= DataType.DecimalType.MAX_LONG_PRECISION ? (Object) signed.longValueExact() : signed;
            }
            case DataType.StringType _ -> text();
            case DataType.BinaryType _ -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DataType.ArrayType(var element, var nulls) -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(value(element, nulls));
                }
                yield values;
            }
            case DataType.MapType(var key, var mapped, var nulls) -> {
                Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.put(value(key, false), value(mapped, nulls));
                }
                yield values;
            }
            case DataType.StructType(var fields) -> {
                List<@Nullable Object> values = new ArrayList<>();
                fields.forEach(field -> values.add(value(field.type(), field.nullable())));
                yield values;
            }
            case DataType.NullType _ -> null;
        };
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> random.nextDouble(-1e9, 1e9);
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    public Expr expr(int depth) {
        int next = depth - 1;
        return switch (random.nextInt(depth <= 0 ? 3 : 14)) {
            case 0 -> literal();
            case 1 -> inputRef();
            case 2 -> variable();
            case 3 -> new Arithmetic(any(Arithmetic.Op.values()), expr(next), expr(next), type(1), any(OnError.values()));
            case 4 -> new Compare(any(Compare.Op.values()), expr(next), expr(next));
            case 5 -> new And(expr(next), expr(next));
            case 6 -> new Or(expr(next), expr(next));
            case 7 -> new Not(expr(next));
            case 8 -> new IsNull(expr(next));
            case 9 -> new Cast(expr(next), type(1), any(OnError.values()));
            case 10 -> {
                int branches = 1 + random.nextInt(3);
                yield new Case(list(branches, () -> expr(next)), list(branches, () -> expr(next)), expr(next), type(1));
            }
            case 11 -> new InList(expr(next), some(() -> expr(next)));
            case 12 -> call(next);
            default -> new Lambda(some(this::variable), expr(next));
        };
    }

    private InputRef inputRef() {
        return new InputRef(random.nextInt(1000), type(1), random.nextBoolean(), text());
    }

    private LambdaVariable variable() {
        return new LambdaVariable(random.nextLong(), text(), type(1), random.nextBoolean());
    }

    private Call call(int depth) {
        return new Call(text(), some(() -> expr(depth)), type(1), random.nextBoolean());
    }

    public SortKey key() {
        return new SortKey(expr(1), random.nextBoolean(), random.nextBoolean());
    }

    public AggregateCall aggregate() {
        return new AggregateCall(text(), some(() -> expr(1)), random.nextBoolean(), random.nextBoolean() ? null : expr(1), some(this::key),
                type(1), random.nextBoolean());
    }

    /** Without bounds: rows are compared by their values, not by {@code equals}. */
    public Partitioning partitioning() {
        return switch (random.nextInt(4)) {
            case 0 -> new Partitioning.Single();
            case 1 -> new Partitioning.Hash(some(() -> expr(1)), 1 + random.nextInt(500));
            case 2 -> new Partitioning.RoundRobin(1 + random.nextInt(500));
            default -> new Partitioning.Broadcast();
        };
    }

    /** Without rows of its own. */
    public PhysicalPlan plan(int depth) {
        int next = depth - 1;
        return switch (random.nextInt(depth <= 0 ? 3 : 19)) {
            case 0 -> new ScanExec(source(), schema(), some(() -> random.nextInt(50)), schema(), some(() -> expr(2)),
                    random.nextLong(-1, 100),
                    some(() -> some(this::split)));
            case 1 -> new RangeExec(random.nextLong(), random.nextLong(), random.nextLong(), 1 + random.nextInt(9), schema());
            case 2 -> random.nextBoolean()
                    ? new CachedReadExec(new JobId(text(), random.nextLong()), -random.nextInt(5), some(() -> random.nextInt(50)), schema(),
                            some(() -> expr(2)), random.nextLong(-1, 100), random.nextInt(300))
                    : new ShuffleReadExec(random.nextInt(9), schema(), random.nextInt(300), some(this::key), random.nextBoolean());
            case 3 -> new FilterExec(plan(next), expr(3));
            case 4 -> new ProjectExec(plan(next), some(() -> expr(2)), schema());
            case 5 -> new HashAggregateExec(plan(next), any(HashAggregateExec.Mode.values()), some(() -> expr(1)), some(this::aggregate),
                    schema());
            case 6 -> new HashJoinExec(plan(next), plan(next), any(JoinType.values()), any(Side.values()), random.nextBoolean(),
                    some(() -> expr(1)), some(() -> expr(1)), some(random::nextBoolean), expr(2), schema());
            case 7 -> new NestedLoopJoinExec(plan(next), plan(next), any(JoinType.values()), any(Side.values()), expr(2), schema());
            case 8 -> new SortExec(plan(next), some(this::key));
            case 9 -> new TopNExec(plan(next), some(this::key), random.nextLong(1L << 40));
            case 10 -> new LimitExec(plan(next), random.nextLong(-1, 5), random.nextLong(1L << 40));
            case 11 -> new UnionExec(some(() -> plan(next)), schema());
            case 12 -> new SampleExec(plan(next), random.nextDouble(), random.nextDouble(), random.nextBoolean(), random.nextLong());
            case 13 -> new GenerateExec(plan(next), call(2), random.nextBoolean(), schema());
            case 14 -> new ExpandExec(plan(next), some(() -> some(() -> expr(1))), schema());
            case 15 -> new WindowExec(plan(next), some(() -> expr(1)), some(this::key),
                    some(() -> new WindowCall(aggregate(), new WindowFrame(any(WindowFrame.Unit.values()), bound(), bound()),
                            random.nextBoolean())),
                    schema());
            case 16 -> new CoalesceExec(plan(next), 1 + random.nextInt(9));
            case 17 ->
                    new WriteExec(plan(next), new WriteSpec(text(), text(), any(WriteMode.values()), options(), some(this::text), schema()),
                            text());
            default -> new ExchangeExec(plan(next), partitioning(), some(this::key), random.nextBoolean());
        };
    }

    private SourceSpec source() {
        return new SourceSpec(text(), some(this::text), options(), random.nextBoolean() ? Optional.of(schema()) : Optional.empty());
    }

    private Split split() {
        return new Split(text(), random.nextLong(1L << 50), random.nextLong(1L << 50), random.nextLong(1L << 50), random.nextLong(1L << 50),
                some(this::literal));
    }

    public Map<String, String> options() {
        return random.nextBoolean() ? Map.of() : Map.of("header", text(), "sep", text());
    }

    public Batch batch(Schema schema, int rows) {
        List<Vector> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            VectorBuilder builder = VectorBuilder.of(field.type(), rows);
            for (int row = 0; row < rows; row++) {
                builder.appendValue(value(field.type(), field.nullable()));
            }
            columns.add(builder.build());
        }
        return Batch.of(rows, columns);
    }

    private <T> List<T> some(Supplier<T> one) {
        return list(random.nextInt(3), one);
    }

    private static <T> List<T> list(int count, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(one.get());
        }
        return List.copyOf(all);
    }

    @SafeVarargs
    private <T> T any(T... all) {
        return all[random.nextInt(all.length)];
    }

    private WindowFrame.Bound bound() {
        return switch (random.nextInt(3)) {
            case 0 -> new WindowFrame.Unbounded();
            case 1 -> new WindowFrame.Offset(any(Long.MIN_VALUE, -3L, 0L, 7L, Long.MAX_VALUE));
            default -> new WindowFrame.Limit(expr(1), random.nextBoolean());
        };
    }
}
