package dev.millrace.files.parquet.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.expr.And;
import dev.millrace.expr.Call;
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
import dev.millrace.files.parquet.Seeds;
import dev.millrace.files.parquet.page.ChunkStatistics;
import dev.millrace.files.parquet.page.ColumnOrder;
import dev.millrace.files.parquet.schema.Conversion;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.types.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random conditions over random values: what is pruned has no row that the condition, evaluated row by row, is true for. */
class PruningTest {
    private static final DataType[] TYPES = {DataType.BIGINT, DataType.DOUBLE, DataType.STRING, DataType.BOOLEAN};

    @Test
    void noMatchingRowIsPruned() {
        AtomicInteger pruned = new AtomicInteger();
        Seeds.each(20_000, random -> {
            List<List<Object>> columns = new ArrayList<>();
            int rows = 1 + random.nextInt(4);
            for (DataType type : TYPES) {
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    values.add(random.nextInt(4) == 0 ? null : value(random, type));
                }
                columns.add(values);
            }
            Expr condition = condition(random, 3);
            boolean matches = false;
            for (int row = 0; row < rows; row++) {
                matches |= Boolean.TRUE.equals(evaluate(condition, columns, row));
            }
            boolean mayHold = new Pruning(ordinal -> bounds(random, columns.get(ordinal))).mayHold(condition);
            assertTrue(mayHold || !matches, () -> condition + " over " + columns);
            pruned.addAndGet(mayHold ? 0 : 1);
        });
        assertTrue(pruned.get() > 1 || System.getProperty("seed") != null, "some conditions are pruned: " + pruned);
    }

    @Test
    void aCastToAWiderIntegerIsLookedThrough() {
        Pruning pruning = new Pruning(_ -> new ColumnBounds(1, 9, false, 0, 10));
        InputRef number = new InputRef(0, DataType.INT, true, "number");
        Expr wide = new Cast(number, DataType.BIGINT, OnError.THROW);
        assertFalse(pruning.mayHold(new Compare(Compare.Op.GT, wide, Literal.of(9L))));
        assertTrue(pruning.mayHold(new Compare(Compare.Op.GE, wide, Literal.of(9L))));
        assertTrue(pruning.mayHold(new Compare(Compare.Op.GT, new Cast(number, DataType.STRING, OnError.THROW), Literal.of("95"))));
    }

    @Test
    void boundsCutOffInsideACharacterStillBound() {
        byte[] max = {'a', (byte) 0xc3};
        Pruning pruning = new Pruning(_ -> new ColumnBounds("a".getBytes(StandardCharsets.UTF_8), max, false, 0, 10));
        InputRef text = new InputRef(0, DataType.STRING, true, "text");
        assertTrue(pruning.mayHold(new Compare(Compare.Op.EQ, text, Literal.of("ab"))));
        assertFalse(pruning.mayHold(new Compare(Compare.Op.GE, text, Literal.of("a\u00e4"))));
        assertFalse(pruning.mayHold(new Compare(Compare.Op.EQ, text, Literal.of("b"))));
    }

    @Test
    void deprecatedStatisticsOfTextAndOfUnsignedNumbersAreNotBelieved() {
        byte[] low = {1, 0, 0, 0};
        ChunkStatistics old = new ChunkStatistics(low, low, null, null, 0, -1);
        assertEquals(1, BoundsReader.of(old, leaf(DataType.INT, Conversion.NONE, Type.INT32), List.of(), 5).min());
        assertNull(BoundsReader.of(old, leaf(DataType.BIGINT, Conversion.UNSIGNED_32, Type.INT32), List.of(), 5).min());
        assertNull(BoundsReader.of(old, leaf(DataType.STRING, Conversion.NONE, Type.BYTE_ARRAY), List.of(), 5).min());
    }

    @Test
    void anUnknownOrderOrABrokenValueMeansNotKnown() {
        byte[] value = {1, 0, 0, 0};
        ParquetColumn.Leaf ints = leaf(DataType.INT, Conversion.NONE, Type.INT32);
        ChunkStatistics statistics = new ChunkStatistics(null, null, value, value, 0, -1);
        assertEquals(1, BoundsReader.of(statistics, ints, List.of(ColumnOrder.BY_TYPE), 5).max());
        assertNull(BoundsReader.of(statistics, ints, List.of(ColumnOrder.UNKNOWN), 5).max());
        assertNull(BoundsReader.of(new ChunkStatistics(null, null, new byte[3], value, 0, -1), ints, List.of(), 5).min());
    }

    private static ParquetColumn.Leaf leaf(DataType type, Conversion conversion, Type physical) {
        return new ParquetColumn.Leaf("c", type, conversion, physical, 0, 0, 1, 0, 0, List.of("c"));
    }

    private static Object value(Random random, DataType type) {
        return switch (type) {
            case DataType.LongType _ -> (long) random.nextInt(6);
            case DataType.DoubleType _ -> new double[] {Double.NaN, -0.0, 0.0, 1.5, 2, Double.POSITIVE_INFINITY, -3}[random.nextInt(7)];
            case DataType.BooleanType _ -> random.nextBoolean();
            default -> new String[] {"", "a", "ab", "b", "b\u00e4", "ba"}[random.nextInt(6)];
        };
    }

    /** What a writer would say of these values; sometimes less. */
    private static ColumnBounds bounds(Random random, List<Object> values) {
        Object min = null;
        Object max = null;
        boolean nans = false;
        long nulls = 0;
        for (Object value : values) {
            Object stored = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value;
            if (stored == null) {
                nulls++;
            } else if (stored instanceof Double number && number.isNaN()) {
                nans = true;
            } else {
                min = min == null || ColumnBounds.compare(stored, min) < 0 ? stored : min;
                max = max == null || ColumnBounds.compare(stored, max) > 0 ? stored : max;
            }
        }
        return new ColumnBounds(random.nextInt(8) == 0 ? null : min, random.nextInt(8) == 0 ? null : max, nans || random.nextInt(3) == 0,
                random.nextInt(4) == 0 ? -1 : nulls, values.size());
    }

    private static Expr condition(Random random, int depth) {
        int ordinal = random.nextInt(TYPES.length);
        InputRef column = new InputRef(ordinal, TYPES[ordinal], true, "c" + ordinal);
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> new IsNull(column);
            case 1 -> new InList(column, List.of(literal(random, TYPES[ordinal]), literal(random, TYPES[ordinal])));
            case 2 -> new Compare(Compare.Op.values()[random.nextInt(7)], literal(random, TYPES[ordinal]), column);
            case 3 -> new Call("startswith",
                    List.of(new InputRef(2, DataType.STRING, true, "c2"), Literal.of((String) value(random, DataType.STRING))),
                    DataType.BOOLEAN, true);
            case 4 -> new InputRef(3, DataType.BOOLEAN, true, "c3");
            case 5 -> new Compare(Compare.Op.values()[random.nextInt(7)], column, literal(random, TYPES[ordinal]));
            case 6 -> new And(condition(random, depth - 1), condition(random, depth - 1));
            case 7 -> new Or(condition(random, depth - 1), condition(random, depth - 1));
            default -> new Not(condition(random, depth - 1));
        };
    }

    private static Literal literal(Random random, DataType type) {
        return random.nextInt(10) == 0 ? Literal.ofNull(type) : new Literal(value(random, type), type);
    }

    /** Three-valued logic, row by row; null is unknown. */
    private static @Nullable Object evaluate(Expr expr, List<List<Object>> columns, int row) {
        return switch (expr) {
            case Literal literal -> literal.value();
            case InputRef column -> columns.get(column.ordinal()).get(row);
            case IsNull(var input) -> evaluate(input, columns, row) == null;
            case Not(var input) -> evaluate(input, columns, row) instanceof Boolean truth ? !truth : null;
            case And(var left, var right) -> both((Boolean) evaluate(left, columns, row), (Boolean) evaluate(right, columns, row), false);
            case Or(var left, var right) -> both((Boolean) evaluate(left, columns, row), (Boolean) evaluate(right, columns, row), true);
            case Compare(var op, var left, var right) -> compared(op, evaluate(left, columns, row), evaluate(right, columns, row));
            case InList(var input, var items) -> {
                Boolean any = false;
                for (Expr item : items) {
                    any = both(any, compared(Compare.Op.EQ, evaluate(input, columns, row), evaluate(item, columns, row)), true);
                }
                yield any;
            }
            case Call call -> {
                String text = (String) evaluate(call.arguments().get(0), columns, row);
                yield text == null ? null
                        : text.startsWith((String) Objects.requireNonNull(evaluate(call.arguments().get(1), columns, row)));
            }
            default -> throw new IllegalArgumentException(expr.toString());
        };
    }

    private static @Nullable Boolean both(@Nullable Boolean left, @Nullable Boolean right, boolean decides) {
        if (Objects.equals(left, decides) || Objects.equals(right, decides)) {
            return decides;
        }
        return left == null || right == null ? null : (Boolean) !decides;
    }

    private static @Nullable Boolean compared(Compare.Op op, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return op == Compare.Op.NULL_SAFE_EQ ? (Boolean) (left == right) : null;
        }
        int order = switch (left) {
            case Double number -> Double.compare(number + 0.0, (Double) right + 0.0);
            case String text -> text.compareTo((String) right);
            case Boolean truth -> truth.compareTo((Boolean) right);
            default -> ((Long) left).compareTo((Long) right);
        };
        return switch (op) {
            case EQ, NULL_SAFE_EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }
}
