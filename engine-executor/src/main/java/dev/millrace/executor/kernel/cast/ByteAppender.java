package dev.millrace.executor.kernel.cast;

import dev.millrace.error.ErrorCondition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 under construction. */
final class ByteAppender {

    private static final long LONGEST = Integer.MAX_VALUE - 64L;
    private static final int LONGEST_NUMBER = 20;

    private byte[] data = new byte[1024];
    private int size;

    byte[] data() {
        return data;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void append(byte[] source, int start, int length) {
        reserve(length);
        System.arraycopy(source, start, data, size, length);
        size += length;
    }

    /** @param text ASCII */
    @SuppressWarnings("deprecation")
    void ascii(String text) {
        int length = text.length();
        reserve(length);
        text.getBytes(0, length, data, size);
        size += length;
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    void one(char ascii) {
        reserve(1);
        data[size++] = (byte) ascii;
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            ascii("-9223372036854775808");
            return;
        }
        if (value < 0) {
            one('-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long power = 10; digits < LONGEST_NUMBER - 1 && power <= rest; power *= 10) {
            digits++;
        }
        padded(rest, digits);
    }

    /** The last {@code digits} digits of a number that is not negative. */
    void padded(long value, int digits) {
        reserve(digits);
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** Takes zeros off the end. */
    void dropZeros() {
        while (data[size - 1] == '0') {
            size--;
        }
    }

    private void reserve(int more) {
        if (size + (long) more > data.length) {
            if (size + (long) more > LONGEST) {
                throw ErrorCondition.MEMORY_LIMIT_EXCEEDED.with("requested", more + " B", "holder", "one column", "limit", "2 GiB",
                        "holders",
                        "strings of one column");
            }
            data = Arrays.copyOf(data, (int) Math.min(LONGEST, Math.max(2L * data.length, size + (long) more)));
        }
    }
}
