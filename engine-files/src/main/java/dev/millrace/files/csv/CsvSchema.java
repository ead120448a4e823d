package dev.millrace.files.csv;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of CSV files: names from the first file's header or {@code _c0}, {@code _c1} …; types STRING, or what all rows of all
 * files fit.
 */
final class CsvSchema {

    private static final long BUDGET = 256L << 20;

    private CsvSchema() {}

    /** @throws EngineException UNABLE_TO_INFER_SCHEMA when no file has a record; CANNOT_READ_FILE */
    static Schema infer(List<Split> files, CsvOptions options, List<String> paths) {
        try (MemoryPool pool = MemoryPool.root("schema of " + String.join(", ", paths), BUDGET)) {
            List<String> names = names(files, options, pool);
            if (names.isEmpty()) {
                throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", String.join(", ", paths), "detail",
                        "there is no record in it. Give the schema to read it as an empty table.");
            }
            CsvTypes types = new CsvTypes(names.size(), options);
            if (options.inferSchema()) {
                for (Split file : files) {
                    infer(file, options, pool, types);
                }
            }
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                fields.add(Field.of(names.get(i), options.inferSchema() ? types.type(i) : DataType.STRING));
            }
            return new Schema(fields);
        }
    }

    private static void infer(Split file, CsvOptions options, MemoryPool pool, CsvTypes types) {
        long taken = 0;
        long seen = 0;
        try (CsvRecords records = new CsvRecords(file, options, pool)) {
            while (records.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw ErrorCondition.QUERY_CANCELLED.with("reason", " while the types of a CSV file were inferred");
                }
                seen++;
                if (taken < seen * options.samplingRatio()) {
                    types.add(records.fields());
                    taken++;
                }
            }
        }
    }

    private static List<String> names(List<Split> files, CsvOptions options, MemoryPool pool) {
        for (Split file : files) {
            try (CsvRecords records = new CsvRecords(file, options, pool)) {
                if (records.nextWithHeader()) {
                    return names(records, options);
                }
            }
        }
        return List.of();
    }

    private static List<String> names(CsvRecords records, CsvOptions options) {
        List<String> names = new ArrayList<>();
        Set<String> repeated = new HashSet<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < records.fields().count(); i++) {
            String name = options.header() ? records.text(i) : "";
            names.add(name.isEmpty() || name.equals(options.nullText()) ? "_c" + i : name);
            if (!known.add(names.getLast().toLowerCase(Locale.ROOT))) {
                repeated.add(names.getLast().toLowerCase(Locale.ROOT));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (repeated.contains(names.get(i).toLowerCase(Locale.ROOT))) {
                names.set(i, names.get(i) + i);
            }
        }
        return names;
    }
}
