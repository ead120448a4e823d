package dev.millrace.executor.kernel.function;

/** A hash that goes on from the hash of what came before, its seed. A hash of 32 bits is kept sign-extended. */
interface SeededHash {

    long ofInt(int value, long seed);

    long ofLong(long value, long seed);

    /** @return the hash of {@code length} bytes from {@code start} */
    long ofBytes(byte[] data, int start, int length, long seed);
}
