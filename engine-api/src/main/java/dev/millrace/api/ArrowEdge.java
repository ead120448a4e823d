package dev.millrace.api;

import dev.millrace.columnar.ArrowStreamReader;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.LocalRows;
import dev.millrace.spi.QueryResult;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Results as Arrow IPC streams, and streams as rows. One block is in native memory at a time. */
final class ArrowEdge {

    private ArrowEdge() {}

    /** @throws EngineException CANNOT_WRITE_FILE when the channel fails */
    static void write(QueryResult result, WritableByteChannel channel) {
        Schema schema = result.schema();
        try (MemoryPool pool = MemoryPool.root("arrow", MemoryPool.UNLIMITED);
                ArrowStreamWriter writer = new ArrowStreamWriter(channel, schema)) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                Block block = BlockEncoder.encode(schema, batch, pool);
                try {
                    writer.write(block);
                } finally {
                    block.release();
                }
            }
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", "the Arrow stream", "detail", e.getMessage());
        }
    }

    /** @throws EngineException CANNOT_READ_FILE when the channel fails or holds something else, UNSUPPORTED_FEATURE */
    static LocalRows read(ReadableByteChannel channel) {
        List<Batch> batches = new ArrayList<>();
        try (MemoryPool pool = MemoryPool.root("arrow", MemoryPool.UNLIMITED)) {
            ArrowStreamReader reader = new ArrowStreamReader(channel, pool);
            for (Block block = reader.next(); block != null; block = reader.next()) {
                try {
                    for (int from = 0; from < block.rows(); from += Batch.ROWS) {
                        batches.add(BlockDecoder.decode(block, from, Math.min(Batch.ROWS, block.rows() - from)));
                    }
                } finally {
                    block.release();
                }
            }
            return new LocalRows(reader.schema(), batches);
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_READ_FILE.caused(e, "file", "the Arrow stream", "position", "block " + batches.size(), "detail",
                    e.getMessage());
        }
    }
}
