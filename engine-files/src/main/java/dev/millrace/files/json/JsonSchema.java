package dev.millrace.files.json;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The columns that the objects of all files have, sorted by name. */
final class JsonSchema {

    private static final long BUDGET = 256L << 20;

    private JsonSchema() {}

    /** @throws EngineException UNABLE_TO_INFER_SCHEMA when no object has a field; MALFORMED_RECORD_IN_PARSING in mode FAILFAST */
    static Schema infer(List<Split> files, JsonOptions options, List<String> paths) {
        JsonTypes root = new JsonTypes();
        try (MemoryPool pool = MemoryPool.root("schema of " + String.join(", ", paths), BUDGET)) {
            for (Split file : files) {
                infer(file, options, pool, root);
            }
        }
        if (root.rootType(options) instanceof DataType.StructType(var fields) && !fields.isEmpty()) {
            return new Schema(fields);
        }
        throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", String.join(", ", paths), "detail",
                "there is no JSON object with a field in it. Give the schema to read it as an empty table.");
    }

    private static void infer(Split file, JsonOptions options, MemoryPool pool, JsonTypes root) {
        long taken = 0;
        long seen = 0;
        try (JsonRecords records = new JsonRecords(file, options, pool)) {
            for (JsonRecords.Found found = records.next(); found != JsonRecords.Found.END; found = records.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw ErrorCondition.QUERY_CANCELLED.with("reason", " while the types of a JSON file were inferred");
                }
                seen++;
                boolean sampled = taken < seen * options.samplingRatio();
                taken += sampled ? 1 : 0;
                if (!read(records, found, options, sampled ? root : new JsonTypes())) {
                    malformed(file, records, options, root);
                }
            }
        }
    }

    private static boolean read(JsonRecords records, JsonRecords.Found found, JsonOptions options, JsonTypes into) {
        if (found == JsonRecords.Found.MALFORMED) {
            return false;
        }
        try {
            into.add(records.parser(), options);
        } catch (JacksonException e) {
            records.malformed(e);
            return false;
        }
        return records.endsCleanly();
    }

    private static void malformed(Split file, JsonRecords records, JsonOptions options, JsonTypes root) {
        switch (options.mode()) {
            case PERMISSIVE -> root.addText(options.corruptColumn());
            case DROPMALFORMED -> {
            }
            case FAILFAST ->
                    throw ErrorCondition.MALFORMED_RECORD_IN_PARSING.with("file", file.path(), "line", records.lineNumber(), "detail",
                            records.problem());
        }
    }
}
