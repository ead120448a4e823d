package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.DataSource;
import java.util.List;
import java.util.Optional;

/** Where relations and variables are found by name. Names ignore case. */
public interface RelationCatalog {

    /**
     * The plan of a view or table: {@code [name]}, {@code [database, name]} or {@code [format, path]}.
     *
     * @throws EngineException what is wrong with a view's query or a table's files
     */
    Optional<LogicalPlan> find(List<String> name);

    /**
     * The plan that reads a file, folder or glob; format, header and types are found by looking at it.
     *
     * @throws EngineException PATH_NOT_FOUND, UNABLE_TO_INFER_SCHEMA
     */
    LogicalPlan file(String path);

    /** Names of views and tables that need no database in front, for suggestions. */
    List<String> names();

    /** The value of a session variable: {@code [name]} or {@code [session, name]}. */
    Optional<Literal> variable(List<String> name);

    /** The database that a name without one belongs to. */
    String currentDatabase();

    /** @throws EngineException DATA_SOURCE_NOT_FOUND */
    DataSource source(String format);
}
