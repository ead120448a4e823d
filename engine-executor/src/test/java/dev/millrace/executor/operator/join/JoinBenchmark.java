package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.LongVector;
import dev.millrace.config.Config;
import dev.millrace.executor.harness.HarnessContext;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.row.LocalTableOperator;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Nanoseconds per probed key: the look-up alone, and the whole join with a payload column of each side. Run by hand. */
final class JoinBenchmark {

    private static final int PROBES = 2_000_000;
    private static final int RUNS = 4;
    private static final Schema SCHEMA = Schema.of(new Field("k", DataType.BIGINT, false), new Field("v", DataType.BIGINT, false));

    private JoinBenchmark() {}

    public static void main(String[] arguments) {
        System.out.println("keys      spacing   hits  look-up ns  join ns  build ns/row");
        for (int keys : new int[] {65_536, 1_500_000}) {
            for (long spacing : new long[] {1, 4, 40, 1_000}) {
                for (double hits : new double[] {1, 0.1}) {
                    run(keys, spacing, hits);
                }
            }
        }
    }

    private static void run(int keys, long spacing, double hits) {
        SplittableRandom random = new SplittableRandom(7);
        long[] build = new long[keys];
        for (int i = 0; i < keys; i++) {
            build[i] = spacing * (i + 1L);
        }
        for (int i = keys - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long swapped = build[i];
            build[i] = build[other];
            build[other] = swapped;
        }
        long[] probe = new long[PROBES];
        for (int i = 0; i < PROBES; i++) {
            probe[i] = spacing * (1 + random.nextInt(keys)) + (random.nextDouble() < hits ? 0 : 1);
        }
        double lookUp = Double.MAX_VALUE;
        double join = Double.MAX_VALUE;
        double built = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            lookUp = Math.min(lookUp, lookUp(build, probe));
            double[] both = join(build, probe);
            built = Math.min(built, both[0]);
            join = Math.min(join, both[1]);
        }
        System.out.printf(Locale.ROOT, "%-9d %-8d %4.0f%% %10.1f %8.1f %10.1f%n", keys, spacing, 100 * hits, lookUp, join, built);
    }

    private static double lookUp(long[] build, long[] probe) {
        try (MemoryPool memory = MemoryPool.root("bench", 1L << 30)) {
            KeyIndex index = KeyIndex.build(build, build.length, null, true, memory);
            long[] keys = new long[Batch.ROWS];
            int[] rows = new int[Batch.ROWS];
            long found = 0;
            long start = System.nanoTime();
            for (int from = 0; from + Batch.ROWS <= probe.length; from += Batch.ROWS) {
                System.arraycopy(probe, from, keys, 0, Batch.ROWS);
                index.find(keys, Batch.ROWS, rows);
                found += rows[0];
            }
            double nanos = (System.nanoTime() - start) / (double) probe.length;
            memory.release(memory.used());
            return found == Long.MIN_VALUE ? 0 : nanos;
        }
    }

    private static Operator table(long[] keys, HarnessContext context) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < keys.length; from += Batch.ROWS) {
            int count = Math.min(Batch.ROWS, keys.length - from);
            long[] part = new long[count];
            System.arraycopy(keys, from, part, 0, count);
            batches.add(Batch.of(count, new LongVector(DataType.BIGINT, part, count, null),
                    new LongVector(DataType.BIGINT, part, count, null)));
        }
        return new LocalTableOperator(new LocalTableExec(new LocalRows(SCHEMA, batches)), 0, context);
    }

    /** Build and probe, nanoseconds a row each. */
    private static double[] join(long[] build, long[] probe) {
        Expr key = new InputRef(0, DataType.BIGINT, false, "k");
        LocalTableExec any = new LocalTableExec(new LocalRows(SCHEMA, List.of()));
        Schema output = Schema.of(SCHEMA.field(0), SCHEMA.field(1), SCHEMA.field(0), SCHEMA.field(1));
        HashJoinExec plan =
                new HashJoinExec(any, any, JoinType.INNER, Side.RIGHT, false, List.of(key), List.of(key), List.of(false), Literal.TRUE,
                        output);
        try (MemoryPool memory = MemoryPool.root("bench", 1L << 30)) {
            HarnessContext context = HarnessContext.of(memory, Config.EMPTY);
            ExprCompiler compiler = new ExprCompiler(Config.EMPTY);
            Operator buildSide = table(build, context);
            long start = System.nanoTime();
            try (Operator join = new HashJoinOperator(plan, table(probe, context), buildSide, null, compiler, context)) {
                long built = start;
                for (Batch batch = join.next(); batch != null; batch = join.next()) {
                    built = built == start ? System.nanoTime() : built;
                    context.checkCancelled();
                }
                long end = System.nanoTime();
                context.removeDirectory();
                return new double[] {(built - start) / (double) build.length, (end - built) / (double) probe.length};
            }
        }
    }
}
