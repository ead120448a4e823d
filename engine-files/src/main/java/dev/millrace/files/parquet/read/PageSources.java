package dev.millrace.files.parquet.read;

import dev.millrace.files.parquet.encoding.BooleanSource;
import dev.millrace.files.parquet.encoding.BytesSource;
import dev.millrace.files.parquet.encoding.DeltaBytes;
import dev.millrace.files.parquet.encoding.DeltaInts;
import dev.millrace.files.parquet.encoding.DeltaLengthBytes;
import dev.millrace.files.parquet.encoding.DeltaLongs;
import dev.millrace.files.parquet.encoding.DoubleSource;
import dev.millrace.files.parquet.encoding.FixedBytes;
import dev.millrace.files.parquet.encoding.IntSource;
import dev.millrace.files.parquet.encoding.LongSource;
import dev.millrace.files.parquet.encoding.PlainBooleans;
import dev.millrace.files.parquet.encoding.PlainBytes;
import dev.millrace.files.parquet.encoding.PlainDoubles;
import dev.millrace.files.parquet.encoding.PlainFloats;
import dev.millrace.files.parquet.encoding.PlainInt96;
import dev.millrace.files.parquet.encoding.PlainInts;
import dev.millrace.files.parquet.encoding.PlainLongs;
import dev.millrace.files.parquet.encoding.RunLengthBooleans;
import dev.millrace.files.parquet.encoding.SplitDoubles;
import dev.millrace.files.parquet.encoding.SplitFixedBytes;
import dev.millrace.files.parquet.encoding.SplitFloats;
import dev.millrace.files.parquet.encoding.SplitInts;
import dev.millrace.files.parquet.encoding.SplitLongs;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/** Which source reads which encoding of which physical type. */
final class PageSources {
    /** Values of one batch that share prefixes may not blow a page up beyond this. */
    private static final int MAX_PREFIXED_BYTES = 1 << 28;

    private PageSources() {}

    static IntSource ints(Values values, Encoding encoding, byte[] bytes, int from, int end) {
        return switch (encoding) {
            case PLAIN -> new PlainInts(bytes, from, end);
            case DELTA_BINARY_PACKED -> new DeltaInts(bytes, from, end);
            case BYTE_STREAM_SPLIT -> new SplitInts(bytes, from, end);
            case PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, RLE_DICTIONARY ->
                    throw values.noEncoding(encoding);
        };
    }

    static LongSource longs(Values values, Encoding encoding, byte[] bytes, int from, int end) {
        if (values.column.physical() == Type.INT96) {
            if (encoding != Encoding.PLAIN) {
                throw values.noEncoding(encoding);
            }
            return new PlainInt96(bytes, from, end);
        }
        return switch (encoding) {
            case PLAIN -> new PlainLongs(bytes, from, end);
            case DELTA_BINARY_PACKED -> new DeltaLongs(bytes, from, end);
            case BYTE_STREAM_SPLIT -> new SplitLongs(bytes, from, end);
            case PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, RLE_DICTIONARY ->
                    throw values.noEncoding(encoding);
        };
    }

    static DoubleSource doubles(Values values, Encoding encoding, byte[] bytes, int from, int end) {
        boolean isFloat = values.column.physical() == Type.FLOAT;
        return switch (encoding) {
            case PLAIN -> isFloat ? new PlainFloats(bytes, from, end) : new PlainDoubles(bytes, from, end);
            case BYTE_STREAM_SPLIT -> isFloat ? new SplitFloats(bytes, from, end) : new SplitDoubles(bytes, from, end);
            case PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, RLE_DICTIONARY ->
                    throw values.noEncoding(encoding);
        };
    }

    static BooleanSource booleans(Values values, Encoding encoding, byte[] bytes, int from, int end) {
        return switch (encoding) {
            case PLAIN -> new PlainBooleans(bytes, from, end);
            case RLE -> new RunLengthBooleans(bytes, from, end);
            case PLAIN_DICTIONARY, BIT_PACKED, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, RLE_DICTIONARY,
                    BYTE_STREAM_SPLIT ->
                    throw values.noEncoding(encoding);
        };
    }

    static BytesSource bytes(Values values, Encoding encoding, byte[] bytes, int from, int end) {
        boolean fixed = values.column.physical() == Type.FIXED_LEN_BYTE_ARRAY;
        int width = values.column.width();
        return switch (encoding) {
            case PLAIN -> fixed ? new FixedBytes(bytes, from, end, width) : new PlainBytes(bytes, from, end);
            case DELTA_BYTE_ARRAY -> new DeltaBytes(bytes, from, end, MAX_PREFIXED_BYTES);
            case DELTA_LENGTH_BYTE_ARRAY -> {
                if (fixed) {
                    throw values.noEncoding(encoding);
                }
                yield new DeltaLengthBytes(bytes, from, end);
            }
            case BYTE_STREAM_SPLIT -> {
                if (!fixed) {
                    throw values.noEncoding(encoding);
                }
                yield new SplitFixedBytes(bytes, from, end, width);
            }
            case PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_BINARY_PACKED, RLE_DICTIONARY -> throw values.noEncoding(encoding);
        };
    }
}
