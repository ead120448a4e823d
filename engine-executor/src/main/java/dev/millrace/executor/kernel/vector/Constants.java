package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;

/** Vectors in which every row is the same. */
public final class Constants {

    private Constants() {}

    public static Vector ofNull(DataType type, int length) {
        return new ConstantVector(VectorBuilder.single(null, type), length);
    }

    /** True when every row is known to be null. */
    public static boolean isNull(Vector vector) {
        return vector instanceof NullVector || vector instanceof ConstantVector(var value, var _) && value.isNull(0);
    }
}
