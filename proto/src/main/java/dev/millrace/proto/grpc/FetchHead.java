package dev.millrace.proto.grpc;

import dev.millrace.transport.BlockId;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before each entry of a fetched message: see {@code docs/shuffle-format.md}.
 *
 * @param part   number of the request's part that it belongs to
 * @param number of the block in its partition; in an end: how many blocks there are
 * @param rows   of the block; in an end: of the blocks sent
 * @param first  bytes of the schema or the metadata
 * @param second bytes of the body
 */
record FetchHead(int kind, int part, int number, int rows, int first, long second) {

    static final int SCHEMA = 1;
    static final int BLOCK = 2;
    static final int END = 3;

    /** Bytes of a head with its checksum. */
    static final int BYTES = 32;

    private static final int CHECKED = BYTES - 4;
    private static final long PIECE = 1L << 30;

    /** The head of parts with their checksum. */
    byte[] encoded(BlockId id, byte[] firstBytes, @Nullable MemorySegment secondBytes) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(kind).putInt(part).putInt(number).putInt(rows).putInt(first).putLong(second);
        return bytes.putInt(checksum(id, bytes, firstBytes, secondBytes)).array();
    }

    /**
     * Reads a head and says whether it can be one.
     *
     * @param following bytes that follow in the message
     * @throws StreamCorruptedException when so many bytes do not follow
     */
    static FetchHead decoded(ByteBuffer bytes, long following) throws StreamCorruptedException {
        FetchHead head = new FetchHead(bytes.getInt(0), bytes.getInt(4), bytes.getInt(8), bytes.getInt(12), bytes.getInt(16),
                bytes.getLong(20));
        if (head.first < 0 || head.second < 0 || head.first > following || head.second > following - head.first) {
            throw new StreamCorruptedException("the head of a block is damaged");
        }
        return head;
    }

    /** @throws StreamCorruptedException when the parts are not what was sent */
    static void check(ByteBuffer head, BlockId id, byte[] firstBytes, @Nullable MemorySegment secondBytes) throws StreamCorruptedException {
        if (head.getInt(CHECKED) != checksum(id, head, firstBytes, secondBytes)) {
            throw new StreamCorruptedException("the checksum of a block is wrong");
        }
    }

    private static int checksum(BlockId id, ByteBuffer head, byte[] firstBytes, @Nullable MemorySegment secondBytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(id.attempt().toString().getBytes(StandardCharsets.UTF_8));
        checksum.update(ByteBuffer.allocate(4).putInt(0, id.partition()));
        checksum.update(head.array(), 0, CHECKED);
        checksum.update(firstBytes);
        for (long at = 0; secondBytes != null && at < secondBytes.byteSize(); at += PIECE) {
            checksum.update(secondBytes.asSlice(at, Math.min(PIECE, secondBytes.byteSize() - at)).asByteBuffer());
        }
        return (int) checksum.getValue();
    }
}
