package dev.millrace.plan;

import dev.millrace.columnar.Batch;
import dev.millrace.types.Schema;
import java.util.List;

/** Rows that the plan itself carries: dense batches whose arrays are never changed. */
public record LocalRows(Schema schema, List<Batch> batches) {

    public LocalRows {
        batches = List.copyOf(batches);
    }

    public long rowCount() {
        long rows = 0;
        for (Batch batch : batches) {
            rows += batch.rows();
        }
        return rows;
    }
}
