package dev.millrace.executor.kernel.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that work on whole columns against a plain computation row by row, over all encodings, nulls and selections. */
class FunctionKernelsPropertyTest {

    private static final int ROUNDS = 60;
    private static final List<String> TEXTS = List.of("", " ", "a", "abc", "  pad ded ", "Äöü€", "xyx", "naïve café", "𝄞 clef", "ABC zz",
            "a rather long text that needs more than sixteen bytes", "straße");
    private static final DataType PAIR = DataType.struct(Field.of("a", DataType.INT), Field.of("b", DataType.STRING));

    /** Null stands for the result NULL; {@code FAILS} for an error of the row. */
    private static final Object FAILS = new Object();

    /** Random numbers, and texts that are all ASCII in one round of two. */
    private static final class Source extends Random {
        private static final long serialVersionUID = 1;
        private final boolean ascii;

        Source(long seed) {
            super(seed);
            ascii = nextBoolean();
        }

        String text() {
            String text = TEXTS.get(nextInt(TEXTS.size()));
            return ascii ? text.replaceAll("[^ -~]", "@[`{~zZaA") : text;
        }
    }

    private interface Reference {
        @Nullable
        Object apply(List<@Nullable Object> values);
    }

    /** @param arguments a type, or a {@link Literal} */
    private record Case(String function, List<Object> arguments, Reference reference) {
        @Override
        public String toString() {
            return function
                    + arguments.stream().map(argument -> argument instanceof DataType type ? type.sql() : argument.toString()).toList();
        }
    }

    static Stream<Case> texts() {
        DataType text = DataType.STRING;
        DataType number = DataType.INT;
        return Stream.of(strict("upper", v -> text(v, 0).toUpperCase(Locale.ROOT), text),
                strict("lower", v -> text(v, 0).toLowerCase(Locale.ROOT), text),
                strict("length", v -> text(v, 0).codePointCount(0, text(v, 0).length()), text),
                strict("trim", v -> trimmed(text(v, 0), " ", true, true), text),
                strict("ltrim", v -> trimmed(text(v, 1), text(v, 0), true, false), text, text),
                strict("rtrim", v -> trimmed(text(v, 1), text(v, 0), false, true), text, text),
                strict("btrim", v -> trimmed(text(v, 0), text(v, 1), true, true), text, text),
                strict("substring", v -> part(text(v, 0), number(v, 1), Integer.MAX_VALUE), text, number),
                strict("substring", v -> part(text(v, 0), number(v, 1), number(v, 2)), text, number, number),
                strict("left", v -> part(text(v, 0), 1, number(v, 1)), text, number),
                strict("right", v -> part(text(v, 0), -Math.clamp((long) number(v, 1), 0, points(text(v, 0)).length),
                        number(v, 1) <= 0 ? 0 : Integer.MAX_VALUE), text, number),
                strict("concat", v -> text(v, 0) + text(v, 1) + text(v, 2), text, text, text),
                strict("concat", v -> text(v, 0) + "-" + text(v, 2), text, new Literal("-", text), text),
                strict("repeat", v -> text(v, 0).repeat(3), text, new Literal(3, number)));
    }

    static Stream<Case> numbers() {
        DataType money = DataType.decimal(9, 3);
        Literal two = new Literal(2, DataType.INT);
        return Stream.of(strict("abs", v -> Math.abs((Double) v.get(0)), DataType.DOUBLE),
                strict("abs", v -> number(v, 0) == Integer.MIN_VALUE ? FAILS : (Object) Math.abs(number(v, 0)), DataType.INT),
                strict("abs", v -> (Long) v.get(0) == Long.MIN_VALUE ? FAILS : (Object) Math.abs((Long) v.get(0)), DataType.BIGINT),
                strict("round", v -> rounded((Double) v.get(0), 0, RoundingMode.HALF_UP), DataType.DOUBLE),
                strict("round", v -> rounded((Double) v.get(0), 2, RoundingMode.HALF_UP), DataType.DOUBLE, two),
                strict("bround", v -> rounded((Double) v.get(0), 2, RoundingMode.HALF_EVEN), DataType.DOUBLE, two),
                strict("round", v -> unscaled(v, 3, 2, RoundingMode.HALF_UP), money, two),
                strict("bround", v -> unscaled(v, 3, 0, RoundingMode.HALF_EVEN), money),
                strict("floor", v -> unscaled(v, 3, 0, RoundingMode.FLOOR), money),
                strict("ceil", v -> unscaled(v, 3, 0, RoundingMode.CEILING), money),
                strict("floor", v -> whole(Math.floor((Double) v.get(0))), DataType.DOUBLE),
                strict("ceil", v -> whole(Math.ceil((Double) v.get(0))), DataType.DOUBLE),
                strict("&", v -> number(v, 0) & number(v, 1), DataType.INT, DataType.INT),
                strict("|", v -> (Long) v.get(0) | (Long) v.get(1), DataType.BIGINT, DataType.BIGINT),
                strict("^", v -> number(v, 0) ^ number(v, 1), DataType.INT, DataType.INT),
                strict("~", v -> ~(Long) v.get(0), DataType.BIGINT),
                strict("bit_count", v -> Long.bitCount((Long) v.get(0)), DataType.BIGINT),
                new Case("nanvl", List.of(DataType.DOUBLE, DataType.DOUBLE),
                        v -> v.get(0) != null && ((Double) v.get(0)).isNaN() ? v.get(1) : v.get(0)));
    }

