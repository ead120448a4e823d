package dev.millrace.columnar;

import dev.millrace.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A vector copied through a builder. */
record VectorBuilderOf(Vector source) {

    Vector built() {
        VectorBuilder builder = VectorBuilder.of(source.type(), 0);
        builder.appendAll(source);
        return builder.build();
    }

    static Vector values(DataType type, @Nullable Object... values) {
        VectorBuilder builder = VectorBuilder.of(type, values.length);
        Arrays.asList(values).forEach(builder::appendValue);
        return builder.build();
    }
}
