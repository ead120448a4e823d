package dev.millrace.executor.operator.window;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.harness.Batches;
import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows are (partition, order, value); every function is compared with its definition, written down row by row. */
class WindowOperatorTest {

    /** So many rows of a partition do not fit into the memory that they get. */
    private static final int ROWS_ON_DISK = 800;
    private static final long UNBOUNDED_BEFORE = Long.MIN_VALUE;
    private static final long UNBOUNDED_AFTER = Long.MAX_VALUE;
    private static final Schema SCHEMA =
            Schema.of(Field.of("p", DataType.STRING), Field.of("o", DataType.INT), Field.of("v", DataType.BIGINT));
    private static final Expr PARTITION = new InputRef(0, DataType.STRING, true, "p");
    private static final Expr ORDER = new InputRef(1, DataType.INT, true, "o");
    private static final Expr VALUE = new InputRef(2, DataType.BIGINT, true, "v");

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** One partition and a row of it. */
    private record Place(List<List<@Nullable Object>> partition, int row) {

        @Nullable
        Integer order(int other) {
            return (Integer) partition.get(other).get(1);
        }

        boolean isPeer(int other) {
            return Objects.equals(order(row), order(other));
        }

        int firstPeer() {
            int first = row;
            while (first > 0 && isPeer(first - 1)) {
                first--;
            }
            return first;
        }

        int lastPeer() {
            int last = row;
            while (last + 1 < partition.size() && isPeer(last + 1)) {
                last++;
            }
            return last;
        }

        @Nullable
        Object value(int other) {
            return other < 0 || other >= partition.size() ? null : partition.get(other).get(2);
        }
    }

    private interface Definition {
        @Nullable
        Object at(Place place);
    }

