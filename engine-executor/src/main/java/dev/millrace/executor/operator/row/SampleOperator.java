package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Selection;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.spi.TaskContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A random part of the rows; the same part for the same seed, partition and order of rows. */
public final class SampleOperator extends PullOperator {

    private final SampleExec plan;
    private final SplittableRandom random;
    private int[] rows = {};

    public SampleOperator(SampleExec plan, int partition, Operator input, TaskContext context) {
        super(context, "SampleExec " + plan.lower() + " to " + plan.upper() + (plan.withReplacement() ? " with replacement" : ""),
                plan.schema(),
                List.of(input));
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed() + 0x9e37_79b9_7f4a_7c15L * partition);
    }

    @Override
    protected @Nullable Batch pull() {
        Batch batch = input().next();
        while (batch != null) {
            Batch kept = plan.withReplacement() ? repeated(batch) : chosen(batch);
            if (kept.rows() > 0) {
                return kept;
            }
            batch = input().next();
        }
        return null;
    }

    private Batch chosen(Batch batch) {
        int[] kept = new int[batch.rows()];
        int count = 0;
        Selection selection = batch.selection();
        for (int i = 0; i < kept.length; i++) {
            double drawn = random.nextDouble();
            if (drawn >= plan.lower() && drawn < plan.upper()) {
                kept[count++] = selection == null ? i : selection.rows()[i];
            }
        }
        return batch.select(new Selection(kept, count));
    }

    private Batch repeated(Batch batch) {
        int count = 0;
        Selection selection = batch.selection();
        for (int i = 0; i < batch.rows(); i++) {
            for (int copies = poisson(plan.upper() - plan.lower()); copies > 0; copies--) {
                if (count == rows.length) {
                    rows = Arrays.copyOf(rows, Math.max(Batch.ROWS, 2 * count));
                }
                rows[count++] = selection == null ? i : selection.rows()[i];
            }
        }
        return Gather.batch(batch, rows, count);
    }

    /** Knuth's method, The Art of Computer Programming 3.4.1; a large mean is drawn in parts, so that its exponential does not vanish. */
    private int poisson(double mean) {
        int total = 0;
        for (double left = mean; left > 0; left -= 16) {
            double limit = Math.exp(-Math.min(left, 16));
            double product = random.nextDouble();
            while (product > limit) {
                total++;
                product *= random.nextDouble();
            }
        }
        return total;
    }
}
