package dev.millrace.types;

/** A named column of a {@link Schema} or a field of a STRUCT. Columns read from files are always nullable. */
public record Field(String name, DataType type, boolean nullable) {

    /** A nullable field. */
    public static Field of(String name, DataType type) {
        return new Field(name, type, true);
    }
}
