package dev.millrace.executor.kernel.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A stretch of a LIKE pattern without {@code %}. {@code _} stands for one character, whatever number of bytes it has. */
final class LikePart {

    private final byte[] bytes;
    private final boolean @Nullable [] any;
    private final int characters;
    private final @Nullable ByteSearch search;

    private LikePart(byte[] bytes, boolean @Nullable [] any) {
        this.bytes = bytes;
        this.any = any;
        this.search = any == null && bytes.length > 0 ? new ByteSearch(bytes) : null;
        int count = 0;
        for (byte one : bytes) {
            count += isContinuation(one) ? 0 : 1;
        }
        this.characters = count;
    }

    /** @param any at which bytes a {@code _} stands that is no literal */
    static LikePart of(byte[] bytes, boolean[] any) {
        boolean none = true;
        for (int i = 0; i < bytes.length; i++) {
            none &= !any[i];
        }
        return new LikePart(bytes, none ? null : any);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Search for this part, when it is plain and not empty. */
    @Nullable
    ByteSearch search() {
        return search;
    }

    /** Where the part ends when it begins at {@code at}, or -1 when it does not match there. */
    int matchAt(byte[] data, int at, int end) {
        if (any == null) {
            int stop = at + bytes.length;
            return stop <= end && Arrays.equals(data, at, stop, bytes, 0, bytes.length) ? stop : -1;
        }
        int place = at;
        for (int i = 0; i < bytes.length; i++) {
            if (place >= end) {
                return -1;
            }
            if (any[i]) {
                place = nextCharacter(data, place, end);
            } else if (data[place++] != bytes[i]) {
                return -1;
            }
        }
        return place;
    }

    /** End of the first occurrence at or after {@code from}, or -1. */
    int findEnd(byte[] data, int from, int end) {
        if (bytes.length == 0) {
            return from;
        }
        if (search != null) {
            int place = search.find(data, from, end);
            return place < 0 ? -1 : place + bytes.length;
        }
        for (int place = from; place < end; place = nextCharacter(data, place, end)) {
            int stop = matchAt(data, place, end);
            if (stop >= 0) {
                return stop;
            }
        }
        return -1;
    }

    /** Where the part would begin if it ended at {@code end}; -1 when that is before {@code from}. */
    int startBefore(byte[] data, int from, int end) {
        if (any == null) {
            return end - bytes.length >= from ? end - bytes.length : -1;
        }
        int place = end;
        for (int i = 0; i < characters; i++) {
            if (place <= from) {
                return -1;
            }
            place--;
            while (place > from && isContinuation(data[place])) {
                place--;
            }
        }
        return place;
    }

    private static int nextCharacter(byte[] data, int place, int end) {
        int next = place + 1;
        while (next < end && isContinuation(data[next])) {
            next++;
        }
        return next;
    }

    private static boolean isContinuation(byte one) {
        return (one & 0xC0) == 0x80;
    }
}
