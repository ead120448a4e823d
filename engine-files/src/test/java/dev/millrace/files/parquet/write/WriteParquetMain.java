package dev.millrace.files.parquet.write;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.files.TestFiles;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes two rows to the folder given. */
final class WriteParquetMain {

    private WriteParquetMain() {}

    public static void main(String[] arguments) {
        Schema schema = TypeParser.schema("n bigint");
        VectorBuilder numbers = VectorBuilder.of(DataType.BIGINT, 2);
        numbers.appendValue(1L);
        numbers.appendValue(2L);
        TestFiles.write(TestFiles.spec("parquet", Path.of(arguments[0]), schema, Map.of()), List.of(Batch.of(2, numbers.build())));
    }
}
