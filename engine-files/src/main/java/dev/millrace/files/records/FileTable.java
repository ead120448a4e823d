package dev.millrace.files.records;

import dev.millrace.expr.Expr;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.parquet.prune.ColumnBounds;
import dev.millrace.files.parquet.prune.Pruning;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TableStatistics;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The planning face of files of records: bytes are known, rows are not. Files whose partition folders rule out every row are left out.
 *
 * @param schema     all columns, partition columns last
 * @param listing    the files
 * @param splittable whether the file of a split can be cut at lines
 */
public record FileTable(SourceSpec source, Schema schema, FileListing listing, Predicate<Split> splittable) implements Table {

    /** A part of a file that is smaller than this share of the wanted size is read with the part before it. */
    private static final double LEAST_REST = 0.1;

    /** @param columns of the files: those of partition folders are put behind them, and replace a column of the same name */
    public static FileTable of(SourceSpec source, Schema columns, FileListing listing, Predicate<Split> splittable) {
        List<Field> fields = new ArrayList<>();
        for (Field field : columns.fields()) {
            if (listing.partitions().indexOf(field.name()) < 0) {
                fields.add(Field.of(field.name(), field.type()));
            }
        }
        fields.addAll(listing.partitions().fields());
        return new FileTable(source, new Schema(fields), listing, splittable);
    }

    @Override
    public TableStatistics statistics() {
        long bytes = listing.files().stream().mapToLong(Split::fileLength).sum();
        return new TableStatistics(OptionalLong.empty(), OptionalLong.of(bytes), List.of());
    }

    @Override
    public List<Split> splits(List<Expr> filters, long targetBytes) {
        List<Split> splits = new ArrayList<>();
        for (Split file : listing.files()) {
            if (file.fileLength() == 0 || !mayMatch(file, filters)) {
                continue;
            }
            if (splittable.test(file)) {
                cut(file, Math.max(1, targetBytes), splits);
            } else {
                splits.add(file);
            }
        }
        return List.copyOf(splits);
    }

    private boolean mayMatch(Split file, List<Expr> filters) {
        int first = schema.size() - listing.partitions().size();
        Pruning pruning = new Pruning(ordinal -> ordinal < first ? ColumnBounds.unknown(1)
                : ColumnBounds.constant(file.partitionValues().get(ordinal - first).value(), 1));
        return filters.stream().allMatch(pruning::mayHold);
    }

    private static void cut(Split file, long targetBytes, List<Split> into) {
        long start = 0;
        while (start < file.fileLength()) {
            long rest = file.fileLength() - start;
            long length = rest - targetBytes < LEAST_REST * targetBytes ? rest : targetBytes;
            into.add(new Split(file.path(), start, length, file.fileLength(), file.modified(), file.partitionValues()));
            start += length;
        }
    }

    @Override
    public String describe() {
        return source.format() + " " + String.join(", ", source.paths());
    }
}
