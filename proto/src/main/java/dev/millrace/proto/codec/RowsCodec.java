package dev.millrace.proto.codec;

import com.google.protobuf.ByteString;
import dev.millrace.columnar.ArrowStreamReader;
import dev.millrace.columnar.ArrowStreamWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.LocalRows;
import dev.millrace.proto.message.RowsMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/** Wire form of rows that a plan carries: an Arrow IPC stream. */
final class RowsCodec {

    private RowsCodec() {}

    static RowsMessage encode(LocalRows rows) {
        ByteString.Output bytes = ByteString.newOutput();
        try (MemoryPool pool = MemoryPool.root("local rows", MemoryPool.UNLIMITED);
                ArrowStreamWriter writer = new ArrowStreamWriter(Channels.newChannel(bytes), rows.schema())) {
            for (Batch batch : rows.batches()) {
                Block block = BlockEncoder.encode(rows.schema(), batch, pool);
                try {
                    writer.write(block);
                } finally {
                    block.release();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RowsMessage.newBuilder().setArrow(bytes.toByteString()).build();
    }

    static LocalRows decode(RowsMessage message) {
        List<Batch> batches = new ArrayList<>();
        try (MemoryPool pool = MemoryPool.root("local rows", MemoryPool.UNLIMITED)) {
            ArrowStreamReader reader = new ArrowStreamReader(Channels.newChannel(message.getArrow().newInput()), pool);
            for (Block block = reader.next(); block != null; block = reader.next()) {
                try {
                    batches.add(BlockDecoder.decode(block));
                } finally {
                    block.release();
                }
            }
            return new LocalRows(reader.schema(), batches);
        } catch (IOException e) {
            throw Malformed.message("rows that are no Arrow stream");
        }
    }
}
