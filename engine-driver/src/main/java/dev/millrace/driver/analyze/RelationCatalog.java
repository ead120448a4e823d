package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.DataSource;
import java.util.List;
import java.util.Optional;

/** Where relations are found by name. */
public interface RelationCatalog {

    /** The plan of a view, ignoring case. */
    Optional<LogicalPlan> view(String name);

    List<String> viewNames();

    /** @throws EngineException DATA_SOURCE_NOT_FOUND */
    DataSource source(String format);
}
