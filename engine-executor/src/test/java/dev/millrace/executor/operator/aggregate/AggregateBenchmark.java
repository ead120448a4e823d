package dev.millrace.executor.operator.aggregate;

import static dev.millrace.executor.operator.aggregate.AggregatePlans.call;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.config.Config;
import dev.millrace.executor.harness.HarnessContext;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.InputRef;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.HashAggregateExec.Mode;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Nanoseconds of processor time a row of a few aggregations, one thread: {@code java -cp … AggregateBenchmark [name]}. */
public final class AggregateBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCHES = 732;
    private static final int ROUNDS = 7;
    private static final DataType PRICE = DataType.decimal(15, 2);

    private AggregateBenchmark() {}

    public static void main(String[] arguments) {
        String only = arguments.length == 0 ? "" : arguments[0];
        run(only, "pricing summary, all rows", Mode.PARTIAL, pricing(1), pricingKeys(), pricingCalls());
        run(only, "pricing summary, 98 % of the rows", Mode.PARTIAL, pricing(0.98), pricingKeys(), pricingCalls());
        run(only, "pricing summary, 50 % of the rows", Mode.PARTIAL, pricing(0.5), pricingKeys(), pricingCalls());
        run(only, "no keys", Mode.PARTIAL, pricing(1), List.of(), pricingCalls());
        List<AggregateCall> sum = List.of(call("sum", DataType.decimal(25, 2), new InputRef(1, PRICE, true, "q")));
        List<InputRef> key = List.of(new InputRef(0, DataType.BIGINT, true, "k"));
        run(only, "1.5 M keys, clustered, PARTIAL", Mode.PARTIAL, longKeys(i -> i / 4), key, sum);
        run(only, "1.5 M keys, clustered, SINGLE", Mode.SINGLE, longKeys(i -> i / 4), key, sum);
        Random random = new Random(1);
        run(only, "1.5 M keys, random, PARTIAL", Mode.PARTIAL, longKeys(_ -> random.nextInt(1_500_000) * 8L), key, sum);
        run(only, "1.5 M keys, random, SINGLE", Mode.SINGLE, longKeys(_ -> random.nextInt(1_500_000) * 8L), key, sum);
        run(only, "100 k keys, random, SINGLE", Mode.SINGLE, longKeys(_ -> random.nextInt(100_000) * 8L), key, sum);
        run(only, "1 k keys, random, SINGLE", Mode.SINGLE, longKeys(_ -> random.nextInt(1000) * 8L), key, sum);
        run(only, "6 M keys, PARTIAL", Mode.PARTIAL, longKeys(i -> i * 0x9e3779b97f4a7c15L), key, sum);
        List<InputRef> text = List.of(new InputRef(0, DataType.STRING, true, "k"));
        List<InputRef> pair = List.of(text.getFirst(), new InputRef(1, PRICE, true, "q"));
        run(only, "25 strings by 50 numbers, SINGLE", Mode.SINGLE, stringKeys(random, 25), pair, sum);
        run(only, "100 k strings, random, SINGLE", Mode.SINGLE, stringKeys(random, 100_000), text, sum);
    }

    private interface Keys {
        long of(long row);
    }

    private static List<Batch> longKeys(Keys keys) {
        List<Batch> batches = new ArrayList<>();
        for (long batch = 0; batch < BATCHES; batch++) {
            long[] values = new long[Batch.ROWS];
            long[] sums = new long[Batch.ROWS];
            for (int i = 0; i < Batch.ROWS; i++) {
                values[i] = keys.of(batch * Batch.ROWS + i);
                sums[i] = i % 50 * 100L;
            }
            batches.add(Batch.of(Batch.ROWS, new LongVector(DataType.BIGINT, values, Batch.ROWS, null),
                    new LongVector(PRICE, sums, Batch.ROWS, null)));
        }
        return batches;
    }

    private static List<Batch> stringKeys(Random random, int variety) {
        List<Batch> batches = new ArrayList<>();
        for (Batch batch : longKeys(_ -> 0)) {
            VectorBuilder keys = VectorBuilder.of(DataType.STRING, Batch.ROWS);
            for (int i = 0; i < Batch.ROWS; i++) {
                keys.appendValue("Customer#" + random.nextInt(variety));
            }
            batches.add(Batch.of(Batch.ROWS, keys.build(), batch.column(1)));
        }
        return batches;
    }

    private static List<InputRef> pricingKeys() {
        return List.of(new InputRef(0, DataType.STRING, true, "flag"), new InputRef(1, DataType.STRING, true, "status"));
    }

    private static List<AggregateCall> pricingCalls() {
        InputRef quantity = new InputRef(2, PRICE, true, "quantity");
        InputRef price = new InputRef(3, PRICE, true, "price");
        InputRef discount = new InputRef(4, PRICE, true, "discount");
        InputRef discounted = new InputRef(5, DataType.decimal(32, 4), true, "discounted");
        InputRef charge = new InputRef(6, DataType.decimal(38, 6), true, "charge");
        return List.of(call("sum", DataType.decimal(25, 2), quantity), call("sum", DataType.decimal(25, 2), price),
                call("sum", DataType.decimal(38, 4), discounted), call("sum", DataType.decimal(38, 6), charge),
                call("avg", DataType.decimal(19, 6), quantity), call("avg", DataType.decimal(19, 6), price),
                call("avg", DataType.decimal(19, 6), discount),
                call("count", DataType.BIGINT));
    }

    private static List<Batch> pricing(double share) {
        Random random = new Random(7);
        Vector flags = texts("A", "N", "R");
        Vector status = texts("F", "O");
        List<Batch> batches = new ArrayList<>();
        for (int batch = 0; batch < 2; batch++) {
            int[] flag = random.ints(Batch.ROWS, 0, 3).toArray();
            int[] state = random.ints(Batch.ROWS, 0, 2).toArray();
            long[] quantity = random.longs(Batch.ROWS, 100, 5000).toArray();
            long[] price = random.longs(Batch.ROWS, 90_000, 10_000_000).toArray();
            long[] discount = random.longs(Batch.ROWS, 0, 11).toArray();
            long[] discounted = new long[2 * Batch.ROWS];
            long[] charge = new long[2 * Batch.ROWS];
            for (int i = 0; i < Batch.ROWS; i++) {
                discounted[2 * i] = price[i] * (100 - discount[i]);
                charge[2 * i] = discounted[2 * i] * 104;
            }
            Batch all = Batch.of(Batch.ROWS, new DictionaryVector(flag, flags, Batch.ROWS, null),
                    new DictionaryVector(state, status, Batch.ROWS, null),
                    new LongVector(PRICE, quantity, Batch.ROWS, null), new LongVector(PRICE, price, Batch.ROWS, null),
                    new LongVector(PRICE, discount, Batch.ROWS, null),
                    new Decimal128Vector(DataType.decimal(32, 4), discounted, Batch.ROWS, null),
                    new Decimal128Vector(DataType.decimal(38, 6), charge, Batch.ROWS, null));
            int[] chosen = random.ints(0, Batch.ROWS).distinct().limit((long) (share * Batch.ROWS)).sorted().toArray();
            batches.add(share == 1 ? all : all.select(new Selection(chosen, chosen.length)));
        }
        List<Batch> repeated = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            repeated.add(batches.get(i % batches.size()));
        }
        return repeated;
    }

    private static Vector texts(String... texts) {
        byte[] data = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        int[] starts = new int[texts.length];
        int[] lengths = new int[texts.length];
        Arrays.setAll(starts, i -> i);
        Arrays.fill(lengths, 1);
        return new BytesVector(DataType.STRING, data, starts, lengths, texts.length, null);
    }

    private static void run(String only, String name, Mode mode, List<Batch> batches, List<InputRef> keys, List<AggregateCall> calls) {
        if (!name.contains(only)) {
            return;
        }
        long rows = batches.stream().mapToLong(Batch::length).sum();
        StringBuilder text = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            try (MemoryPool pool = MemoryPool.root("benchmark", MemoryPool.UNLIMITED)) {
                HarnessContext context = HarnessContext.of(pool, Config.EMPTY);
                long start = THREADS.getCurrentThreadCpuTime();
                long results = 0;
                try (Operator operator = new HashAggregateOperator(AggregatePlans.plan(mode, keys, calls), new Source(batches),
                        new ExprCompiler(Config.EMPTY), context)) {
                    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
                        results += batch.rows();
                    }
                }
                double spent = THREADS.getCurrentThreadCpuTime() - start;
                text.append(String.format(" %.2f", spent / rows));
                if (round == ROUNDS - 1) {
                    text.append("  groups=").append(results).append(" peak=").append(pool.peak() >> 10).append(" KiB");
                }
                context.removeDirectory();
            }
        }
        System.out.println(name + ", ns/row:" + text);
    }

    /** Gives batches without copying them. */
    private static final class Source implements Operator {
        private final List<Batch> batches;
        private final OperatorStats stats = new OperatorStats("Source");
        private int next;

        Source(List<Batch> batches) {
            this.batches = batches;
        }

        @Override
        public Schema schema() {
            return Schema.EMPTY;
        }

        @Override
        public @Nullable Batch next() {
            return next == batches.size() ? null : batches.get(next++);
        }

        @Override
        public OperatorStats stats() {
            return stats;
        }

        @Override
        public void close() {}
    }
}
