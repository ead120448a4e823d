package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class ValidityTest {

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void agreesWithLists(long seed) {
        RandomVectors random = new RandomVectors(seed);
        int length = random.random().nextInt(300);
        long[] left = random.validity(length);
        long[] right = random.validity(length);
        List<Boolean> leftValid = list(left, 0, length);
        List<Boolean> rightValid = list(right, 0, length);
        List<Boolean> both = new ArrayList<>();
        for (int row = 0; row < length; row++) {
            both.add(leftValid.get(row) && rightValid.get(row));
        }
        assertEquals(both, list(Validity.and(left, right, length), 0, length));
        assertEquals(leftValid.stream().filter(valid -> valid).count(), Validity.countValid(left, length));

        int from = random.random().nextInt(length + 1);
        int count = random.random().nextInt(length - from + 1);
        check(list(left, from, count), Validity.slice(left, from, count), count);

        int[] rows = random.rows(length, length == 0 ? 0 : random.random().nextInt(300));
        List<Boolean> gathered = new ArrayList<>();
        for (int row : rows) {
            gathered.add(leftValid.get(row));
        }
        check(gathered, Validity.gather(left, rows, rows.length), rows.length);
    }

    @Test
    void setsBits() {
        long[] bits = Validity.allValid(130);
        assertEquals(3, bits.length);
        Validity.setNull(bits, 64);
        assertEquals(129, Validity.countValid(bits, 130));
        assertEquals(false, Validity.isValid(bits, 64));
        Validity.setValid(bits, 64);
        assertEquals(130, Validity.countValid(bits, 130));
    }

    private static void check(List<Boolean> expected, long @Nullable [] bits, int count) {
        assertEquals(expected, list(bits, 0, count));
        if (!expected.contains(false)) {
            assertNull(bits, "no bitmap when nothing is null");
        } else if ((count & 63) != 0) {
            assertEquals(0, bits[bits.length - 1] >>> count, "zeros behind the last row");
        }
    }

    private static List<Boolean> list(long @Nullable [] bits, int from, int count) {
        List<Boolean> valid = new ArrayList<>();
        for (int row = from; row < from + count; row++) {
            valid.add(Validity.isValid(bits, row));
        }
        return valid;
    }
}
