package dev.millrace.files.parquet.write;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Values of one column chunk. Parquet's writer copies bytes where it keeps them, so slices of a vector's array are handed over as they
 * are.
 */
final class LeafNode implements ColumnNode {

    private final ColumnWriter writer;
    private final boolean asInt;
    private final boolean asFloat;
    private final byte[] decimal;

    /** @param writer of the current row group */
    LeafNode(DataType type, ColumnWriter writer) {
        this.writer = writer;
        this.asInt = ParquetTypes.isIntDecimal(type);
        this.asFloat = type instanceof DataType.FloatType;
        this.decimal = type instanceof DataType.DecimalType(var precision, var _) ? new byte[ParquetTypes.bytesOf(precision)] : new byte[0];
    }

    @Override
    public void writeAbsent(int repetition, int definition) {
        writer.writeNull(repetition, definition);
    }

    @Override
    public void write(Vector vector, int row, int repetition, int definition) {
        Place place = Place.of(vector, row);
        if (place == null) {
            writer.writeNull(repetition, definition);
        } else {
            writeValue(place.vector(), place.row(), repetition, definition + 1);
        }
    }

    @Override
    public void writeRows(Vector vector, int from, int to) {
        switch (vector) {
            case DictionaryVector(var codes, BytesVector dictionary, var _, var validity) -> {
                for (int row = from; row < to; row++) {
                    if (Validity.isValid(validity, row)) {
                        writer.write(slice(dictionary, codes[row]), 0, 1);
                    } else {
                        writer.writeNull(0, 0);
                    }
                }
            }
            case DictionaryVector _, ConstantVector _ -> writeFlat(Flatten.flat(vector), from, to);
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _, NullVector _ ->
                    writeFlat(vector, from, to);
        }
    }

    private void writeFlat(Vector vector, int from, int to) {
        long[] validity = vector.validity();
        if (vector instanceof LongVector(var _, var values, var _, var _) && !asInt) {
            writeLongs(values, validity, from, to);
        } else if (vector instanceof DoubleVector(var _, var values, var _, var _) && !asFloat) {
            writeDoubles(values, validity, from, to);
        } else if (vector instanceof IntVector(var _, var values, var _, var _)) {
            writeInts(values, validity, from, to);
        } else {
            for (int row = from; row < to; row++) {
                if (Validity.isValid(validity, row)) {
                    writeValue(vector, row, 0, 1);
                } else {
                    writer.writeNull(0, 0);
                }
            }
        }
    }

    private void writeInts(int[] values, long @Nullable [] validity, int from, int to) {
        for (int row = from; row < to; row++) {
            if (Validity.isValid(validity, row)) {
                writer.write(values[row], 0, 1);
            } else {
                writer.writeNull(0, 0);
            }
        }
    }

    private void writeLongs(long[] values, long @Nullable [] validity, int from, int to) {
        for (int row = from; row < to; row++) {
            if (Validity.isValid(validity, row)) {
                writer.write(values[row], 0, 1);
            } else {
                writer.writeNull(0, 0);
            }
        }
    }

    private void writeDoubles(double[] values, long @Nullable [] validity, int from, int to) {
        for (int row = from; row < to; row++) {
            if (Validity.isValid(validity, row)) {
                writer.write(values[row], 0, 1);
            } else {
                writer.writeNull(0, 0);
            }
        }
    }

    private void writeValue(Vector vector, int row, int repetition, int definition) {
        switch (vector) {
            case BooleanVector(var _, var values, var _, var _) -> writer.write(values[row] != 0, repetition, definition);
            case IntVector(var _, var values, var _, var _) -> writer.write(values[row], repetition, definition);
            case LongVector(var _, var values, var _, var _) when asInt -> writer.write((int) values[row], repetition, definition);
            case LongVector(var _, var values, var _, var _) -> writer.write(values[row], repetition, definition);
            case DoubleVector(var _, var values, var _, var _) when asFloat -> writer.write((float) values[row], repetition, definition);
            case DoubleVector(var _, var values, var _, var _) -> writer.write(values[row], repetition, definition);
            case Decimal128Vector(var _, var words, var _, var _) ->
                    writer.write(bigEndian(words[2 * row], words[2 * row + 1]), repetition, definition);
            case BytesVector bytes -> writer.write(slice(bytes, row), repetition, definition);
            case NullVector _ -> writer.writeNull(repetition, definition - 1);
            case DictionaryVector _, ConstantVector _, ListVector _, MapVector _, StructVector _ ->
                    throw new IllegalArgumentException("not a value of a leaf: " + vector.type().sql());
        }
    }

    private static Binary slice(BytesVector bytes, int row) {
        return Binary.fromReusedByteArray(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    }

    private Binary bigEndian(long low, long high) {
        int last = decimal.length - 1;
        for (int i = 0; i < decimal.length; i++) {
            decimal[last - i] = (byte) (i < 8 ? low >> (8 * i) : high >> (8 * (i - 8)));
        }
        return Binary.fromReusedByteArray(decimal);
    }
}
