package dev.millrace.files.parquet;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.files.parquet.page.DictionarySizes;
import dev.millrace.files.parquet.page.Footer;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.page.ParquetFile;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.files.parquet.prune.ChunkBounds;
import dev.millrace.files.parquet.prune.ColumnBounds;
import dev.millrace.files.parquet.prune.Pruning;
import dev.millrace.files.parquet.schema.ParquetColumn;
import dev.millrace.files.parquet.schema.Projection;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TableStatistics;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The planning face of a folder of Parquet files.
 *
 * <p>Example: {@code ParquetTable.open(spec, wholeFiles, partitionColumns, footers)}, where each of {@code wholeFiles} is a split over
 * one file.
 */
public final class ParquetTable implements Table {
    /** More footers are not read for planning: statistics are then estimated and splits cut by bytes. */
    private static final int MAX_FOOTERS = 512;

    private static final int SAMPLED_GROUPS = 4;
    private static final String MERGE_SCHEMA = "mergeschema";

    private final SourceSpec source;
    private final List<Split> files;
    private final Schema schema;
    private final int partitionColumns;
    private final FooterCache footers;
    private volatile @Nullable TableStatistics statistics;

    private ParquetTable(SourceSpec source, List<Split> files, Schema schema, int partitionColumns, FooterCache footers) {
        this.source = source;
        this.files = List.copyOf(files);
        this.schema = schema;
        this.partitionColumns = partitionColumns;
        this.footers = footers;
    }

    /**
     * Finds the schema: the user's, else that of the first file, or of all files with the option {@code mergeSchema}; then the partition
     * columns.
     *
     * @param files      one split over each whole file, with the values of its partition columns
     * @param partitions the partition columns, which folder names give
     * @throws dev.millrace.error.EngineException UNABLE_TO_INFER_SCHEMA when there is no file, CANNOT_READ_FILE …
     */
    public static ParquetTable open(SourceSpec source, List<Split> files, Schema partitions, FooterCache footers) {
        List<Field> fields = new ArrayList<>(source.schema().map(Schema::fields).orElseGet(() -> fileFields(source, files, footers)));
        fields.removeIf(field -> partitions.indexOf(field.name()) >= 0);
        fields.addAll(partitions.fields());
        return new ParquetTable(source, files, new Schema(fields), partitions.size(), footers);
    }

