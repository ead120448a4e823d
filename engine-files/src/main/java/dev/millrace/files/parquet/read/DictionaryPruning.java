package dev.millrace.files.parquet.read;

import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.page.ColumnChunk;
import dev.millrace.files.parquet.page.RowGroup;
import dev.millrace.spi.ScanFilter;
import java.util.List;

/** Asks a filter of one column about the chunk's dictionary: when it keeps none of its values, no page has to be decompressed. */
final class DictionaryPruning {
    /** A larger dictionary is not worth the question: some value of it will match. */
    private static final int MAX_VALUES = 1 << 15;

    private DictionaryPruning() {}

    static boolean mayMatch(LeafReader leaf, RowGroup group, ScanFilter filter, int batchRows) {
        ColumnChunk chunk = group.columns().get(leaf.column.column());
        Vector dictionary = leaf.wholeDictionary(chunk);
        if (dictionary == null || dictionary.length() == 0 || dictionary.length() > MAX_VALUES) {
            return true;
        }
        for (int first = 0; first < dictionary.length(); first += batchRows) {
            int count = Math.min(batchRows, dictionary.length() - first);
            int[] codes = new int[count];
            for (int i = 0; i < count; i++) {
                codes[i] = first + i;
            }
            if (keepsAny(filter, new DictionaryVector(codes, dictionary, count, null))) {
                return true;
            }
        }
        return chunk.statistics().nulls() != 0 && keepsAny(filter, new DictionaryVector(new int[1], dictionary, 1, new long[1]));
    }

    private static boolean keepsAny(ScanFilter filter, Vector values) {
        return filter.apply(List.of(values), values.length(), null).count() > 0;
    }
}
