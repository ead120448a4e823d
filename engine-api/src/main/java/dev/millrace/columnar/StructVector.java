package dev.millrace.columnar;

import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** STRUCT: one vector a field, each as long as the struct. Under a null struct the fields' values are unspecified. */
public record StructVector(DataType type, List<Vector> fields, int length, long @Nullable [] validity) implements Vector {
    public StructVector {
        fields = List.copyOf(fields);
    }
}
