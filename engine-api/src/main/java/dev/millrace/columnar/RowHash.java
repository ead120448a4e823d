package dev.millrace.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of rows for grouping, joining and partitioning: 64 bits a row, equal for equal keys (null equals null, NaN equals NaN, -0.0 equals
 * 0.0), the same in every process and for every encoding of a column. Types of one storage hash alike, and a TINYINT to INT as the BIGINT
 * of its value.
 *
 * <p>{@code RowHash.hash(List.of(batch.column(0)), batch.length(), batch.selection(), hashes);}
 *
 * <p>Every value becomes one word; a row's hash takes in the words of its columns one after the other, each with two rounds of multiply and
 * xor-shift (as the finalizer of MurmurHash3). Bytes become a word eight at a time with a folded 128-bit product, as in wyhash.
 *
 * <p>An instance is for one thread and keeps the words of the last dictionary of each column; the static method forgets them. Where one
 * hash serves two purposes they take different bits: {@link #partition} the high ones, a hash table the low ones.
 */
public final class RowHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SEED = 0x5851_f42d_4c95_7f2dL;
    private static final long FIRST = 0xd6e8_feb8_6659_fd93L;
    private static final long SECOND = 0xff51_afd7_ed55_8ccdL;
    private static final long NULL_WORD = 0x9e37_79b9_7f4a_7c15L;
    private static final long BYTES_FACTOR = 0xa076_1d64_78bd_642fL;
    private static final long BYTES_END = 0xe703_7ed1_a0b4_28dbL;

    private Vector[] dictionaries = {};
    private long[][] dictionaryWords = {};
    private long[] scratch = {};

    /** {@link #rows} without memory of earlier dictionaries. */
    public static void hash(List<Vector> keys, int length, @Nullable Selection rows, long[] out) {
        new RowHash().rows(keys, length, rows, out);
    }

    /**
     * Hashes the rows that count.
     *
     * @param keys   columns of {@code length} rows; without any all rows are equal
     * @param length physical rows
     * @param rows   rows that count, or null for all
     * @param out    entry {@code i} becomes the hash of the i-th row that counts; may be longer
     */
    public void rows(List<Vector> keys, int length, @Nullable Selection rows, long[] out) {
        int count = rows == null ? length : rows.count();
        int[] at = rows == null || count == length ? null : rows.rows();
        Arrays.fill(out, 0, count, SEED);
        for (int key = 0; key < keys.size(); key++) {
            column(keys.get(key), key, at, count, out);
        }
    }

    /** The partition of a hash, from 0 to {@code partitions - 1}. */
    public static int partition(long hash, int partitions) {
        return (int) (((hash >>> 33) * partitions) >>> 31);
    }

    private void column(Vector vector, int key, int @Nullable [] at, int count, long[] out) {
        switch (vector) {
            case LongVector(var _, var values, var _, var validity) -> longs(values, validity, at, count, out);
            case IntVector(var _, var values, var _, var validity) -> ints(values, validity, at, count, out);
            case DoubleVector(var _, var values, var _, var validity) -> doubles(values, validity, at, count, out);
            case ConstantVector(var value, var _) -> {
                long[] word = new long[1];
                words(value, null, 1, word);
                long only = value.isNull(0) ? NULL_WORD : word[0];
                for (int i = 0; i < count; i++) {
                    out[i] = mix(out[i] ^ only);
                }
            }
            case DictionaryVector(var codes, var dictionary, var _, var validity) -> {
                long[] words = wordsOf(dictionary, key, count);
                if (words != null) {
                    coded(words, codes, validity, at, count, out);
                } else {
                    int[] codesAt = codesAt(codes, at, count);
                    combine(scratchWords(dictionary, codesAt, count), validity, at, count, out);
                }
            }
            case BooleanVector _, Decimal128Vector _, BytesVector _, ListVector _, MapVector _, StructVector _, NullVector _ ->
                    combine(scratchWords(vector, at, count), vector.validity(), at, count, out);
        }
    }

    private long[] scratchWords(Vector vector, int @Nullable [] at, int count) {
        if (scratch.length < count) {
            scratch = new long[count];
        }
        words(vector, at, count, scratch);
        return scratch;
    }

    /** The words of a whole dictionary, or null when fewer rows than it has entries ask for the first time. */
    @SuppressWarnings("ReferenceEquality")
    private long @Nullable [] wordsOf(Vector dictionary, int key, int count) {
        if (key < dictionaries.length && dictionaries[key] == dictionary) {
            return dictionaryWords[key];
        }
        if (dictionary.length() > 2L * count) {
            return null;
        }
        long[] words = new long[dictionary.length()];
        words(dictionary, null, words.length, words);
        if (key >= dictionaries.length) {
            dictionaries = Arrays.copyOf(dictionaries, key + 1);
            dictionaryWords = Arrays.copyOf(dictionaryWords, key + 1);
        }
        dictionaries[key] = dictionary;
        dictionaryWords[key] = words;
        return words;
    }

    private static void longs(long[] values, long @Nullable [] validity, int @Nullable [] at, int count, long[] out) {
        if (at == null && validity == null) {
            for (int i = 0; i < count; i++) {
                out[i] = mix(out[i] ^ values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = at == null ? i : at[i];
                out[i] = mix(out[i] ^ (Validity.isValid(validity, row) ? values[row] : NULL_WORD));
            }
        }
    }

    private static void ints(int[] values, long @Nullable [] validity, int @Nullable [] at, int count, long[] out) {
        if (at == null && validity == null) {
            for (int i = 0; i < count; i++) {
                out[i] = mix(out[i] ^ values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int row = at == null ? i : at[i];
                out[i] = mix(out[i] ^ (Validity.isValid(validity, row) ? values[row] : NULL_WORD));
            }
        }
    }

    private static void doubles(double[] values, long @Nullable [] validity, int @Nullable [] at, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = at == null ? i : at[i];
            out[i] = mix(out[i] ^ (Validity.isValid(validity, row) ? word(values[row]) : NULL_WORD));
        }
    }

    private static void coded(long[] words, int[] codes, long @Nullable [] validity, int @Nullable [] at, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = at == null ? i : at[i];
            out[i] = mix(out[i] ^ (Validity.isValid(validity, row) ? words[codes[row]] : NULL_WORD));
        }
    }

    /** Takes in words that are given by position, while validity is given by row. */
    private static void combine(long[] words, long @Nullable [] validity, int @Nullable [] at, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = at == null ? i : at[i];
            out[i] = mix(out[i] ^ (Validity.isValid(validity, row) ? words[i] : NULL_WORD));
        }
    }

    /** One word for each value, whatever it is under a null. */
    private static void words(Vector vector, int @Nullable [] at, int count, long[] words) {
        switch (vector) {
            case BooleanVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    words[i] = values[at == null ? i : at[i]];
                }
            }
            case IntVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    words[i] = values[at == null ? i : at[i]];
                }
            }
            case LongVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    words[i] = values[at == null ? i : at[i]];
                }
            }
            case DoubleVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    words[i] = word(values[at == null ? i : at[i]]);
                }
            }
            case Decimal128Vector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    int row = at == null ? i : at[i];
                    words[i] = mix(values[2 * row] ^ SEED) ^ values[2 * row + 1];
                }
            }
            case BytesVector(var _, var data, var starts, var lengths, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    int row = at == null ? i : at[i];
                    words[i] = bytes(data, starts[row], lengths[row]);
                }
            }
            case ListVector(var _, var starts, var lengths, var elements, var _, var _) ->
                    lists(starts, lengths, elements, at, count, words);
            case MapVector(var _, var starts, var lengths, var keys, var values, var _, var _) ->
                    maps(starts, lengths, keys, values, at, count, words);
            case StructVector(var _, var fields, var _, var _) -> {
                Arrays.fill(words, 0, count, SEED);
                for (Vector field : fields) {
                    takeIn(field, at, count, words);
                }
            }
            case NullVector _ -> Arrays.fill(words, 0, count, NULL_WORD);
            case DictionaryVector(var codes, var dictionary, var _, var _) -> words(dictionary, codesAt(codes, at, count), count, words);
            case ConstantVector(var value, var _) -> {
                words(value, null, Math.min(1, count), words);
                Arrays.fill(words, 0, count, count == 0 ? 0 : words[0]);
            }
        }
    }

    /** Takes a nested column into hashes. */
    private static void takeIn(Vector vector, int @Nullable [] at, int count, long[] hashes) {
        long[] words = new long[count];
        words(vector, at, count, words);
        combine(words, vector.validity(), at, count, hashes);
    }

    private static void lists(int[] starts, int[] lengths, Vector elements, int @Nullable [] at, int count, long[] words) {
        int[] elementsAt = Gather.elements(starts, lengths, at, count);
        long[] hashes = seeds(elementsAt.length);
        takeIn(elements, elementsAt, elementsAt.length, hashes);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int size = lengths[at == null ? i : at[i]];
            long hash = size;
            for (int end = next + size; next < end; next++) {
                hash = mix(hash ^ hashes[next]);
            }
            words[i] = hash;
        }
    }

    /** Maps are equal in any order of their entries, so the entries' hashes are added up. */
    private static void maps(int[] starts, int[] lengths, Vector keys, Vector values, int @Nullable [] at, int count, long[] words) {
        int[] entriesAt = Gather.elements(starts, lengths, at, count);
        long[] hashes = seeds(entriesAt.length);
        takeIn(keys, entriesAt, entriesAt.length, hashes);
        takeIn(values, entriesAt, entriesAt.length, hashes);
        int next = 0;
        for (int i = 0; i < count; i++) {
            int size = lengths[at == null ? i : at[i]];
            long sum = size;
            for (int end = next + size; next < end; next++) {
                sum += hashes[next];
            }
            words[i] = sum;
        }
    }

    private static long[] seeds(int count) {
        long[] seeds = new long[count];
        Arrays.fill(seeds, SEED);
        return seeds;
    }

    private static int[] codesAt(int[] codes, int @Nullable [] at, int count) {
        return at == null ? codes : Gather.ints(codes, at, count);
    }

    /** The word of some bytes, as a row hash takes it in. */
    private static long bytes(byte[] data, int start, int length) {
        long hash = length * BYTES_FACTOR ^ SEED;
        int at = start;
        int left = length;
        while (left > 8) {
            hash = fold(hash ^ (long) LONGS.get(data, at), BYTES_FACTOR);
            at += 8;
            left -= 8;
        }
        return fold(hash ^ tail(data, at, left), BYTES_END);
    }

    /** Up to eight bytes as a number; the length is hashed too, so the missing ones may be zeros. */
    private static long tail(byte[] data, int at, int left) {
        if (left >= 4) {
            return ((int) INTS.get(data, at) & 0xffff_ffffL) | ((long) (int) INTS.get(data, at + left - 4) << 32);
        }
        if (left > 0) {
            return (data[at] & 0xffL) | ((data[at + (left >> 1)] & 0xffL) << 8) | ((data[at + left - 1] & 0xffL) << 16);
        }
        return 0;
    }

    private static long word(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    private static long fold(long left, long right) {
        return left * right ^ Math.multiplyHigh(left, right);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * FIRST;
        mixed = (mixed ^ mixed >>> 32) * SECOND;
        return mixed ^ mixed >>> 32;
    }
}
