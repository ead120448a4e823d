package dev.millrace.columnar;

import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import org.jspecify.annotations.Nullable;

/** Checks what the vectors' Javadoc promises, for tests of whatever makes vectors. */
public final class VectorContract {

    private VectorContract() {}

    /**
     * Checks one vector and what is inside it; returns it.
     *
     * @throws AssertionError that says what is wrong
     */
    public static Vector checked(Vector vector) {
        int length = vector.length();
        long[] validity = vector.validity();
        require(validity == null || validity.length >= Validity.words(length), vector, "a bitmap for fewer rows");
        switch (vector) {
            case BooleanVector(var type, var values, var _, var _) -> {
                storage(vector, type, Storage.BOOLEAN);
                require(values.length >= length, vector, "too few values");
                for (int row = 0; row < length; row++) {
                    require((values[row] & ~1) == 0, vector, "a value beside 0 and 1");
                }
            }
            case IntVector(var type, var values, var _, var _) -> {
                storage(vector, type, Storage.INT);
                require(values.length >= length, vector, "too few values");
            }
            case LongVector(var type, var values, var _, var _) -> {
                storage(vector, type, Storage.LONG);
                require(values.length >= length, vector, "too few values");
            }
            case DoubleVector(var type, var values, var _, var _) -> {
                storage(vector, type, Storage.DOUBLE);
                require(values.length >= length, vector, "too few values");
            }
            case Decimal128Vector(var type, var words, var _, var _) -> {
                storage(vector, type, Storage.DECIMAL128);
                require(words.length >= 2 * length, vector, "too few values");
            }
            case BytesVector(var type, var data, var starts, var lengths, var _, var _) -> {
                storage(vector, type, Storage.BYTES);
                ranges(vector, starts, lengths, data.length);
            }
            case ListVector(var type, var starts, var lengths, var elements, var _, var _) -> {
                storage(vector, type, Storage.LIST);
                ranges(vector, starts, lengths, checked(elements).length());
            }
            case MapVector(var type, var starts, var lengths, var keys, var values, var _, var _) -> {
                storage(vector, type, Storage.MAP);
                ranges(vector, starts, lengths, Math.min(checked(keys).length(), checked(values).length()));
                require(length == 0 || Validity.countValid(keys.validity(), keys.length()) == keys.length(), vector, "a null key");
            }
            case StructVector(var type, var fields, var _, var _) -> {
                storage(vector, type, Storage.STRUCT);
                fields.forEach(field -> require(checked(field).length() == length, vector, "a field of another length"));
            }
            case NullVector _ -> {
            }
            case DictionaryVector(var codes, var dictionary, var _, var _) -> {
                flat(vector, dictionary);
                require(dictionary.validity() == null, vector, "a dictionary with nulls");
                for (int row = 0; row < length; row++) {
                    require(codes[row] >= 0 && codes[row] < dictionary.length(), vector, "a code that is none");
                }
            }
            case ConstantVector(var value, var _) -> {
                flat(vector, value);
                require(value.length() == 1, vector, "a constant of another length than one");
            }
        }
        return vector;
    }

    private static void flat(Vector vector, Vector inner) {
        require(!(inner instanceof DictionaryVector || inner instanceof ConstantVector), vector, "an encoding inside an encoding");
        checked(inner);
    }

    private static void storage(Vector vector, DataType type, Storage storage) {
        require(type.storage() == storage, vector, "the type " + type);
    }

    private static void ranges(Vector vector, int[] starts, int[] lengths, int available) {
        for (int row = 0; row < vector.length(); row++) {
            require(lengths[row] >= 0 && starts[row] >= 0 && starts[row] <= available - lengths[row], vector, "a range that is none");
            require(lengths[row] == 0 || !isNull(vector.validity(), row), vector, "a null row that is not empty");
        }
    }

    private static boolean isNull(long @Nullable [] validity, int row) {
        return !Validity.isValid(validity, row);
    }

    private static void require(boolean right, Vector vector, String what) {
        if (!right) {
            throw new AssertionError("a " + vector.getClass().getSimpleName() + " with " + what);
        }
    }
}
