package dev.millrace.proto.grpc;

import dev.millrace.columnar.Block;

/** A block on its way; whoever takes it from the wire releases the block. */
record BlockFrame(Block block) {}