    private List<List<@Nullable Object>> rows(int count, int partitions) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int partition = random.nextInt(partitions);
            rows.add(Arrays.asList(partition == 0 ? null : "p" + partition, random.nextInt(9) == 0 ? null : (Object) random.nextInt(12),
                    random.nextInt(6) == 0 ? null : (Object) random.nextLong(100)));
        }
        Comparator<List<@Nullable Object>> byPartition =
                Comparator.comparing(row -> (String) row.get(0), Comparator.nullsFirst(Comparator.naturalOrder()));
        rows.sort(byPartition.thenComparing(row -> (Integer) row.get(1), Comparator.nullsFirst(Comparator.naturalOrder())));
        return rows;
    }

    private void verify(WindowCall call, Definition definition) {
        for (int size : new int[] {0, 1, 40, 150, ROWS_ON_DISK}) {
            List<List<@Nullable Object>> rows = rows(size, size == ROWS_ON_DISK ? 1 : 1 + random.nextInt(6));
            if (size == ROWS_ON_DISK) {
                rows.addAll(rows(60, 4).stream().filter(row -> row.getFirst() != null).toList());
            }
            List<List<@Nullable Object>> expected = new ArrayList<>();
            for (int from = 0; from < rows.size();) {
                int to = from;
                while (to < rows.size() && Objects.equals(rows.get(to).get(0), rows.get(from).get(0))) {
                    to++;
                }
                List<List<@Nullable Object>> partition = rows.subList(from, to);
                for (int row = 0; row < partition.size(); row++) {
                    List<@Nullable Object> result = new ArrayList<>(partition.get(row));
                    result.add(definition.at(new Place(partition, row)));
                    expected.add(result);
                }
                from = to;
            }
            List<Field> fields = new ArrayList<>(SCHEMA.fields());
            fields.add(Field.of("w", call.call().type()));
            WindowExec plan = new WindowExec(new LocalTableExec(new LocalRows(SCHEMA, List.of())), List.of(PARTITION),
                    List.of(SortKey.ascending(ORDER)),
                    List.of(call), new Schema(fields));
            try {
                OperatorHarness harness = OperatorHarness
                        .verify((inputs, task) -> new WindowOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task, 16))
                        .input(SCHEMA, rows);
                boolean fewRows = call.frame().unit() == WindowFrame.Unit.ROWS && !reachesFar(call);
                (size < ROWS_ON_DISK ? harness : fewRows ? harness.spillsWith(34_000) : harness.alsoWith(150_000)).expect(expected);
            } catch (AssertionError e) {
                throw new AssertionError("data seed " + seed + ", " + call + ": " + e.getMessage(), e);
            }
        }
    }

    /** Frames of a bounded start that end with the partition, which have to fit into memory but for a few functions. */
    private static boolean reachesFar(WindowCall call) {
        boolean startsBounded = !(call.frame().from() instanceof WindowFrame.Unbounded);
        boolean picks = call.call().function().endsWith("_value");
        boolean endsUnbounded = call.frame().to() instanceof WindowFrame.Unbounded;
        boolean everything = call.frame()
                .to() instanceof WindowFrame.Limit(Arithmetic(var _, var _, Literal(Integer distance, var _), var _, var _), var _)
                && Math.abs((long) distance) > 1_000;
        return startsBounded && (endsUnbounded && !picks || everything);
    }

    private static WindowCall call(String function, DataType type, boolean rows, long from, long to, Expr... arguments) {
        return call(function, type, new Shape(rows ? WindowFrame.Unit.ROWS : WindowFrame.Unit.RANGE, true), from, to, arguments);
    }

    /** The frame with bounds as numbers: by value over the order key for RANGE. */
    private static WindowCall call(String function, DataType type, Shape shape, long from, long to, Expr... arguments) {
        return new WindowCall(new AggregateCall(function, List.of(arguments), false, null, List.of(), type, true),
                new WindowFrame(shape.unit(), shape.bound(from), shape.bound(to)), false);
    }

    /** Unit of a frame and direction of the order. */
    private record Shape(WindowFrame.Unit unit, boolean ascending) {

        WindowFrame.Bound bound(long offset) {
            if (offset == UNBOUNDED_BEFORE || offset == UNBOUNDED_AFTER) {
                return new WindowFrame.Unbounded();
            }
            if (unit != WindowFrame.Unit.RANGE || offset == 0) {
                return new WindowFrame.Offset(offset);
            }
            Expr value = new Arithmetic(Arithmetic.Op.ADD, ORDER, Literal.of((int) (ascending ? offset : -offset)), DataType.INT,
                    OnError.NULL);
            return new WindowFrame.Limit(value, offset > 0);
        }
    }

    private static WindowCall ranking(String function, DataType type, Expr... arguments) {
        return call(function, type, true, UNBOUNDED_BEFORE, 0, arguments);
    }

    @Test
    void ranks() {
        verify(ranking("row_number", DataType.INT), place -> place.row() + 1);
        verify(ranking("rank", DataType.INT), place -> place.firstPeer() + 1);
        verify(ranking("dense_rank", DataType.INT), place -> {
            int rank = 1;
            for (int row = 1; row <= place.row(); row++) {
                rank += Objects.equals(place.order(row), place.order(row - 1)) ? 0 : 1;
            }
            return rank;
        });
        verify(ranking("percent_rank", DataType.DOUBLE),
                place -> place.partition().size() == 1 ? 0.0 : place.firstPeer() / (place.partition().size() - 1.0));
        verify(ranking("cume_dist", DataType.DOUBLE), place -> (place.lastPeer() + 1.0) / place.partition().size());
    }

    @Test
    void ntileFillsTheFirstBucketsMore() {
        for (int buckets : new int[] {1, 3, 7, 1000}) {
            verify(ranking("ntile", DataType.INT, Literal.of(buckets)), place -> {
                List<Integer> bucketOf = new ArrayList<>();
                int size = place.partition().size();
                for (int bucket = 1; bucket <= buckets; bucket++) {
                    int rows = size / buckets + (bucket <= size % buckets ? 1 : 0);
                    for (int i = 0; i < rows; i++) {
                        bucketOf.add(bucket);
                    }
                }
                return bucketOf.get(place.row());
            });
        }
    }

    @Test
    void neighbours() {
        verify(call("lag", DataType.BIGINT, true, UNBOUNDED_BEFORE, 0, VALUE, Literal.of(2)), place -> place.value(place.row() - 2));
        verify(call("lead", DataType.BIGINT, true, UNBOUNDED_BEFORE, 0, VALUE, Literal.of(1)), place -> place.value(place.row() + 1));
        verify(call("lead", DataType.BIGINT, true, UNBOUNDED_BEFORE, 0, VALUE, Literal.of(3), Literal.of(-1L)),
                place -> place.row() + 3 < place.partition().size() ? place.value(place.row() + 3) : Long.valueOf(-1));
    }

    private interface Bounds {
        int[] of(Place place);
    }

    private record FrameCase(WindowFrame.Unit unit, long from, long to, Bounds bounds) {

        WindowFrame typed() {
            Shape shape = new Shape(unit, true);
            return new WindowFrame(unit, shape.bound(from), shape.bound(to));
        }
    }

    /** Nulls come first: they are before every bound that is measured from a number, and each other's peers. */
    private static int[] range(Place place, long from, long to) {
        Integer own = place.order(place.row());
        int size = place.partition().size();
        int low = 0;
        while (from != UNBOUNDED_BEFORE && low < size && isBefore(place.order(low), own, from)) {
            low++;
        }
        int high = size;
        while (to != UNBOUNDED_AFTER && high > 0 && isBehind(place.order(high - 1), own, to)) {
            high--;
        }
        return new int[] {low, Math.max(low, high)};
    }

    private static int[] groups(Place place, long from, long to) {
        List<Integer> groupOf = new ArrayList<>();
        for (int row = 0; row < place.partition().size(); row++) {
            boolean same = row > 0 && Objects.equals(place.order(row), place.order(row - 1));
            groupOf.add(row == 0 ? 0 : groupOf.getLast() + (same ? 0 : 1));
        }
        int own = groupOf.get(place.row());
        int low = 0;
        while (from != UNBOUNDED_BEFORE && low < groupOf.size() && groupOf.get(low) < own + from) {
            low++;
        }
        int high = low;
        while (high < groupOf.size() && (to == UNBOUNDED_AFTER || groupOf.get(high) <= own + to)) {
            high++;
        }
        return new int[] {low, high};
    }

    private static boolean isBefore(@Nullable Integer other, @Nullable Integer own, long from) {
        return own != null && (other == null || other < own + from);
    }

    private static boolean isBehind(@Nullable Integer other, @Nullable Integer own, long to) {
        return other != null && (own == null || other > own + to);
    }

    private static List<FrameCase> frames() {
        List<FrameCase> cases = new ArrayList<>();
        long[][] bounds =
                {{UNBOUNDED_BEFORE, UNBOUNDED_AFTER}, {UNBOUNDED_BEFORE, 0}, {0, UNBOUNDED_AFTER}, {-2, 1}, {1, 3}, {-4, -2}, {0, 0},
                        {UNBOUNDED_BEFORE, -1}, {2, UNBOUNDED_AFTER}};
        for (long[] bound : bounds) {
            cases.add(new FrameCase(WindowFrame.Unit.ROWS, bound[0], bound[1], place -> {
                int low = bound[0] == UNBOUNDED_BEFORE ? 0 : (int) Math.max(0, place.row() + bound[0]);
                int high = bound[1] == UNBOUNDED_AFTER ? place.partition().size()
                        : (int) Math.min(place.partition().size(), place.row() + bound[1] + 1);
                return new int[] {low, high};
            }));
        }
        for (long[] bound : new long[][] {{UNBOUNDED_BEFORE, 0}, {0, 0}, {-2, 2}, {0, UNBOUNDED_AFTER}, {-1, UNBOUNDED_AFTER},
                {UNBOUNDED_BEFORE, 3}, {1, 4}, {-5, -3}, {Integer.MIN_VALUE + 1L, Integer.MAX_VALUE}}) {
            cases.add(new FrameCase(WindowFrame.Unit.RANGE, bound[0], bound[1], place -> range(place, bound[0], bound[1])));
        }
        for (long[] bound : new long[][] {{UNBOUNDED_BEFORE, 0}, {0, 0}, {-1, 1}, {-2, -1}, {1, 2}, {0, UNBOUNDED_AFTER},
                {-2, UNBOUNDED_AFTER}, {UNBOUNDED_BEFORE, 1}}) {
            cases.add(new FrameCase(WindowFrame.Unit.GROUPS, bound[0], bound[1], place -> groups(place, bound[0], bound[1])));
        }
        return cases;
    }

    private static List<@Nullable Object> values(Place place, int[] bounds) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = bounds[0]; row < bounds[1]; row++) {
            values.add(place.value(row));
        }
        return values;
    }

    @Test
    void aggregatesOverFrames() {
        for (FrameCase frame : frames()) {
            verify(call("sum", DataType.BIGINT, new Shape(frame.unit(), true), frame.from(), frame.to(), VALUE), place -> {
                List<Long> present =
                        values(place, frame.bounds().of(place)).stream().filter(Objects::nonNull).map(Long.class::cast).toList();
                return present.isEmpty() ? null : (Object) present.stream().mapToLong(Long::longValue).sum();
            });
            verify(call("max", DataType.BIGINT, new Shape(frame.unit(), true), frame.from(), frame.to(), VALUE),
                    place -> values(place, frame.bounds().of(place)).stream().filter(Objects::nonNull).map(Long.class::cast)
                            .max(Comparator.naturalOrder()).orElse(null));
        }
    }

    @Test
    void numbersOverFrames() {
        Expr real = new Cast(VALUE, DataType.DOUBLE, OnError.THROW);
        Expr decimal = new Cast(VALUE, DataType.decimal(18, 1), OnError.THROW);
        Expr small = new Cast(VALUE, DataType.TINYINT, OnError.THROW);
        for (FrameCase frame : frames()) {
            Shape shape = new Shape(frame.unit(), true);
            Definition average = place -> {
                List<Long> present = present(place, frame);
                return present.isEmpty() ? null : (Object) (present.stream().mapToLong(Long::longValue).sum() / (double) present.size());
            };
            verify(call("avg", DataType.DOUBLE, shape, frame.from(), frame.to(), real), average);
            verify(call("avg", DataType.DOUBLE, shape, frame.from(), frame.to(), VALUE), average);
            verify(call("sum", DataType.decimal(28, 1), shape, frame.from(), frame.to(), decimal), place -> present(place, frame).isEmpty()
                    ? null
                    : BigInteger.valueOf(10 * present(place, frame).stream().mapToLong(Long::longValue).sum()));
            verify(call("min", DataType.TINYINT, shape, frame.from(), frame.to(), small),
                    place -> present(place, frame).stream().min(Comparator.naturalOrder()).map(value -> (Object) value.intValue())
                            .orElse(null));
            verify(call("min", DataType.STRING, shape, frame.from(), frame.to(), new Cast(VALUE, DataType.STRING, OnError.THROW)),
                    place -> present(place, frame).stream().map(String::valueOf).min(Comparator.naturalOrder()).orElse(null));
        }
    }

    private static List<Long> present(Place place, FrameCase frame) {
        return values(place, frame.bounds().of(place)).stream().filter(Objects::nonNull).map(Long.class::cast).toList();
    }

    @Test
    void nullsAreIgnoredWhereAsked() {
        for (FrameCase frame : frames()) {
            verifyIgnoring(frame, "first_value", List.of(VALUE), values -> values.isEmpty() ? null : values.getFirst());
            verifyIgnoring(frame, "last_value", List.of(VALUE), values -> values.isEmpty() ? null : values.getLast());
            verifyIgnoring(frame, "nth_value", List.of(VALUE, Literal.of(3)), values -> values.size() < 3 ? null : values.get(2));
        }
        for (int distance : new int[] {1, 2, -1}) {
            AggregateCall lag =
                    new AggregateCall("lag", List.of(VALUE, Literal.of(distance)), false, null, List.of(), DataType.BIGINT, true);
            AggregateCall lead =
                    new AggregateCall("lead", List.of(VALUE, Literal.of(-distance)), false, null, List.of(), DataType.BIGINT, true);
            for (AggregateCall call : List.of(lag, lead)) {
                verify(new WindowCall(call, WindowFrame.ROWS_SO_FAR, true), place -> {
                    int size = place.partition().size();
                    List<@Nullable Object> beside = distance > 0 ? values(place, new int[] {0, place.row()}).reversed()
                            : values(place, new int[] {place.row() + 1, size});
                    List<Object> present = beside.stream().filter(Objects::nonNull).map(Object.class::cast).toList();
                    return present.size() < Math.abs(distance) ? null : present.get(Math.abs(distance) - 1);
                });
            }
        }
    }

    private void verifyIgnoring(FrameCase frame, String function, List<Expr> arguments, Pick pick) {
        verify(new WindowCall(new AggregateCall(function, arguments, false, null, List.of(), DataType.BIGINT, true), frame.typed(), true),
                place -> pick.of(new ArrayList<>(present(place, frame))));
    }

    /** Downwards, with nulls last: the frame is measured towards smaller keys. */
    @Test
    void rangesOfDescendingKeys() {
        Schema schema = Schema.of(Field.of("o", DataType.INT));
        Expr order = new InputRef(0, DataType.INT, true, "o");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Integer key : Arrays.asList(Integer.MAX_VALUE, 9, 7, 7, 4, -3, Integer.MIN_VALUE, null, null)) {
            rows.add(Batches.row(key));
        }
        Expr before = new Arithmetic(Arithmetic.Op.ADD, order, Literal.of(3), DataType.INT, OnError.NULL);
        Expr after = new Arithmetic(Arithmetic.Op.SUBTRACT, order, Literal.of(2), DataType.INT, OnError.NULL);
        WindowFrame frame =
                new WindowFrame(WindowFrame.Unit.RANGE, new WindowFrame.Limit(before, false), new WindowFrame.Limit(after, true));
        WindowCall count =
                new WindowCall(new AggregateCall("count", List.of(), false, null, List.of(), DataType.BIGINT, false), frame, false);
        WindowExec plan = new WindowExec(new LocalTableExec(new LocalRows(schema, List.of())), List.of(),
                List.of(new SortKey(order, false, false)), List.of(count),
                Schema.of(Field.of("o", DataType.INT), Field.of("w", DataType.BIGINT)));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        long[] counts = {1, 3, 3, 3, 3, 1, 1, 2, 2};
        for (int row = 0; row < counts.length; row++) {
            expected.add(Batches.row(rows.get(row).getFirst(), counts[row]));
        }
        OperatorHarness.verify((inputs, task) -> new WindowOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(schema, rows).expect(expected);
    }

    private record Prepared(OperatorHarness harness, List<List<@Nullable Object>> expected) {}

    private static Prepared largePartition(WindowCall call, IntFunction<Object> result) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int row = 0; row < 60_000; row++) {
            rows.add(Batches.row("p", row, (long) row));
            expected.add(Batches.row("p", row, (long) row, result.apply(row)));
        }
        List<Field> fields = new ArrayList<>(SCHEMA.fields());
        fields.add(Field.of("w", call.call().type()));
        WindowExec plan = new WindowExec(new LocalTableExec(new LocalRows(SCHEMA, List.of())), List.of(PARTITION),
                List.of(SortKey.ascending(ORDER)), List.of(call), new Schema(fields));
        OperatorHarness harness = OperatorHarness
                .verify((inputs, task) -> new WindowOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(SCHEMA, rows);
        return new Prepared(harness, expected);
    }

    private static void oneLargePartition(WindowCall call, IntFunction<Object> result) {
        Prepared prepared = largePartition(call, result);
        prepared.harness().spillsWith(2_500_000).expect(prepared.expected());
    }

    @Test
    void aPartitionLargerThanTheMemoryGoesThroughTheDisk() {
        oneLargePartition(ranking("row_number", DataType.INT), row -> row + 1);
        oneLargePartition(call("sum", DataType.BIGINT, true, UNBOUNDED_BEFORE, 0, VALUE), row -> row * (row + 1L) / 2);
        oneLargePartition(call("max", DataType.BIGINT, true, UNBOUNDED_BEFORE, UNBOUNDED_AFTER, VALUE), _ -> 59_999L);
        oneLargePartition(call("min", DataType.BIGINT, true, -100, 3, VALUE), row -> Math.max(0L, row - 100L));
    }

    @Test
    void framesThatDoNotFitAreRefused() {
        WindowCall call = call("sum", DataType.BIGINT, true, 0, UNBOUNDED_AFTER, VALUE);
        largePartition(call, row -> row).harness().memory(2_500_000).expectError(ErrorCondition.MEMORY_LIMIT_EXCEEDED);
    }

    @Test
    void filteredCount() {
        Expr filter = new Compare(Compare.Op.GT, VALUE, Literal.of(50L));
        for (FrameCase frame : frames()) {
            WindowCall counted =
                    new WindowCall(new AggregateCall("count", List.of(), false, filter, List.of(), DataType.BIGINT, false),
                            frame.typed(), false);
            verify(counted,
                    place -> values(place, frame.bounds().of(place)).stream().filter(value -> value != null && (Long) value > 50).count());
        }
    }

    @Test
    void valuesOfFrames() {
        for (FrameCase frame : frames()) {
            verifyPicked(frame, "first_value", null, values -> values.isEmpty() ? null : values.getFirst());
            verifyPicked(frame, "last_value", null, values -> values.isEmpty() ? null : values.getLast());
            verifyPicked(frame, "last_value", Literal.TRUE,
                    values -> values.reversed().stream().filter(Objects::nonNull).findFirst().orElse(null));
            verifyPicked(frame, "nth_value", Literal.of(2), values -> values.size() < 2 ? null : values.get(1));
        }
    }

    private interface Pick {
        @Nullable
        Object of(List<@Nullable Object> values);
    }

    private void verifyPicked(FrameCase frame, String function, @Nullable Literal second, Pick pick) {
        Expr[] arguments = second == null ? new Expr[] {VALUE} : new Expr[] {VALUE, second};
        verify(call(function, DataType.BIGINT, new Shape(frame.unit(), true), frame.from(), frame.to(), arguments),
                place -> pick.of(values(place, frame.bounds().of(place))));
    }

    /** Partitions longer and shorter than a batch. */
    @Test
    void manyRows() {
        List<List<@Nullable Object>> rows = rows(25_000, 3);
        rows.addAll(rows(9_000, 2_000).stream().filter(row -> row.get(0) != null && ((String) row.get(0)).length() > 2).toList());
        IntFunction<@Nullable Object> partition = row -> rows.get(row).get(0);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        int number = 0;
        for (int row = 0; row < rows.size(); row++) {
            number = row > 0 && Objects.equals(partition.apply(row), partition.apply(row - 1)) ? number + 1 : 1;
            List<@Nullable Object> result = new ArrayList<>(rows.get(row));
            result.add(number);
            expected.add(result);
        }
        List<Field> fields = new ArrayList<>(SCHEMA.fields());
        fields.add(Field.of("w", DataType.INT));
        WindowExec plan =
                new WindowExec(new LocalTableExec(new LocalRows(SCHEMA, List.of())), List.of(PARTITION), List.of(SortKey.ascending(ORDER)),
                        List.of(ranking("row_number", DataType.INT)), new Schema(fields));
        OperatorHarness.verify((inputs, task) -> new WindowOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                .input(SCHEMA, rows).expect(expected);
    }
}
