package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ARRAY, MAP and STRUCT, each part by itself. Only the elements of rows that count are converted. */
final class NestedCast implements UnaryKernel {

    private final DataType type;
    private final List<@Nullable UnaryKernel> parts;
    private final ResultArrays elementRows = new ResultArrays();

    /** @param parts casts of the element, of key and value, or of the fields; null where nothing changes */
    NestedCast(Cast cast, List<@Nullable UnaryKernel> parts) {
        this.type = cast.type();
        this.parts = parts;
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        return switch (input) {
            case ListVector(var _, var starts, var lengths, var elements, var _, var validity) ->
                    new ListVector(type, starts, lengths, part(0, elements, elementRows(starts, lengths, elements, validity, length, rows)),
                            length, validity);
            case MapVector(var _, var starts, var lengths, var keys, var values, var _, var validity) -> {
                Selection entries = elementRows(starts, lengths, keys, validity, length, rows);
                yield new MapVector(type, starts, lengths, part(0, keys, entries), part(1, values, entries), length, validity);
            }
            case StructVector(var _, var fields, var _, var validity) -> {
                Selection present = present(validity, length, rows);
                List<Vector> cast = new ArrayList<>(fields.size());
                for (int i = 0; i < fields.size(); i++) {
                    cast.add(part(i, fields.get(i), present));
                }
                yield new StructVector(type, cast, length, validity);
            }
            default -> throw new IllegalArgumentException(input.type().sql());
        };
    }

    private Vector part(int part, Vector values, Selection rows) {
        UnaryKernel kernel = parts.get(part);
        if (kernel == null) {
            return values;
        }
        DataType partType = switch (type) {
            case DataType.ArrayType(var element, var _) -> element;
            case DataType.MapType(var key, var value, var _) -> part == 0 ? key : value;
            case DataType.StructType(var fields) -> fields.get(part).type();
            default -> throw new IllegalArgumentException(type.sql());
        };
        if (values.length() == 0) {
            return VectorBuilder.of(partType, 0).build();
        }
        if (rows.count() == 0 || Constants.isNull(values)) {
            return Constants.ofNull(partType, values.length());
        }
        return kernel.apply(Flatten.flat(values), values.length(), rows);
    }

    private Selection elementRows(int[] starts, int[] lengths, Vector elements, long @Nullable [] validity, int length,
            @Nullable Selection rows) {
        boolean[] wanted = new boolean[elements.length()];
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Validity.isValid(validity, row)) {
                Arrays.fill(wanted, starts[row], starts[row] + lengths[row], true);
            }
        }
        int[] out = elementRows.ints(wanted.length);
        int kept = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                out[kept++] = i;
            }
        }
        return new Selection(out, kept);
    }

    private Selection present(long @Nullable [] validity, int length, @Nullable Selection rows) {
        int[] out = elementRows.ints(length);
        int count = rows == null ? length : rows.count();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Validity.isValid(validity, row)) {
                out[kept++] = row;
            }
        }
        return new Selection(out, kept);
    }
}
