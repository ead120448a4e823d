package dev.millrace.driver.command;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.QueryEngine;
import dev.millrace.spi.QueryResult;
import dev.millrace.spi.QueryStatistics;
import dev.millrace.spi.TableFiles;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands work with. */
public record CommandContext(QueryEngine engine, SessionCatalog catalog, TableFiles files, FunctionRegistry functions) {

    /** Runs a plan to its end, most of all one that writes. */
    QueryStatistics execute(LogicalPlan plan) {
        try (QueryResult result = engine.execute(plan)) {
            while (result.next() != null) {
                // rows are of no interest
            }
            return result.statistics();
        }
    }

    /** The first rows of a plan, values in {@code Literal} form. */
    List<List<@Nullable Object>> rows(LogicalPlan plan, int most) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (QueryResult result = engine.execute(plan)) {
            for (Batch batch = result.next(); batch != null && rows.size() < most; batch = result.next()) {
                for (int row = 0; row < batch.rows() && rows.size() < most; row++) {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int column = 0; column < batch.columns().size(); column++) {
                        values.add(Values.get(batch.column(column), row));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    Schema schema(UnresolvedPlan query) {
        return engine.analyze(query).schema();
    }

    /** The answer of a command that has none. */
    LogicalPlan done() {
        return new Answer().plan(engine);
    }
}
