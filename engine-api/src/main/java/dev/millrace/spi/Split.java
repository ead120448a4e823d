package dev.millrace.spi;

import dev.millrace.expr.Literal;
import java.util.List;

/**
 * A piece of a table that one task reads: a byte range of a file.
 *
 * @param path            absolute path
 * @param start           first byte
 * @param length          bytes of the range
 * @param fileLength      bytes of the file when it was listed
 * @param modified        modification time when it was listed, in milliseconds since the epoch
 * @param partitionValues values of the table's partition columns (the last of its schema), from the folder names
 */
public record Split(String path, long start, long length, long fileLength, long modified, List<Literal> partitionValues) {
    public Split {
        partitionValues = List.copyOf(partitionValues);
    }
}
