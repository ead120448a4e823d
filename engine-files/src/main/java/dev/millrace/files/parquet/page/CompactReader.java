package dev.millrace.files.parquet.page;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads Thrift's compact protocol (thrift-compact-protocol.md) from a range of bytes, in place. Page headers are met once a
 * page, so they are read without objects, streams or sizes taken on trust.
 *
 * <p>As with Thrift's own readers, a field of an unexpected kind is passed over: accessors then give back what they were given.
 *
 * <p>{@code for (int id = r.firstField(); id != CompactReader.STOP; id = r.nextField()) { switch (id) { … default -> r.skip(); } }}
 */
final class CompactReader {
    /** No field is left in the struct. */
    static final int STOP = Integer.MIN_VALUE;

    private static final int MAX_DEPTH = 32;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int SHORT = 4;
    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;

    /** The header or index goes on behind the bytes at hand: the caller may come back with more. */
    static final class EndOfBytes extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndOfBytes() {
            super("the bytes end inside a structure", null, false, false);
        }
    }

    private final byte[] bytes;
    private final int end;
    private final int[] outerFields = new int[MAX_DEPTH];
    private int depth;
    private int position;
    private int field;
    private int type;

    CompactReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** Where the next byte is read. */
    int position() {
        return position;
    }

    /** Enters the outermost struct, or one that is an element of a list, and gives the id of its first field, or {@link #STOP}. */
    int firstFieldOfElement() {
        if (depth == MAX_DEPTH) {
            throw new CorruptDataException("structures are nested more than " + MAX_DEPTH + " deep");
        }
        outerFields[depth++] = field;
        field = 0;
        return nextField();
    }

    /** Enters the struct that the current field is and gives the id of its first field; {@link #STOP} when it is no struct. */
    int firstField() {
        if (type != STRUCT) {
            skip();
            return STOP;
        }
        return firstFieldOfElement();
    }

    /** The id of the next field of this struct, or {@link #STOP}, which leaves the struct. */
    int nextField() {
        int header = next();
        if ((header & 15) == 0) {
            field = outerFields[--depth];
            return STOP;
        }
        type = header & 15;
        int delta = header >>> 4;
        field = delta == 0 ? (short) zigzag() : (short) (field + delta);
        return field;
    }

    boolean booleanValue(boolean otherwise) {
        return type == TRUE || type != FALSE && skipped(otherwise);
    }

    int intValue(int otherwise) {
        return isInteger() ? (int) zigzag() : skipped(otherwise);
    }

    long longValue(long otherwise) {
        return isInteger() ? zigzag() : skipped(otherwise);
    }

    private boolean isInteger() {
        return type >= SHORT && type <= LONG;
    }

    /** A field of another kind than expected counts as not there. */
    private <T> T skipped(T otherwise) {
        skip();
        return otherwise;
    }

    /** Enters a list and gives its size, at most as many elements as bytes are left. */
    int listSize() {
        require(type == LIST || type == SET);
        int header = next();
        type = header & 15;
        long size = header >>> 4 == 15 ? varint() : header >>> 4;
        if (size < 0 || size > end - position) {
            throw size < 0 ? new CorruptDataException("list of " + size + " elements") : new EndOfBytes();
        }
        return (int) size;
    }

    /** An element of a list of booleans. */
    boolean booleanElement() {
        require(type == TRUE || type == FALSE);
        return next() == TRUE;
    }

    int byteValue(int otherwise) {
        return type == BYTE ? (byte) next() : skipped(otherwise);
    }

    /** As {@link #listSize}, for a list whose elements are read as structs; 0 when the field is no list. */
    int structListSize() {
        if (type != LIST) {
            return skipped(0);
        }
        return listSize();
    }

    byte @Nullable [] binaryValue(byte @Nullable [] otherwise) {
        return type == BINARY ? binaryElement() : skipped(otherwise);
    }

    /** An element of a list of integers. */
    long longElement() {
        require(isInteger());
        return zigzag();
    }

    /** An element of a list of byte arrays. */
    byte[] binaryElement() {
        require(type == BINARY);
        int length = length();
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /** Passes over the value of the current field. */
    void skip() {
        skip(type, false);
    }

    private void skip(int valueType, boolean inCollection) {
        switch (valueType) {
            case TRUE, FALSE -> advance(inCollection ? 1 : 0);
            case BYTE -> advance(1);
            case SHORT, INT, LONG -> varint();
            case DOUBLE -> advance(8);
            case UUID -> advance(16);
            case BINARY -> {
                int length = length();
                position += length;
            }
            case LIST, SET -> skipList(valueType);
            case MAP -> skipMap();
            case STRUCT -> {
                for (int id = firstFieldOfElement(); id != STOP; id = nextField()) {
                    skip();
                }
            }
            default -> throw new CorruptDataException("structure has a value of the unknown kind " + valueType);
        }
    }

    private void skipList(int valueType) {
        type = valueType;
        int size = listSize();
        int element = type;
        deeper();
        for (int i = 0; i < size; i++) {
            skip(element, true);
        }
        depth--;
    }

    private void skipMap() {
        long size = varint();
        if (size == 0) {
            return;
        }
        if (size < 0 || size > end - position) {
            throw new EndOfBytes();
        }
        int kinds = next();
        deeper();
        for (long i = 0; i < size; i++) {
            skip(kinds >>> 4, true);
            skip(kinds & 15, true);
        }
        depth--;
    }

    private void deeper() {
        if (depth == MAX_DEPTH) {
            throw new CorruptDataException("structures are nested more than " + MAX_DEPTH + " deep");
        }
        outerFields[depth++] = field;
    }

    private void require(boolean kindIsRight) {
        if (!kindIsRight) {
            throw new CorruptDataException("field " + field + " of a structure has the wrong kind " + type);
        }
    }

    private int length() {
        long length = varint();
        if (length < 0) {
            throw new CorruptDataException("binary value of " + length + " bytes");
        }
        if (length > end - position) {
            throw new EndOfBytes();
        }
        return (int) length;
    }

    private void advance(int count) {
        if (count > end - position) {
            throw new EndOfBytes();
        }
        position += count;
    }

    private int next() {
        if (position >= end) {
            throw new EndOfBytes();
        }
        return bytes[position++] & 0xff;
    }

    private long zigzag() {
        long raw = varint();
        return raw >>> 1 ^ -(raw & 1);
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = next();
            result |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return result;
            }
        }
        throw new CorruptDataException("number of more than ten bytes in a structure");
    }
}
