package dev.millrace.executor.kernel.function;

/** The Murmur3 hash of {@code hash(binary)} with any seed. */
public final class BytesMurmur {

    private static final Murmur3 HASH = new Murmur3();

    private BytesMurmur() {}

    public static int of(byte[] bytes, int seed) {
        return (int) HASH.ofBytes(bytes, 0, bytes.length, seed);
    }
}
