package dev.millrace.executor.operator.window;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.OperatorStats;
import dev.millrace.executor.operator.sort.SpillFile;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition that does not fit into memory. Its rows go to disk, with the values of all expressions, and pass by the functions; then they
 * are read again from the start, and some are held at a time: those whose results are made, and what their frames reach.
 */
final class LargePartition implements AutoCloseable {

    private final TaskContext context;
    private final MemoryPool memory;
    private final OperatorStats stats;
    private final int rowsAtOnce;
    private final int width;
    private final int firstOrderKey;
    private final int orderKeys;
    private final List<StreamedFunction> functions;
    private final List<DataType> types;
    private final SpillFile file;
    private final List<VectorBuilder> partitionKeys = new ArrayList<>();
    private List<VectorBuilder> builders;
    private long reserved;
    private long total;
    /** Number in the partition of the next row to be given. */
    private long at;
    private long first;
    private long firstPeerStart;
    private long firstGroup;

    /**
     * @param rowsAtOnce how many results are made at a time
     * @param types of the input's columns and of all expressions: partition keys, order keys, what functions need
     * @param width columns of the input
     */
    LargePartition(TaskContext context, MemoryPool memory, OperatorStats stats, int rowsAtOnce, List<DataType> types, int width,
            int partitionKeys, int orderKeys, List<StreamedFunction> functions) {
        this.rowsAtOnce = rowsAtOnce;
        this.context = context;
        this.memory = memory;
        this.stats = stats;
        this.types = types;
        this.width = width;
        this.firstOrderKey = width + partitionKeys;
        this.orderKeys = orderKeys;
        this.functions = functions;
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(Field.of("c" + fields.size(), type));
        }
        this.file = SpillFile.create(context.spillDirectory(), "window", new Schema(fields), memory);
        types.subList(width, firstOrderKey).forEach(type -> this.partitionKeys.add(VectorBuilder.of(type, 1)));
        this.builders = newBuilders();
    }

    private List<VectorBuilder> newBuilders() {
        List<VectorBuilder> made = new ArrayList<>();
        types.forEach(type -> made.add(VectorBuilder.of(type, 64)));
        return made;
    }

    /** Vectors of one row: the partition's keys. */
    List<Vector> keys() {
        return partitionKeys.stream().map(VectorBuilder::build).toList();
    }

    /** Takes in rows of the partition: the first {@code count} that {@code rows} names. */
    void add(List<Vector> columns, int[] rows, int count) {
        for (int from = 0; from < count; from += rowsAtOnce) {
            context.checkCancelled();
            int[] some = Arrays.copyOfRange(rows, from, Math.min(count, from + rowsAtOnce));
            List<Vector> flat = columns.stream().map(column -> Flatten.flat(Gather.rows(column, some, some.length))).toList();
            if (total == 0) {
                for (int key = 0; key < partitionKeys.size(); key++) {
                    partitionKeys.get(key).append(flat.get(width + key), 0, 1);
                }
            }
            file.write(Batch.of(some.length, flat));
            functions.forEach(function -> function.scan(flat, some.length));
            total += some.length;
            settle();
        }
    }

    /** All rows are in. */
    void finish() {
        long bytes = file.finish();
        memory.countSpilled(bytes);
        stats.spilled(bytes);
    }

    /** The next rows of the partition with their results; null at the end. */
    @Nullable
    Batch next() {
        if (at == total) {
            return null;
        }
        int from = (int) (at - first);
        int wanted = (int) Math.min(from + Math.max(rowsAtOnce, from), total - first);
        load(wanted);
        LoadedRows loaded = loaded();
        int to = wanted;
        while (!isReady(loaded, from, to)) {
            load((int) Math.min(2L * loaded.count(), total - first));
            loaded = loaded();
        }
        int count = to - from;
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> from + i);
        List<Vector> output = new ArrayList<>();
        for (Vector column : loaded.columns().subList(0, width)) {
            output.add(Gather.rows(column, rows, count));
        }
        for (StreamedFunction function : functions) {
            context.checkCancelled();
            output.add(function.evaluate(loaded, from, to));
        }
        at += count;
        forget(loaded, to);
        return Batch.of(count, output);
    }

    private boolean isReady(LoadedRows loaded, int from, int to) {
        for (StreamedFunction function : functions) {
            if (!function.isReady(loaded, from, to)) {
                return false;
            }
        }
        return true;
    }

    private void load(int count) {
        while (builders.getFirst().length() < count) {
            context.checkCancelled();
            Batch batch = file.next();
            if (batch == null) {
                throw new IllegalStateException("fewer rows than were written");
            }
            for (int column = 0; column < builders.size(); column++) {
                builders.get(column).appendAll(batch.column(column));
            }
            settle();
        }
    }

    private LoadedRows loaded() {
        List<Vector> columns = builders.stream().map(VectorBuilder::build).toList();
        int count = builders.getFirst().length();
        WindowRows rows = WindowRows.of(count, List.of(), columns.subList(firstOrderKey, firstOrderKey + orderKeys));
        return new LoadedRows(first, total, rows, firstPeerStart, firstGroup, columns);
    }

    /** Drops the rows that nobody looks at any more; one before the next is kept, to see whether they are peers. */
    private void forget(LoadedRows loaded, int next) {
        int keep = next - 1;
        for (StreamedFunction function : functions) {
            keep = Math.min(keep, function.keepFrom(loaded, next));
        }
        if (keep <= 0) {
            return;
        }
        firstPeerStart = loaded.peerStart(keep);
        for (int row = 1; row <= keep; row++) {
            firstGroup += loaded.rows().peerStart()[row] == row ? 1 : 0;
        }
        int[] kept = new int[loaded.count() - keep];
        int begin = keep;
        Arrays.setAll(kept, i -> begin + i);
        builders = newBuilders();
        for (int column = 0; column < builders.size(); column++) {
            builders.get(column).append(loaded.columns().get(column), kept, 0, kept.length);
        }
        first += keep;
        settle();
    }

    private void settle() {
        long held = 0;
        for (VectorBuilder builder : builders) {
            held += builder.heldBytes();
        }
        for (StreamedFunction function : functions) {
            held += function.heldBytes();
        }
        if (held > reserved) {
            memory.reserve(held - reserved);
        } else {
            memory.release(reserved - held);
        }
        reserved = held;
        stats.held(memory.used());
    }

    @Override
    public void close() {
        memory.release(reserved);
        reserved = 0;
        file.close();
    }
}
