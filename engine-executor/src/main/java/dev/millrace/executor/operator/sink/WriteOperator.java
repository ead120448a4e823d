package dev.millrace.executor.operator.sink;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.spi.BatchWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.TaskContext;
import dev.millrace.spi.WrittenFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes all rows of its input to temporary files. Partition 0 writes a file even without rows, so that the result has a schema. */
public final class WriteOperator extends PullOperator {

    private final WriteExec plan;
    private final DataSource source;
    private final boolean always;
    private @Nullable BatchWriter writer;
    private List<WrittenFile> files = List.of();

    public WriteOperator(WriteExec plan, int partition, Operator input, DataSource source, TaskContext context) {
        super(context, "WriteExec " + plan.target().format() + " " + plan.target().path(), plan.schema(), List.of(input));
        this.plan = plan;
        this.source = source;
        this.always = partition == 0;
    }

    /** The files, once {@link #next} has given null. */
    public List<WrittenFile> files() {
        return files;
    }

    @Override
    protected @Nullable Batch pull() {
        Batch batch = input().next();
        if (batch != null || always) {
            BatchWriter open = source.write(plan.target(), plan.token(), context());
            writer = open;
            for (; batch != null; batch = input().next()) {
                open.write(batch);
            }
            files = open.finish();
        }
        return null;
    }

    @Override
    protected void release() {
        BatchWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }
}