    static Stream<Case> days() {
        return Stream.of(strict("date_add", v -> day((long) number(v, 0) + number(v, 1)), DataType.DATE, DataType.INT),
                strict("date_sub", v -> day((long) number(v, 0) - number(v, 1)), DataType.DATE, DataType.INT),
                strict("datediff", v -> number(v, 0) - number(v, 1), DataType.DATE, DataType.DATE),
                strict("add_months", v -> day(LocalDate.ofEpochDay(number(v, 0)).plusMonths(number(v, 1)).toEpochDay()), DataType.DATE,
                        DataType.INT),
                strict("year", v -> LocalDate.ofEpochDay(number(v, 0)).getYear(), DataType.DATE),
                strict("dayofyear", v -> LocalDate.ofEpochDay(number(v, 0)).getDayOfYear(), DataType.DATE));
    }

    static Stream<Case> collections() {
        DataType ints = DataType.array(DataType.INT);
        DataType texts = DataType.array(DataType.STRING);
        return Stream.of(strict("size", v -> list(v, 0).size(), ints),
                strict("element_at", v -> element(v, true, true), texts, DataType.INT),
                strict("try_element_at", v -> element(v, false, true), ints, DataType.INT),
                strict("getitem", v -> element(v, true, false), ints, DataType.INT),
                strict("get", v -> element(v, false, false), texts, DataType.INT),
                strict("array_contains", v -> contains(v), ints, DataType.INT),
                strict("array_contains", v -> contains(v), texts, DataType.STRING),
                new Case("array", List.of(DataType.STRING, DataType.STRING, new Literal("c", DataType.STRING)), v -> v),
                new Case("struct", List.of(DataType.INT, DataType.STRING), v -> v),
                new Case("named_struct", List.of(new Literal("x", DataType.STRING), DataType.INT, new Literal("y", DataType.STRING), ints),
                        v -> Arrays.asList(v.get(1), v.get(3))),
                strict("getfield", v -> list(v, 0).get(1), PAIR, new Literal("b", DataType.STRING)));
    }

