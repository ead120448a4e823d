package dev.millrace.files.records;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.Literal;
import dev.millrace.spi.BatchReader;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches of a split's records, with the values of its partition folders. The file is opened by the first batch. */
public final class RecordBatchReader implements BatchReader {

    /** A batch of long records ends here. */
    private static final long MAX_BATCH_BYTES = 16L << 20;

    private final ReadRequest request;
    private final TaskContext context;
    private final Opener opener;
    private final int fileColumns;
    private final List<Integer> wanted = new ArrayList<>();
    private @Nullable RecordDecoder decoder;
    private boolean ended;
    private long rows;
    private long reserved;
    private long bytesRead;

    /** Opens a format's file. */
    @FunctionalInterface
    public interface Opener {
        /**
         * @param fileSchema the table's columns without those of partition folders
         * @param wanted     positions in it, in the order of {@link RecordDecoder#build}
         * @param batchRows  most rows of a batch
         */
        RecordDecoder open(Schema fileSchema, List<Integer> wanted, int batchRows);
    }

    public RecordBatchReader(ReadRequest request, TaskContext context, Opener opener) {
        this.request = request;
        this.context = context;
        this.opener = opener;
        this.fileColumns = request.tableSchema().size() - request.split().partitionValues().size();
        for (int column : request.columns()) {
            if (column < fileColumns) {
                wanted.add(column);
            }
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        if (ended) {
            return null;
        }
        RecordDecoder open = decoder == null ? open() : decoder;
        open.begin();
        account(open);
        int most = most();
        boolean more = true;
        while (more && open.rows() < most && open.heldBytes() < MAX_BATCH_BYTES) {
            more = open.next();
        }
        account(open);
        bytesRead = open.bytesRead();
        int count = open.rows();
        rows += count;
        if (!more || rows >= limit()) {
            ended = true;
        }
        if (count == 0) {
            close();
            return null;
        }
        return batch(open.build(), count);
    }

    private RecordDecoder open() {
        Schema fileSchema = new Schema(request.tableSchema().fields().subList(0, fileColumns));
        RecordDecoder opened = opener.open(fileSchema, wanted, request.batchRows());
        decoder = opened;
        return opened;
    }

    private int most() {
        return (int) Math.min(request.batchRows(), limit() - rows);
    }

    private long limit() {
        return request.limit() < 0 || !request.filters().isEmpty() ? Long.MAX_VALUE : request.limit();
    }

    private void account(RecordDecoder open) {
        long held = open.heldBytes();
        if (held > reserved) {
            context.memory().reserve(held - reserved);
        } else {
            context.memory().release(reserved - held);
        }
        reserved = held;
    }

    private Batch batch(List<Vector> read, int count) {
        List<Vector> columns = new ArrayList<>(request.columns().size());
        int next = 0;
        for (int column : request.columns()) {
            if (column < fileColumns) {
                columns.add(read.get(next++));
            } else {
                Literal value = request.split().partitionValues().get(column - fileColumns);
                columns.add(new ConstantVector(VectorBuilder.single(value.value(), value.type()), count));
            }
        }
        return Batch.of(count, columns);
    }

    @Override
    public boolean appliesFilters() {
        return request.filters().isEmpty();
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() {
        ended = true;
        context.memory().release(reserved);
        reserved = 0;
        RecordDecoder open = decoder;
        decoder = null;
        if (open != null) {
            open.close();
        }
    }
}
