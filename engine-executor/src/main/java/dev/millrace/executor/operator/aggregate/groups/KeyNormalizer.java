package dev.millrace.executor.operator.aggregate.groups;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import java.util.List;

/** Gives equal keys one form: -0.0 becomes 0.0 and every NaN the same NaN, inside nested values too. */
final class KeyNormalizer {

    private KeyNormalizer() {}

    static Vector normalized(Vector key) {
        return switch (key) {
            case DoubleVector(var type, var values, var length, var validity) -> {
                double[] normal = new double[length];
                for (int i = 0; i < length; i++) {
                    normal[i] = Double.isNaN(values[i]) ? Double.NaN : values[i] + 0.0;
                }
                yield new DoubleVector(type, normal, length, validity);
            }
            case ListVector(var type, var starts, var lengths, var elements, var length, var validity) ->
                    new ListVector(type, starts, lengths, normalized(elements), length, validity);
            case MapVector(var type, var starts, var lengths, var keys, var values, var length, var validity) ->
                    new MapVector(type, starts, lengths, normalized(keys), normalized(values), length, validity);
            case StructVector(var type, var fields, var length, var validity) -> {
                List<Vector> normal = fields.stream().map(KeyNormalizer::normalized).toList();
                yield new StructVector(type, normal, length, validity);
            }
            case DictionaryVector(var codes, var dictionary, var length, var validity) ->
                    new DictionaryVector(codes, normalized(dictionary), length, validity);
            case ConstantVector(var value, var length) -> new ConstantVector(normalized(value), length);
            case BooleanVector _, IntVector _, LongVector _, Decimal128Vector _, BytesVector _, NullVector _ -> key;
        };
    }
}
