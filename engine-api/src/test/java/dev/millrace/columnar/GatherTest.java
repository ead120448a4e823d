package dev.millrace.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(ShowSeed.class)
class GatherTest {

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void takesTheRowsThatAreNamed(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Vector vector = random.vector(random.type(2), random.random().nextInt(150));
        int[] rows = random.rows(vector.length(), random.random().nextInt(200));
        Vector gathered = Gather.rows(vector, rows, rows.length);
        assertEquals(rows.length, gathered.length());
        assertEquals(vector.type(), gathered.type());
        assertEquals(expected(vector, rows), RandomVectors.values(gathered));
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void padsWithNulls(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Vector vector = random.vector(random.type(2), random.random().nextInt(100));
        int[] rows = random.random().ints(random.random().nextInt(150), -1, vector.length()).toArray();
        Vector padded = Gather.padded(vector, rows, rows.length);
        assertEquals(vector.type(), padded.type());
        assertEquals(expected(vector, rows), RandomVectors.values(padded));
        assertEquals(expected(vector, rows), RandomVectors.values(new VectorBuilderOf(padded).built()),
                "lists and texts under a pad are empty");
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void flattensEveryEncoding(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Vector vector = random.vector(random.type(2), random.random().nextInt(150));
        Vector flat = Flatten.flat(vector);
        assertEquals(RandomVectors.values(vector), RandomVectors.values(flat));
        assertEquals(vector.type(), flat.type());
        assertEquals(false, flat instanceof DictionaryVector || flat instanceof ConstantVector);
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.columnar.Seeds#many")
    void otherValidityHidesValues(long seed) {
        RandomVectors random = new RandomVectors(seed);
        Vector vector = random.flat(random.type(2), random.random().nextInt(150), null);
        long[] validity = random.validity(vector.length());
        List<@Nullable Object> expected = new ArrayList<>();
        for (int row = 0; row < vector.length(); row++) {
            expected.add(Validity.isValid(validity, row) ? RandomVectors.comparable(Values.get(vector, row)) : null);
        }
        assertEquals(expected, RandomVectors.values(Flatten.withValidity(vector, validity)));
    }

    @Test
    void aDictionaryStaysOneAndBytesStayWhereTheyAre() {
        RandomVectors random = new RandomVectors(1);
        DictionaryVector coded = (DictionaryVector) random.dictionary(DataType.STRING, 10, null);
        DictionaryVector gathered = assertInstanceOf(DictionaryVector.class, Gather.rows(coded, new int[] {3, 1}, 2));
        assertSame(coded.dictionary(), gathered.dictionary());
        BytesVector text = (BytesVector) random.flat(DataType.STRING, 10, null);
        assertSame(text.data(), ((BytesVector) Gather.rows(text, new int[] {3, 1}, 2)).data());
    }

    @Test
    void noBitmapWhenNoRowIsNull() {
        Vector withNull = VectorBuilderOf.values(DataType.INT, 1, null, 3);
        assertNull(Gather.rows(withNull, new int[] {0, 2, 2}, 3).validity());
        assertNull(Gather.padded(VectorBuilderOf.values(DataType.INT, 1, 2), new int[] {1, 0}, 2).validity());
    }

    private static List<@Nullable Object> expected(Vector vector, int[] rows) {
        List<@Nullable Object> expected = new ArrayList<>();
        for (int row : rows) {
            expected.add(row < 0 ? null : RandomVectors.comparable(Values.get(vector, row)));
        }
        return expected;
    }
}
