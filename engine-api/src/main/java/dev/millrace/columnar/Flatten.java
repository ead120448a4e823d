package dev.millrace.columnar;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns dictionary and constant vectors into flat ones. */
public final class Flatten {

    private Flatten() {}

    /** The same values in a flat vector; a flat vector is given back as it is. Children of nested vectors stay as they are. */
    public static Vector flat(Vector vector) {
        return switch (vector) {
            case DictionaryVector(var codes, var dictionary, var length, var validity) -> {
                Vector values = Gather.rows(dictionary, codes, length);
                yield validity == null ? values : withValidity(values, validity);
            }
            case ConstantVector constant -> constant(constant);
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _, NullVector _ ->
                    vector;
        };
    }

    /** A constant vector written out; any other vector as it is. */
    static Vector constant(Vector vector) {
        if (!(vector instanceof ConstantVector(var value, var length))) {
            return vector;
        }
        if (value.isNull(0)) {
            return VectorBuilder.allNull(value.type(), length);
        }
        int[] rows = new int[length];
        return Gather.rows(value, rows, length);
    }

    /** The same values with another validity. */
    public static Vector withValidity(Vector vector, long @Nullable [] validity) {
        return switch (vector) {
            case BooleanVector(var type, var values, var length, var _) -> new BooleanVector(type, values, length, validity);
            case IntVector(var type, var values, var length, var _) -> new IntVector(type, values, length, validity);
            case LongVector(var type, var values, var length, var _) -> new LongVector(type, values, length, validity);
            case DoubleVector(var type, var values, var length, var _) -> new DoubleVector(type, values, length, validity);
            case Decimal128Vector(var type, var words, var length, var _) -> new Decimal128Vector(type, words, length, validity);
            case BytesVector(var type, var data, var starts, var lengths, var length, var _) ->
                    new BytesVector(type, data, starts, lengthsOfValid(lengths, length, validity), length, validity);
            case ListVector(var type, var starts, var lengths, var elements, var length, var _) ->
                    new ListVector(type, starts, lengthsOfValid(lengths, length, validity), elements, length, validity);
            case MapVector(var type, var starts, var lengths, var keys, var values, var length, var _) ->
                    new MapVector(type, starts, lengthsOfValid(lengths, length, validity), keys, values, length, validity);
            case StructVector(var type, var fields, var length, var _) -> new StructVector(type, fields, length, validity);
            case DictionaryVector(var codes, var dictionary, var length, var _) ->
                    new DictionaryVector(codes, dictionary, length, validity);
            case ConstantVector constant -> withValidity(constant(constant), validity);
            case NullVector nulls -> nulls;
        };
    }

    private static int[] lengthsOfValid(int[] lengths, int length, long @Nullable [] validity) {
        if (validity == null) {
            return lengths;
        }
        int[] kept = Arrays.copyOf(lengths, length);
        for (int row = 0; row < length; row++) {
            if (!Validity.isValid(validity, row)) {
                kept[row] = 0;
            }
        }
        return kept;
    }
}
