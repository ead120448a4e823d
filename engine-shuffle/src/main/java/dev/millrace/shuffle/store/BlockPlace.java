package dev.millrace.shuffle.store;

/**
 * One block in a data file.
 *
 * @param offset   where its message begins
 * @param body     bytes of its body
 * @param metadata bytes between the offset and the body
 * @param checksum CRC32C of attempt, partition and message
 */
record BlockPlace(long offset, long body, int metadata, int rows, int checksum) {

    long bytes() {
        return metadata + body;
    }

    long end() {
        return offset + bytes();
    }

    BlockPlace at(long newOffset) {
        return new BlockPlace(newOffset, body, metadata, rows, checksum);
    }
}
