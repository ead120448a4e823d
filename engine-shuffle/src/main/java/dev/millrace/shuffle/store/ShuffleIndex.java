package dev.millrace.shuffle.store;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Which blocks of a data file are of which output partition. Its bytes are described in {@code docs/shuffle-format.md}. */
final class ShuffleIndex {

    private static final long MAGIC = ByteBuffer.wrap("MRSHUF01".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.LITTLE_ENDIAN).getLong();
    private static final int HEAD = 8 + 8 + 4 + 4 + 4;
    private static final int ENTRY = 32;
    private static final int CHECKSUM = 4;

    private final int[] firstBlocks;
    private final List<BlockPlace> places;

    private ShuffleIndex(int[] firstBlocks, List<BlockPlace> places) {
        this.firstBlocks = firstBlocks;
        this.places = List.copyOf(places);
    }

    static ShuffleIndex of(List<List<BlockPlace>> partitions) {
        int[] firstBlocks = new int[partitions.size() + 1];
        List<BlockPlace> places = new ArrayList<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            places.addAll(partitions.get(partition));
            firstBlocks[partition + 1] = places.size();
        }
        return new ShuffleIndex(firstBlocks, places);
    }

    /** Number of output partitions. */
    int partitions() {
        return firstBlocks.length - 1;
    }

    List<BlockPlace> blocks(int partition) {
        return places.subList(firstBlocks[partition], firstBlocks[partition + 1]);
    }

    ByteBuffer write(OutputId output, long dataLength) {
        byte[] name = output.bytes();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + name.length + 4 * firstBlocks.length + ENTRY * places.size() + CHECKSUM)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putLong(dataLength).putInt(partitions()).putInt(places.size()).putInt(name.length).put(name);
        for (int first : firstBlocks) {
            bytes.putInt(first);
        }
        for (BlockPlace place : places) {
            bytes.putLong(place.offset()).putLong(place.body()).putInt(place.metadata()).putInt(place.rows()).putInt(place.checksum())
                    .putInt(0);
        }
        bytes.putInt(checksum(bytes)).flip();
        return bytes;
    }

    /** @throws StreamCorruptedException when the bytes are damaged, or the index of another output or data file */
    static ShuffleIndex read(ByteBuffer source, OutputId output, long dataLength) throws IOException {
        ByteBuffer bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < HEAD + CHECKSUM) {
            throw damaged(output, "it is too short");
        }
        int end = bytes.limit() - CHECKSUM;
        if (bytes.getInt(end) != checksum(bytes.duplicate().position(end))) {
            throw damaged(output, "its checksum is wrong");
        }
        try {
            if (bytes.getLong() != MAGIC || bytes.getLong() != dataLength) {
                throw damaged(output, "it is that of another file");
            }
            int[] firstBlocks = new int[bytes.getInt() + 1];
            int blocks = bytes.getInt();
            byte[] name = new byte[bytes.getInt()];
            bytes.get(name);
            if (!Arrays.equals(name, output.bytes())) {
                throw damaged(output, "it is that of another attempt");
            }
            for (int i = 0; i < firstBlocks.length; i++) {
                firstBlocks[i] = bytes.getInt();
            }
            List<BlockPlace> places = new ArrayList<>(blocks);
            for (int i = 0; i < blocks; i++) {
                places.add(new BlockPlace(bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getInt(), bytes.getInt()));
                bytes.getInt();
            }
            return new ShuffleIndex(firstBlocks, places);
        } catch (BufferUnderflowException | NegativeArraySizeException | IllegalArgumentException e) {
            StreamCorruptedException damaged = damaged(output, "it is too short");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Of all bytes before the position. */
    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().flip());
        return (int) checksum.getValue();
    }

    private static StreamCorruptedException damaged(OutputId output, String detail) {
        return new StreamCorruptedException("the index of " + output + " cannot be used: " + detail);
    }
}
