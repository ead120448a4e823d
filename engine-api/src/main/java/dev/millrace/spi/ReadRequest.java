package dev.millrace.spi;

import dev.millrace.plan.SourceSpec;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * What a task wants of a split.
 *
 * @param source      as the user said it; its schema is the table's
 * @param tableSchema all columns of the table, partition columns last
 * @param split       what to read
 * @param columns     positions in {@code tableSchema}, in the order of the batches' columns; may be empty (only rows are counted)
 * @param filters     conjuncts to apply; see {@link BatchReader#appliesFilters()}
 * @param limit       rows after which the reader may stop, counted after the filters, or -1
 * @param batchRows   most rows in a batch
 */
public record ReadRequest(SourceSpec source, Schema tableSchema, Split split, List<Integer> columns, List<ScanFilter> filters, long limit,
        int batchRows) {

    public ReadRequest {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }

    /** Columns of the batches. */
    public Schema schema() {
        return tableSchema.select(columns.stream().mapToInt(Integer::intValue).toArray());
    }
}
