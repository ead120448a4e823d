package dev.millrace.shuffle.store;

import dev.millrace.columnar.Block;

/** Where one block of a map output lies. */
sealed interface StoredBlock {

    record InMemory(Block block) implements StoredBlock {}

    record OnDisk(DataFile file, BlockPlace place) implements StoredBlock {}
}