    private static List<Field> fileFields(SourceSpec source, List<Split> files, FooterCache footers) {
        if (files.isEmpty()) {
            throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", String.join(", ", source.paths()), "detail",
                    "there is no Parquet file.");
        }
        boolean merge = Boolean.parseBoolean(source.options().getOrDefault(MERGE_SCHEMA, "false"));
        Schema merged = fileSchema(files.getFirst(), footers);
        for (Split file : merge ? files.subList(1, files.size()) : List.<Split>of()) {
            merged = SchemaMerge.merged(merged, fileSchema(file, footers), file.path());
        }
        return merged.fields();
    }

    private static Schema fileSchema(Split file, FooterCache footers) {
        return footers.footer(Path.of(file.path())).schema().schema();
    }

    @Override
    public SourceSpec source() {
        return source;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public TableStatistics statistics() {
        TableStatistics known = statistics;
        if (known == null) {
            known = summed();
            statistics = known;
        }
        return known;
    }

    private TableStatistics summed() {
        long bytes = files.stream().mapToLong(Split::fileLength).sum();
        List<Split> read = files.subList(0, Math.min(files.size(), MAX_FOOTERS));
        long readBytes = 0;
        long rows = 0;
        List<StatisticsSum> sums = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            sums.add(new StatisticsSum(schema.type(i)));
        }
        for (Split file : read) {
            Footer footer = footers.footer(Path.of(file.path()));
            readBytes += file.fileLength();
            rows += footer.rows();
            List<ParquetColumn> columns = columns(footer);
            for (RowGroup group : footer.rowGroups()) {
                for (int i = 0; i < sums.size(); i++) {
                    sums.get(i).add(bounds(file, group, footer, columns, i));
                }
            }
        }
        boolean all = read.size() == files.size();
        if (all) {
            addDictionaries(sums);
        }
        long total = all || readBytes == 0 ? rows : (long) ((double) rows / readBytes * bytes);
        return new TableStatistics(OptionalLong.of(total), OptionalLong.of(bytes),
                all ? sums.stream().map(StatisticsSum::statistics).toList() : List.of());
    }

    /** What dictionaries of a few row groups from all over the table say about the number of different values. */
    private void addDictionaries(List<StatisticsSum> sums) {
        List<Split> places = new ArrayList<>();
        List<RowGroup> groups = new ArrayList<>();
        for (Split file : files) {
            for (RowGroup group : footers.footer(Path.of(file.path())).rowGroups()) {
                places.add(file);
                groups.add(group);
            }
        }
        int count = Math.min(SAMPLED_GROUPS, groups.size());
        for (int i = 0; i < count; i++) {
            int sampled = (int) ((long) i * groups.size() / count);
            addDictionaries(places.get(sampled), groups.get(sampled), sums);
        }
    }

    private void addDictionaries(Split place, RowGroup group, List<StatisticsSum> sums) {
        Footer footer = footers.footer(Path.of(place.path()));
        List<ParquetColumn> columns = columns(footer);
        try (ParquetFile file = ParquetFile.open(Path.of(place.path()))) {
            for (int i = 0; i < firstPartition(); i++) {
                int values = columns.get(i) instanceof ParquetColumn.Leaf leaf && leaf.repetition() == 0
                        ? DictionarySizes.of(file, group.columns().get(leaf.column()))
                        : -1;
                sums.get(i).addDictionary(values, bounds(place, group, footer, columns, i));
            }
        }
    }

    @Override
    public List<Split> splits(List<Expr> filters, long targetBytes) {
        List<Split> splits = new ArrayList<>();
        for (Split file : files) {
            if (!partitionMayMatch(file, filters)) {
                continue;
            }
            if (files.size() > MAX_FOOTERS) {
                cutByBytes(file, targetBytes, splits);
            } else {
                cutByRowGroups(file, filters, targetBytes, splits);
            }
        }
        return List.copyOf(splits);
    }

    private boolean partitionMayMatch(Split file, List<Expr> filters) {
        Pruning pruning = new Pruning(ordinal -> ordinal < firstPartition() ? ColumnBounds.unknown(1)
                : ColumnBounds.constant(file.partitionValues().get(ordinal - firstPartition()).value(), 1));
        return filters.stream().allMatch(pruning::mayHold);
    }

    private static void cutByBytes(Split file, long targetBytes, List<Split> into) {
        long step = Math.max(1, targetBytes);
        for (long start = 0; start < file.fileLength(); start += step) {
            into.add(part(file, start, Math.min(step, file.fileLength() - start)));
        }
    }

    private void cutByRowGroups(Split file, List<Expr> filters, long targetBytes, List<Split> into) {
        Footer footer = footers.footer(Path.of(file.path()));
        List<ParquetColumn> columns = columns(footer);
        List<RowGroup> groups = new ArrayList<>(footer.rowGroups());
        groups.sort(Comparator.comparingLong(RowGroup::firstByte));
        long start = -1;
        long end = -1;
        for (RowGroup group : groups) {
            Pruning pruning = new Pruning(ordinal -> bounds(file, group, footer, columns, ordinal));
            boolean wanted = group.rows() > 0 && filters.stream().allMatch(pruning::mayHold);
            if (start >= 0 && (!wanted || end - start >= targetBytes)) {
                into.add(part(file, start, end - start));
                start = -1;
            }
            if (wanted) {
                start = start < 0 ? group.firstByte() : start;
                end = group.firstByte() + Math.max(1, group.byteLength());
            }
        }
        if (start >= 0) {
            into.add(part(file, start, end - start));
        }
    }

    private static Split part(Split file, long start, long length) {
        return new Split(file.path(), start, length, file.fileLength(), file.modified(), file.partitionValues());
    }

    /** The file's columns for those of the table that are not partition columns; a column of another type is told when it is read. */
    private List<ParquetColumn> columns(Footer footer) {
        List<ParquetColumn> columns = new ArrayList<>();
        for (Field field : schema.fields().subList(0, firstPartition())) {
            columns.add(Projection.column(footer.schema().columns(), field).orElseGet(() -> new ParquetColumn.Struct(field.name(),
                    new DataType.StructType(List.of()), 0, List.of())));
        }
        return columns;
    }

    private ColumnBounds bounds(Split file, RowGroup group, Footer footer, List<ParquetColumn> columns, int ordinal) {
        if (ordinal >= firstPartition()) {
            Literal value = file.partitionValues().get(ordinal - firstPartition());
            return ColumnBounds.constant(value.value(), group.rows());
        }
        return ChunkBounds.of(group, footer, columns.get(ordinal));
    }

    private int firstPartition() {
        return schema.size() - partitionColumns;
    }

    @Override
    public String describe() {
        return "parquet " + String.join(", ", source.paths());
    }
}
