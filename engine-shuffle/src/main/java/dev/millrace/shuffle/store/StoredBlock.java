package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;

/** Where one block of a map output lies. */
sealed interface StoredBlock {

    record InMemory(Block block) implements StoredBlock {}

    /** @param offset of its message in the output's spill file */
    record OnDisk(long offset) implements StoredBlock {}
}