    @ParameterizedTest
    @MethodSource({"texts", "numbers", "days", "collections"})
    void kernelsGiveWhatTheReferenceGives(Case tested) {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = tested.toString().hashCode() * 1_000L + round;
            check(tested, new Source(seed), tested + " seed " + seed);
        }
    }

    private static void check(Case tested, Source random, String message) {
        int length = random.nextInt(4) == 0 ? random.nextInt(1, 4) : random.nextInt(1, 200);
        List<Expr> arguments = new ArrayList<>();
        List<Vector> columns = new ArrayList<>();
        for (Object argument : tested.arguments()) {
            if (argument instanceof DataType type) {
                arguments.add(new InputRef(columns.size(), type, true, "c" + columns.size()));
                columns.add(vector(random, type, length));
            } else {
                arguments.add((Expr) argument);
            }
        }
        DataType type = BuiltinFunctions.registry().find(tested.function()).orElseThrow().typing().choose(arguments).result();
        Evaluator evaluator = new ExprCompiler(Config.EMPTY).compile(new Call(tested.function(), arguments, type, true));
        Batch batch = Batch.of(length, columns);
        Selection selection = selection(random, length);
        List<@Nullable Object> expected = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < (selection == null ? length : selection.count()); i++) {
            int row = selection == null ? i : selection.rows()[i];
            List<@Nullable Object> values = new ArrayList<>();
            int column = 0;
            for (Expr argument : arguments) {
                values.add(argument instanceof Literal literal ? literal.value() : Values.get(columns.get(column++), row));
            }
            rows.add(row);
            expected.add(tested.reference().apply(values));
        }
        if (expected.contains(FAILS)) {
            assertThrows(EngineException.class, () -> evaluator.evaluate(batch, selection), message);
            return;
        }
        Vector result = evaluator.evaluate(batch, selection);
        assertEquals(length, result.length(), message);
        for (int i = 0; i < rows.size(); i++) {
            Object value = Values.get(result, rows.get(i));
            if (value instanceof byte[] bytes) {
                assertArrayEquals((byte[]) expected.get(i), bytes, message);
            } else {
                assertEquals(expected.get(i), value, message + " row " + rows.get(i));
            }
        }
    }

    private static Case strict(String function, Reference reference, Object... arguments) {
        return new Case(function, List.of(arguments), values -> values.contains(null) ? null : reference.apply(values));
    }

    private static Vector vector(Source random, DataType type, int length) {
        return switch (random.nextInt(5)) {
            case 0 -> new ConstantVector(VectorBuilder.single(random.nextInt(4) == 0 ? null : value(random, type), type), length);
            case 1 -> new DictionaryVector(random.ints(length, 0, 7).toArray(), flat(random, type, 7), length, validity(random, length));
            default -> Flatten.withValidity(flat(random, type, length), validity(random, length));
        };
    }

    private static Vector flat(Source random, DataType type, int length) {
        VectorBuilder builder = VectorBuilder.of(type, length);
        for (int i = 0; i < length; i++) {
            builder.appendValue(value(random, type));
        }
        return builder.build();
    }

    private static long @Nullable [] validity(Source random, int length) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        long[] valid = Validity.allValid(length);
        for (int row = 0; row < length; row++) {
            if (random.nextInt(5) == 0) {
                Validity.setNull(valid, row);
            }
        }
        return valid;
    }

    private static @Nullable Selection selection(Source random, int length) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        int every = random.nextInt(1, 9);
        int[] rows = random.ints(length, 0, every).toArray();
        int count = 0;
        for (int row = 0; row < length; row++) {
            if (rows[row] == 0) {
                rows[count++] = row;
            }
        }
        return new Selection(rows, count);
    }

    private static Object value(Source random, DataType type) {
        boolean extreme = random.nextInt(150) == 0;
        return switch (type) {
            case DataType.IntType _ -> extreme ? Integer.MIN_VALUE : random.nextInt(-4, 7);
            case DataType.DateType _ -> extreme ? Integer.MAX_VALUE : random.nextInt(-20_000, 20_000);
            case DataType.LongType _ ->
                    extreme ? Long.MIN_VALUE : random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(-9, 9);
            case DataType.DoubleType _ ->
                    extreme ? Stream.of(Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e19).toList().get(random.nextInt(4))
                            : random.nextInt(3) == 0 ? random.nextInt(-4000, 4000) / 8.0
                                    : random.nextInt(3) == 0 ? random.nextInt(-9999, 9999) / 1000.0
                                            : random.nextGaussian() * Math.pow(10, random.nextInt(-2, 15));
            case DataType.DecimalType _ -> (long) random.nextInt(-20_000, 20_000);
            case DataType.StringType _ -> random.text();
            case DataType.ArrayType(var element, var _) -> elements(random, element);
            case DataType.StructType(var fields) -> fields.stream().map(field -> value(random, field.type())).toList();
            default -> throw new IllegalArgumentException(type.sql());
        };
    }

    private static List<@Nullable Object> elements(Source random, DataType type) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(random.nextInt(6) == 0 ? null : value(random, type));
        }
        return elements;
    }

    private static String text(List<@Nullable Object> values, int index) {
        return (String) values.get(index);
    }

    private static int number(List<@Nullable Object> values, int index) {
        return (Integer) values.get(index);
    }

    private static List<?> list(List<@Nullable Object> values, int index) {
        return (List<?>) values.get(index);
    }

    private static Object day(long days) {
        return days == (int) days ? (Object) (int) days : FAILS;
    }

    private static Object whole(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (Object) (long) value : FAILS;
    }

    private static int[] points(String text) {
        return text.codePoints().toArray();
    }

    private static String part(String text, int position, int length) {
        int[] points = points(text);
        long start = position > 0 ? position - 1L : position == 0 ? 0 : (long) points.length + position;
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            if (i >= start && i < start + length) {
                part.appendCodePoint(points[i]);
            }
        }
        return part.toString();
    }

    private static String trimmed(String text, String characters, boolean left, boolean right) {
        List<Integer> points = new ArrayList<>(text.codePoints().boxed().toList());
        List<Integer> cut = characters.codePoints().boxed().toList();
        while (left && !points.isEmpty() && cut.contains(points.getFirst())) {
            points.removeFirst();
        }
        while (right && !points.isEmpty() && cut.contains(points.getLast())) {
            points.removeLast();
        }
        StringBuilder result = new StringBuilder();
        points.forEach(result::appendCodePoint);
        return result.toString();
    }

    private static double rounded(double value, int scale, RoundingMode mode) {
        return Double.isFinite(value) ? new BigDecimal(Double.toString(value)).setScale(scale, mode).doubleValue() : value;
    }

    private static Object unscaled(List<@Nullable Object> values, int from, int to, RoundingMode mode) {
        return BigDecimal.valueOf((Long) values.getFirst(), from).setScale(to, mode).unscaledValue().longValueExact();
    }

    private static @Nullable Object element(List<@Nullable Object> values, boolean strict, boolean fromOne) {
        List<?> list = list(values, 0);
        int index = number(values, 1);
        if (fromOne && index == 0) {
            return FAILS;
        }
        long at = !fromOne ? index : index > 0 ? index - 1L : (long) list.size() + index;
        return at >= 0 && at < list.size() ? list.get((int) at) : strict ? FAILS : null;
    }

    private static @Nullable Object contains(List<@Nullable Object> values) {
        List<?> list = list(values, 0);
        return list.contains(values.get(1)) ? (Object) true : list.contains(null) ? null : (Object) false;
    }
}
