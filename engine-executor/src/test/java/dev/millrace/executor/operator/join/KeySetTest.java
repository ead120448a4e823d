package dev.millrace.executor.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.Literal;
import dev.millrace.spi.ScanFilter;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeySetTest {

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static Vector vector(DataType type, List<@Nullable Object> values) {
        VectorBuilder builder = VectorBuilder.of(type, values.size());
        values.forEach(builder::appendValue);
        return builder.build();
    }

    private List<@Nullable Object> values(DataType type, int count, int domain, long spacing) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long number = spacing * random.nextInt(domain);
            values.add(random.nextInt(20) == 0 ? null : switch (type.storage()) {
                case INT -> (Object) (int) number;
                case LONG -> number;
                case BYTES -> "k" + number;
                case DOUBLE -> number / 4.0;
                default -> throw new IllegalArgumentException(type.sql());
            });
        }
        return values;
    }

    private static Set<@Nullable Object> kept(ScanFilter filter, Vector vector, @Nullable Selection rows) {
        Selection selection = filter.apply(List.of(vector), vector.length(), rows);
        Set<@Nullable Object> kept = new HashSet<>();
        for (int i = 0; i < selection.count(); i++) {
            kept.add(Values.get(vector, selection.rows()[i]));
        }
        return kept;
    }

    /** Keeps every key of the build side, no null, and few others. */
    private void verify(DataType type, int domain, long spacing, boolean exact) {
        List<@Nullable Object> build = values(type, 2_000, domain, spacing);
        KeySet keys = KeySet.of(vector(type, build), build.size());
        if (exact) {
            assertNotNull(keys.bitmap());
        } else {
            assertNull(keys.bitmap());
        }
        List<@Nullable Object> probe = values(type, 6_000, 4 * domain, spacing);
        Vector flat = vector(type, probe);
        Set<@Nullable Object> wanted = new HashSet<>(build);
        wanted.retainAll(probe);
        wanted.remove(null);
        int[] some = new int[3_000];
        Arrays.setAll(some, i -> 2 * i);
        List<Set<@Nullable Object>> results = List.of(kept(keys.on(0), flat, null), kept(keys.on(0), encoded(flat), null));
        for (Set<@Nullable Object> result : results) {
            assertTrue(result.containsAll(wanted), () -> "a key is lost, seed " + seed);
            assertTrue(!result.contains(null));
            assertTrue(exact ? result.equals(wanted) : result.size() < 1.3 * wanted.size() + 100,
                    () -> result.size() + " kept, seed " + seed);
        }
        assertEquals(results.getFirst(), results.getLast());
        Set<@Nullable Object> ofSome = kept(keys.on(0), flat, new Selection(some, some.length));
        assertTrue(results.getFirst().containsAll(ofSome));
    }

    private static Vector encoded(Vector flat) {
        int[] codes = new int[flat.length()];
        VectorBuilder dictionary = VectorBuilder.of(flat.type(), flat.length());
        Object any = null;
        for (int row = 0; row < codes.length; row++) {
            Object value = Values.get(flat, row);
            any = value == null ? any : value;
        }
        for (int row = 0; row < codes.length; row++) {
            Object value = Values.get(flat, row);
            dictionary.appendValue(value == null ? any : value);
            codes[row] = row;
        }
        return new DictionaryVector(codes, dictionary.build(), codes.length, flat.validity());
    }

    @Test
    void denseNumbersAreKeptExactly() {
        verify(DataType.BIGINT, 3_000, 1, true);
        verify(DataType.INT, 3_000, 5, true);
        verify(DataType.BIGINT, 3_000, 1_000, true);
    }

    @Test
    void othersAlmost() {
        verify(DataType.BIGINT, 3_000, 1_000_003, false);
        verify(DataType.STRING, 3_000, 7, false);
        verify(DataType.DOUBLE, 3_000, 1, false);
    }

    @Test
    void rangeIsOfferedForPruning() {
        KeySet keys = KeySet.of(vector(DataType.INT, List.of(7, 3, 9)), 3);
        assertEquals("((#2 >= 3) AND (#2 <= 9))", keys.on(2).predicate().toString());
        assertEquals(List.of(2), keys.on(2).columns());
        assertEquals(Literal.FALSE, KeySet.of(vector(DataType.INT, Arrays.asList((Object) null)), 1).on(0).predicate());
        assertEquals(Literal.TRUE, KeySet.of(vector(DataType.STRING, List.of("a")), 1).on(0).predicate());
    }

    /** A filter that drops nothing is not tried for ever, but what it gives stays right. */
    @Test
    void uselessFilterKeepsEverything() {
        Vector all = vector(DataType.BIGINT, List.of(1L, 2L, 3L, 4L));
        ScanFilter filter = KeySet.of(all, 4).on(0);
        int[] rows = new int[8_000];
        Arrays.setAll(rows, i -> i % 4);
        VectorBuilder many = VectorBuilder.of(DataType.BIGINT, rows.length);
        many.append(all, rows, 0, rows.length);
        Vector probe = many.build();
        for (int batch = 0; batch < 40; batch++) {
            assertEquals(8_000, filter.apply(List.of(probe), 8_000, null).count());
        }
    }
}
