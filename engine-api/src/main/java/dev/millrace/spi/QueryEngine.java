package dev.millrace.spi;

import dev.millrace.api.StorageLevel;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;

/** The engine behind a session: everything a DataFrame needs done. Safe for use by several threads. */
public interface QueryEngine extends AutoCloseable {

    /**
     * Resolves names and types.
     *
     * @throws EngineException UNRESOLVED_COLUMN, DATATYPE_MISMATCH …
     */
    LogicalPlan analyze(UnresolvedPlan plan);

    /**
     * One SQL statement. A query is analyzed; a command is done at once, and the plan has the rows of its answer.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR, what analysis finds, and what the command ends in
     */
    LogicalPlan sql(String text, Statement.Parameters parameters);

    /** As {@link #sql}, of a statement that is not text. */
    LogicalPlan run(Statement statement);

    /** Reads SQL text without doing anything. */
    SqlParser parser();

    /**
     * Starts the query. A plan that writes is run to its end before this returns.
     *
     * @throws EngineException what planning or running ends in; QUERY_CANCELLED when the calling thread is interrupted
     */
    QueryResult execute(LogicalPlan plan);

    String explain(LogicalPlan plan, ExplainMode mode);

    /** Cancels every running query of the session; they end with QUERY_CANCELLED. */
    void cancelAll();

    Config config();

    /** Sets one setting of the session; queries that run already are not affected. */
    void configure(String name, String value);

    /** Gives one setting the value again that it had when the session began. */
    void reset(String name);

    void addListener(QueryListener listener);

    /** The database that names without one are looked for in. */
    String currentDatabase();

    /**
     * Keeps the plan's rows on executors from its next run on; queries that contain the plan, or an equal one, use them. Does nothing when
     * they are kept already.
     */
    void cache(LogicalPlan plan, StorageLevel level);

    /** @param blocking return only when the rows are gone, or only queries that run hold them */
    void uncache(LogicalPlan plan, boolean blocking);

    /** Where the plan's rows are kept, {@code NONE} when they are not. */
    StorageLevel storageLevel(LogicalPlan plan);

    /** Forgets the rows of all plans. */
    void clearCache();

    @Override
    void close();
}
