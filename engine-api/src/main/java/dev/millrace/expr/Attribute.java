package dev.millrace.expr;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;

/**
 * A column of a logical plan. Its {@code id} is given once, by the node that makes the column, and stays the same wherever the column
 * goes: so plans may be rearranged without renumbering.
 *
 * @param id        unique within a session
 * @param name      as the user wrote it
 * @param qualifier name of the table or alias that it belongs to, empty when there is none
 * @param copyOf    id of the column that this one repeats, because its relation is used twice; 0 for an original
 */
public record Attribute(long id, String name, DataType type, boolean nullable, String qualifier, long copyOf) {

    /** A column that copies no other. */
    public Attribute(long id, String name, DataType type, boolean nullable, String qualifier) {
        this(id, name, type, nullable, qualifier, 0);
    }

    public Field field() {
        return new Field(name, type, nullable);
    }

    public ColumnRef ref() {
        return new ColumnRef(this);
    }

    public Attribute withName(String newName) {
        return new Attribute(id, newName, type, nullable, qualifier, copyOf);
    }

    /** The same column of a second use of its relation. */
    public Attribute copy(long newId) {
        return new Attribute(newId, name, type, nullable, qualifier, id);
    }

    public Attribute withNullable(boolean newNullable) {
        return newNullable == nullable ? this : new Attribute(id, name, type, newNullable, qualifier, copyOf);
    }

    public Attribute withQualifier(String newQualifier) {
        return new Attribute(id, name, type, nullable, newQualifier, copyOf);
    }
}
