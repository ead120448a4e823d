package dev.millrace.files.listing;

import dev.millrace.expr.Literal;
import dev.millrace.spi.Split;
import java.nio.file.Path;
import java.util.List;

/**
 * A file and the partition folders above it, outermost first.
 *
 * @param modified in milliseconds since the epoch
 */
record FoundFile(Path path, long length, long modified, List<FolderValue> folders) {

    /** A folder {@code name=text}; the text is unescaped. */
    record FolderValue(String name, String text) {
        boolean isNull() {
            return text.equals(PartitionFolder.NULL);
        }
    }

    Split split(List<Literal> values) {
        return new Split(path.toString(), 0, length, length, modified, values);
    }
}
