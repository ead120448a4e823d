package dev.millrace.types;

/**
 * How the values of a type lie in a vector. Kernels are written per storage, not per type: the fewer there are, the sooner they are
 * compiled.
 *
 * <ul>
 * <li>BOOLEAN: {@code byte[]} of 0 and 1
 * <li>INT: {@code int[]} (TINYINT, SMALLINT, INT, DATE, year-month intervals)
 * <li>LONG: {@code long[]} (BIGINT, timestamps, day-time intervals, DECIMAL up to 18 digits)
 * <li>DOUBLE: {@code double[]} (DOUBLE, and FLOAT widened)
 * <li>DECIMAL128: {@code long[]} of two words a value, low word first
 * <li>BYTES: start and length into shared {@code byte[]}
 * <li>LIST, MAP: start and length into child vectors
 * <li>STRUCT: child vectors
 * <li>NULL: nothing but a length
 * </ul>
 */
public enum Storage {
    BOOLEAN, INT, LONG, DOUBLE, DECIMAL128, BYTES, LIST, MAP, STRUCT, NULL
}
