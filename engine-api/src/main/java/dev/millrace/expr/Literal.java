package dev.millrace.expr;

import dev.millrace.types.DataType;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant. The value's class follows the type's storage: Boolean, Integer, Long (also the unscaled value of a DECIMAL up to 18
 * digits), Double (also for
 * FLOAT), BigInteger (unscaled, DECIMAL beyond 18 digits), String for STRING, byte[] for BINARY, {@code List<Object>} for ARRAY and
 * STRUCT (field by field),
 * {@code Map<Object, Object>} for MAP, or null.
 */
public record Literal(@Nullable Object value, DataType type) implements Expr {

    public static final Literal TRUE = new Literal(true, DataType.BOOLEAN);
    public static final Literal FALSE = new Literal(false, DataType.BOOLEAN);

    public static Literal of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public static Literal of(int value) {
        return new Literal(value, DataType.INT);
    }

    public static Literal of(long value) {
        return new Literal(value, DataType.BIGINT);
    }

    public static Literal of(double value) {
        return new Literal(value, DataType.DOUBLE);
    }

    public static Literal of(String value) {
        return new Literal(value, DataType.STRING);
    }

    public static Literal ofNull(DataType type) {
        return new Literal(null, type);
    }

    @Override
    public boolean nullable() {
        return value == null;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Literal withChildren(List<Expr> children) {
        return this;
    }

    @Override
    public String toString() {
        return LiteralText.of(value, type);
    }

    /** Bytes of a BINARY value in hexadecimal, as in {@code X'1F'}. */
    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
