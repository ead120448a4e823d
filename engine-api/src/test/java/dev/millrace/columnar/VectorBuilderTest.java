package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class VectorBuilderTest {

    /** A random series of appends, compared with a list. */
    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void collectsWhatIsAppended(long seed) {
        RandomVectors random = new RandomVectors(seed);
        DataType type = random.type(2);
        VectorBuilder builder = VectorBuilder.of(type, random.random().nextInt(40));
        List<@Nullable Object> expected = new ArrayList<>();
        for (int step = random.random().nextInt(12); step >= 0; step--) {
            append(random, type, builder, expected);
            if (random.random().nextInt(12) == 0) {
                builder.clear();
                expected.clear();
            }
            assertEquals(expected.size(), builder.length());
        }
        Vector built = builder.build();
        assertEquals(type, built.type());
        assertEquals(expected, RandomVectors.values(built));
        List<@Nullable Object> before = List.copyOf(wrapped(expected));
        append(random, type, builder, expected);
        assertEquals(before, wrapped(RandomVectors.values(built)), "a later append changes no row");
        assertEquals(expected, RandomVectors.values(builder.build()));
    }

    private static void append(RandomVectors random, DataType type, VectorBuilder builder, List<@Nullable Object> expected) {
        Vector source = random.vector(type, random.random().nextInt(90));
        List<@Nullable Object> values = RandomVectors.values(source);
        switch (random.random().nextInt(5)) {
            case 0 -> {
                builder.appendAll(source);
                expected.addAll(values);
            }
            case 1, 2 -> {
                int[] rows = random.rows(source.length(), random.random().nextInt(90));
                int from = random.random().nextInt(rows.length + 1);
                int count = random.random().nextInt(rows.length - from + 1);
                builder.append(source, rows, from, count);
                for (int i = from; i < from + count; i++) {
                    expected.add(values.get(rows[i]));
                }
            }
            case 3 -> {
                int from = random.random().nextInt(source.length() + 1);
                int count = random.random().nextInt(source.length() - from + 1);
                builder.append(source, from, count);
                expected.addAll(values.subList(from, from + count));
            }
            default -> {
                for (int row = 0; row < source.length() / 4; row++) {
                    builder.appendValue(Values.get(source, row));
                    expected.add(values.get(row));
                }
                builder.appendNull();
                expected.add(null);
            }
        }
    }

    private static List<Object> wrapped(List<@Nullable Object> values) {
        return values.stream().map(value -> (Object) java.util.Optional.ofNullable(value)).toList();
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#few")
    void makesNullsAndSingleValues(long seed) {
        RandomVectors random = new RandomVectors(seed);
        DataType type = random.type(2);
        int length = random.random().nextInt(200);
        assertEquals(Arrays.asList(new Object[length]), RandomVectors.values(VectorBuilder.allNull(type, length)));
        Vector source = random.vector(type, 1);
        assertEquals(RandomVectors.values(source), RandomVectors.values(VectorBuilder.single(Values.get(source, 0), type)));
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#few")
    void countsAllArraysItHolds(long seed) {
        RandomVectors random = new RandomVectors(seed);
        DataType type = random.type(2);
        VectorBuilder builder = VectorBuilder.of(type, 0);
        for (int i = 0; i < 10; i++) {
            builder.appendAll(random.vector(type, 100));
        }
        assertTrue(builder.heldBytes() >= held(builder.build()), () -> builder.heldBytes() + " < " + held(builder.build()));
    }

    private static long held(Vector vector) {
        long validity = vector.validity() == null || vector instanceof NullVector ? 0 : 8L * Validity.words(vector.length());
        long length = vector.length();
        return validity + switch (vector) {
            case BooleanVector _ -> length;
            case IntVector _ -> 4 * length;
            case LongVector _, DoubleVector _ -> 8 * length;
            case Decimal128Vector _ -> 16 * length;
            case BytesVector bytes -> 8 * length + Arrays.stream(bytes.lengths(), 0, bytes.length()).sum();
            case ListVector list -> 8 * length + held(list.elements());
            case MapVector map -> 8 * length + held(map.keys()) + held(map.values());
            case StructVector struct -> struct.fields().stream().mapToLong(VectorBuilderTest::held).sum();
            case NullVector _ -> 0;
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("what is built is flat");
        };
    }

    @Test
    void sharesNothingWithItsSource() {
        byte[] data = {'a', 'b'};
        BytesVector source = new BytesVector(DataType.STRING, data, new int[] {0}, new int[] {2}, 1, null);
        Vector copy = new VectorBuilderOf(source).built();
        data[0] = 'x';
        assertEquals("ab", Values.get(copy, 0));
    }

    @Test
    void rowsBuiltStayAsTheyAreWhenNullsFollow() {
        VectorBuilder builder = VectorBuilder.of(DataType.BIGINT, 4);
        builder.appendValue(1L);
        builder.appendNull();
        Vector built = builder.build();
        for (int i = 0; i < 100; i++) {
            builder.appendNull();
        }
        assertEquals(Arrays.asList(1L, null), RandomVectors.values(built));
    }
}
