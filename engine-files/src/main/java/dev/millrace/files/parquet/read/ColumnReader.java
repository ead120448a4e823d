package dev.millrace.files.parquet.read;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.page.ColumnPages;
import dev.millrace.files.parquet.page.ParquetFile;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.memory.MemoryPool;
import dev.millrace.types.DataType;

/** One column of a batch, over as many column chunks as its type has leaves. Used by one thread. */
sealed interface ColumnReader extends AutoCloseable permits ColumnReader.Constant, ColumnReader.Flat, Nested {
    /** Starts a row group. */
    void open(RowGroup group, long fileSize);

    /** Passes over rows. */
    void skip(long rows);

    /** The next {@code rows} rows; only those from {@code first} to before {@code end} need values. */
    Vector read(int rows, int first, int end);

    /** Bytes read from the file so far. */
    long bytesRead();

    @Override
    void close();

    static ColumnReader of(ParquetColumn column, ParquetFile file, MemoryPool pool) {
        return switch (column) {
            case ParquetColumn.Missing missing -> new Constant(Nulls.vector(missing.type(), 1));
            case ParquetColumn.Leaf leaf when leaf.type() instanceof DataType.NullType -> new Constant(new NullVector(1));
            case ParquetColumn.Leaf leaf -> new Flat(new LeafReader(leaf, new ColumnPages(file, pool), Values.of(leaf, pool)));
            case ParquetColumn.Struct _, ParquetColumn.ListOf _, ParquetColumn.MapOf _ -> Nested.of(column, file, pool);
        };
    }

    /** The same value in every row: of a partition folder, or null for what a file does not have. */
    record Constant(Vector value) implements ColumnReader {
        @Override
        public void open(RowGroup group, long fileSize) {}

        @Override
        public void skip(long rows) {}

        @Override
        public Vector read(int rows, int first, int end) {
            return value instanceof NullVector ? new NullVector(rows) : new ConstantVector(value, rows);
        }

        @Override
        public long bytesRead() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** A column without lists or structs. */
    record Flat(LeafReader leaf) implements ColumnReader {
        @Override
        public void open(RowGroup group, long fileSize) {
            leaf.open(group.columns().get(leaf.column.column()), group.rows(), fileSize);
        }

        @Override
        public void skip(long rows) {
            leaf.skip(rows);
        }

        @Override
        public Vector read(int rows, int first, int end) {
            return leaf.read(rows, first, end);
        }

        @Override
        public long bytesRead() {
            return leaf.pages.bytesRead();
        }

        @Override
        public void close() {
            leaf.close();
        }
    }
}
