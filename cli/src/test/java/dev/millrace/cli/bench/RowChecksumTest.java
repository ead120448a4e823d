package dev.millrace.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.millrace.api.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowChecksumTest {

    @Test
    void fieldsHaveOneTextWhateverTheirType() {
        assertEquals("\\N", RowChecksum.text(null));
        assertEquals("-7", RowChecksum.text(-7L));
        assertEquals("1.01", RowChecksum.text(1.005));
        assertEquals("-1.01", RowChecksum.text(new BigDecimal("-1.005")));
        assertEquals("1200", RowChecksum.text(new BigDecimal("1200.00")));
        assertEquals("0", RowChecksum.text(-0.001));
        assertEquals("1998-09-02", RowChecksum.text(LocalDate.of(1998, 9, 2)));
        assertEquals("NaN", RowChecksum.text(Double.NaN));
    }

    /** The FNV-1a hash of "a", 0x1f and splitmix64's last step, computed by hand. */
    @Test
    void oneRowHasTheHashOfItsBytes() {
        long hash = (0xcbf29ce484222325L ^ 'a') * 0x100000001b3L;
        hash = (hash ^ 0x1f) * 0x100000001b3L;
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        assertEquals(String.format("%016x", hash), RowChecksum.of(List.of(Row.of("a"))));
        assertEquals("0000000000000000", RowChecksum.of(List.of()));
    }

    @Test
    void orderOfRowsDoesNotCountAndFieldsDo() {
        Row one = Row.of(1, "x");
        Row two = Row.of(2, "y");
        assertEquals(RowChecksum.of(List.of(one, two)), RowChecksum.of(List.of(two, one)));
        assertNotEquals(RowChecksum.of(List.of(one, two)), RowChecksum.of(List.of(one, one)));
        assertNotEquals(RowChecksum.of(List.of(Row.of("ab", "c"))), RowChecksum.of(List.of(Row.of("a", "bc"))));
    }
}
