package dev.millrace.executor.operator.window;

import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
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
        for (int size : new int[] {0, 1, 40, 150}) {
            List<List<@Nullable Object>> rows = rows(size, 1 + random.nextInt(6));
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
                OperatorHarness.verify((inputs, task) -> new WindowOperator(plan, inputs.getFirst(), new ExprCompiler(task.config()), task))
                        .input(SCHEMA, rows).expect(expected);
            } catch (AssertionError e) {
                throw new AssertionError("data seed " + seed + ", " + call + ": " + e.getMessage(), e);
            }
        }
    }

    private static WindowCall call(String function, DataType type, boolean rows, long from, long to, Expr... arguments) {
        return new WindowCall(new AggregateCall(function, List.of(arguments), false, null, List.of(), type, true), rows, from, to);
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
        verify(call("lag", DataType.BIGINT, true, -2, -2, VALUE, Literal.of(2)), place -> place.value(place.row() - 2));
        verify(call("lead", DataType.BIGINT, true, 1, 1, VALUE, Literal.of(1)), place -> place.value(place.row() + 1));
        verify(call("lead", DataType.BIGINT, true, 3, 3, VALUE, Literal.of(3), Literal.of(-1L)),
                place -> place.row() + 3 < place.partition().size() ? place.value(place.row() + 3) : Long.valueOf(-1));
    }

    private interface Bounds {
        int[] of(Place place);
    }

    private record FrameCase(boolean rows, long from, long to, Bounds bounds) {}

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
            cases.add(new FrameCase(true, bound[0], bound[1], place -> {
                int low = bound[0] == UNBOUNDED_BEFORE ? 0 : (int) Math.max(0, place.row() + bound[0]);
                int high = bound[1] == UNBOUNDED_AFTER ? place.partition().size()
                        : (int) Math.min(place.partition().size(), place.row() + bound[1] + 1);
                return new int[] {low, high};
            }));
        }
        for (long[] bound : new long[][] {{UNBOUNDED_BEFORE, 0}, {0, 0}, {-2, 2}, {0, UNBOUNDED_AFTER}, {-1, UNBOUNDED_AFTER},
                {UNBOUNDED_BEFORE, 3}}) {
            cases.add(new FrameCase(false, bound[0], bound[1], place -> range(place, bound[0], bound[1])));
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
            verify(call("sum", DataType.BIGINT, frame.rows(), frame.from(), frame.to(), VALUE), place -> {
                List<Long> present =
                        values(place, frame.bounds().of(place)).stream().filter(Objects::nonNull).map(Long.class::cast).toList();
                return present.isEmpty() ? null : (Object) present.stream().mapToLong(Long::longValue).sum();
            });
            verify(call("max", DataType.BIGINT, frame.rows(), frame.from(), frame.to(), VALUE),
                    place -> values(place, frame.bounds().of(place)).stream().filter(Objects::nonNull).map(Long.class::cast)
                            .max(Comparator.naturalOrder()).orElse(null));
        }
    }

    @Test
    void filteredCount() {
        Expr filter = new Compare(Compare.Op.GT, VALUE, Literal.of(50L));
        for (FrameCase frame : frames()) {
            WindowCall counted =
                    new WindowCall(new AggregateCall("count", List.of(), false, filter, List.of(), DataType.BIGINT, false), frame.rows(),
                            frame.from(), frame.to());
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
        verify(call(function, DataType.BIGINT, frame.rows(), frame.from(), frame.to(), arguments),
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
