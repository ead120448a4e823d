package dev.millrace.files.parquet.schema;

import org.jspecify.annotations.Nullable;

/**
 * A logical type of Parquet's LogicalTypes.md, with those parameters that its kind has.
 *
 * @param unit          of TIME and TIMESTAMP
 * @param adjustedToUtc whether a TIMESTAMP is an instant
 * @param bits          of an INTEGER
 */
public record LogicalType(Kind kind, int precision, int scale, @Nullable Unit unit, boolean adjustedToUtc, int bits, boolean signed) {

    /** OTHER says nothing about how values are read. */
    public enum Kind {
        STRING, MAP, LIST, ENUM, DECIMAL, DATE, TIMESTAMP, INTEGER, UNKNOWN, JSON, FLOAT16, OTHER
    }

    public enum Unit {
        MILLIS, MICROS, NANOS
    }

    /** A kind without parameters. */
    public static LogicalType of(Kind kind) {
        return new LogicalType(kind, 0, 0, null, false, 0, false);
    }
}
