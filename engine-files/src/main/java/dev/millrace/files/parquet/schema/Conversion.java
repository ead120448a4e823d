package dev.millrace.files.parquet.schema;

/**
 * How stored values become those of the column's type. Widenings that a storage makes by itself (INT32 in a bigint column) are {@link
 * #NONE}.
 */
public enum Conversion {
    /** Values are taken as they are. */
    NONE,
    /** INT32 cut to its low 8 bits, with sign. */
    SIGNED_8,
    /** INT32 cut to its low 16 bits, with sign. */
    SIGNED_16,
    /** INT32 cut to its low 8 bits, without sign. */
    UNSIGNED_8,
    /** INT32 cut to its low 16 bits, without sign. */
    UNSIGNED_16,
    /** INT32 without sign, in a long. */
    UNSIGNED_32,
    /** INT64 without sign, in two words. */
    UNSIGNED_64,
    /** INT64 milliseconds to microseconds. */
    MILLIS_TO_MICROS,
    /** INT64 nanoseconds to microseconds, cut off downwards. */
    NANOS_TO_MICROS,
    /** Big-endian two's complement in BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY to an unscaled decimal. */
    BIG_ENDIAN_DECIMAL,
    /** As {@link #BIG_ENDIAN_DECIMAL}, too wide for a decimal, to the nearest double. */
    BIG_ENDIAN_TO_DOUBLE,
    /** IEEE 754 binary16 in two bytes to float. */
    FLOAT_16
}
