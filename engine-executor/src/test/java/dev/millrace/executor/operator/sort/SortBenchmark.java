package dev.millrace.executor.operator.sort;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.config.Config;
import dev.millrace.executor.harness.HarnessContext;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.row.LocalTableOperator;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Nanoseconds a row of sorts in memory, on disk, and of the first hundred rows. Run by hand. */
final class SortBenchmark {

    private static final int ROWS = 2_000_000;
    private static final int RUNS = 4;

    private SortBenchmark() {}

    public static void main(String[] arguments) {
        System.out.println("keys                       sort ns  spilled ns  top 100 ns");
        run("bigint, any", List.of(DataType.BIGINT), Long.MAX_VALUE);
        run("bigint below 1e6, int", List.of(DataType.BIGINT, DataType.INT), 1_000_000);
        run("string of 8 to 14 bytes", List.of(DataType.STRING), 1_000_000_000_000L);
        run("double, string", List.of(DataType.DOUBLE, DataType.STRING), 100);
    }

    private static void run(String name, List<DataType> types, long domain) {
        List<Field> fields = new ArrayList<>();
        types.forEach(type -> fields.add(Field.of("k" + fields.size(), type)));
        fields.add(Field.of("payload", DataType.BIGINT));
        Schema schema = new Schema(fields);
        SplittableRandom random = new SplittableRandom(3);
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < ROWS; from += Batch.ROWS) {
            List<VectorBuilder> builders = fields.stream().map(field -> VectorBuilder.of(field.type(), Batch.ROWS)).toList();
            for (int row = 0; row < Math.min(Batch.ROWS, ROWS - from); row++) {
                for (VectorBuilder builder : builders) {
                    long number = random.nextLong(domain);
                    builder.appendValue(switch (builder.type().storage()) {
                        case INT -> (int) number;
                        case DOUBLE -> number / 8.0;
                        case BYTES -> "k" + number;
                        default -> number;
                    });
                }
            }
            batches.add(Batch.of(builders.getFirst().length(), builders.stream().map(VectorBuilder::build).toList()));
        }
        LocalTableExec table = new LocalTableExec(new LocalRows(schema, batches));
        List<SortKey> keys = new ArrayList<>();
        for (int key = 0; key < types.size(); key++) {
            keys.add(SortKey.ascending(new InputRef(key, types.get(key), true, "k" + key)));
        }
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int run = 0; run < RUNS; run++) {
            best[0] = Math.min(best[0], time(table, keys, 1L << 32, false));
            best[1] = Math.min(best[1], time(table, keys, 24L << 20, false));
            best[2] = Math.min(best[2], time(table, keys, 1L << 32, true));
        }
        System.out.printf(Locale.ROOT, "%-26s %7.1f %10.1f %10.1f%n", name, best[0], best[1], best[2]);
    }

    private static double time(LocalTableExec table, List<SortKey> keys, long limit, boolean top) {
        try (MemoryPool memory = MemoryPool.root("bench", limit)) {
            HarnessContext context = HarnessContext.of(memory, Config.EMPTY);
            ExprCompiler compiler = new ExprCompiler(Config.EMPTY);
            Operator input = new LocalTableOperator(table, 0, context);
            long start = System.nanoTime();
            try (Operator sort = top
                    ? new TopNOperator(new TopNExec(table, keys, 100), input, compiler, context)
                    : new SortOperator(new SortExec(table, keys), input, compiler, context)) {
                while (sort.next() != null) {
                    context.checkCancelled();
                }
            }
            double nanos = (System.nanoTime() - start) / (double) ROWS;
            context.removeDirectory();
            return nanos;
        }
    }
}
