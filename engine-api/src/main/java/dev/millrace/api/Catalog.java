package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Databases, tables, views and functions by name: {@code session.catalog().listTables()}. Names are found ignoring case; a table of
 * another than the current database is {@code database.table}.
 */
public final class Catalog {

    private static final String SHARED_DATABASE = "global_temp";

    private final Session session;

    Catalog(Session session) {
        this.session = session;
    }

    /** The database that names without one are looked for in. */
    public String currentDatabase() {
        return session.engine().currentDatabase();
    }

    /** @throws EngineException SCHEMA_NOT_FOUND */
    public void setCurrentDatabase(String name) {
        run(new Statement.Use(List.of(name)));
    }

    public List<String> listDatabases() {
        return texts(new Statement.ShowDatabases(Optional.empty()), 0);
    }

    public boolean databaseExists(String name) {
        return listDatabases().contains(name.toLowerCase(Locale.ROOT));
    }

    /** Names of the tables and views of the current database and of the temporary views, without repetition. */
    public List<String> listTables() {
        return texts(new Statement.ShowTables(Optional.empty(), Optional.empty()), 1);
    }

    /**
     * As {@link #listTables()}, of another database.
     *
     * @throws EngineException SCHEMA_NOT_FOUND
     */
    public List<String> listTables(String database) {
        return texts(new Statement.ShowTables(Optional.of(database), Optional.empty()), 1);
    }

    /** True when there is such a table or view. */
    public boolean tableExists(String name) {
        try {
            plan(name);
            return true;
        } catch (EngineException e) {
            if (e.condition() == ErrorCondition.TABLE_OR_VIEW_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** @throws EngineException TABLE_OR_VIEW_NOT_FOUND */
    public List<Field> listColumns(String table) {
        return plan(table).schema().fields();
    }

    /** Names and aliases of all functions. */
    public List<String> listFunctions() {
        return texts(new Statement.ShowFunctions(Optional.empty()), 0);
    }

    public boolean functionExists(String name) {
        return listFunctions().contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * A table over files that are there; dropping it leaves them.
     *
     * @throws EngineException TABLE_OR_VIEW_ALREADY_EXISTS, DATA_SOURCE_NOT_FOUND, UNABLE_TO_INFER_SCHEMA
     */
    public DataFrame createTable(String name, String path, String format) {
        run(new Statement.CreateTable(ColumnNames.parts(name), Optional.empty(), Optional.of(format), Map.of(), List.of(),
                Optional.of(path), Optional.empty(), Statement.IfExists.ERROR, Optional.empty(), Origin.NONE));
        return session.table(name);
    }

    /** Forgets a temporary view; DataFrames made from it go on. False when there is none. */
    public boolean dropTempView(String name) {
        return dropTemporary(List.of(name), texts(new Statement.ShowTables(Optional.empty(), Optional.empty()), 1, true));
    }

    /** As {@link #dropTempView}, of a view that {@link DataFrame#createGlobalTempView} made. */
    public boolean dropGlobalTempView(String name) {
        return dropTemporary(List.of(SHARED_DATABASE, name),
                texts(new Statement.ShowTables(Optional.of(SHARED_DATABASE), Optional.empty()), 1, true));
    }

    private boolean dropTemporary(List<String> name, List<String> known) {
        if (!known.contains(name.getLast().toLowerCase(Locale.ROOT))) {
            return false;
        }
        run(new Statement.DropView(name, true, Origin.NONE));
        return true;
    }

    /**
     * Keeps a table's rows in memory, see {@link DataFrame#cache()}.
     *
     * @throws EngineException TABLE_OR_VIEW_NOT_FOUND
     */
    public void cacheTable(String name) {
        cacheTable(name, StorageLevel.MEMORY_AND_DISK);
    }

    /** {@link #cacheTable(String)} with a choice of where. */
    public void cacheTable(String name, StorageLevel level) {
        run(new Statement.CacheTable(ColumnNames.parts(name), true, level, Optional.empty(), Origin.NONE));
    }

    /** @throws EngineException TABLE_OR_VIEW_NOT_FOUND */
    public void uncacheTable(String name) {
        run(new Statement.UncacheTable(ColumnNames.parts(name), false, Origin.NONE));
    }

    /** @throws EngineException TABLE_OR_VIEW_NOT_FOUND */
    public boolean isCached(String name) {
        return session.engine().storageLevel(plan(name)) != StorageLevel.NONE;
    }

    /** Forgets the rows of all tables and DataFrames that are cached. */
    public void clearCache() {
        run(new Statement.ClearCache());
    }

    /**
     * Looks again at a table's files: its cached rows are computed anew.
     *
     * @throws EngineException TABLE_OR_VIEW_NOT_FOUND
     */
    public void refreshTable(String name) {
        run(new Statement.Refresh(ColumnNames.parts(name)));
    }

    /** The plan that the catalog has for the name, without the alias that a query puts above it. */
    private LogicalPlan plan(String name) {
        LogicalPlan plan = session.engine().analyze(new UnresolvedPlan.Table(ColumnNames.parts(name), Origin.NONE));
        return plan instanceof SubqueryAlias(var input, var _) ? input : plan;
    }

    private List<Row> run(Statement statement) {
        return new DataFrame(session, session.engine().run(statement)).collect();
    }

    private List<String> texts(Statement statement, int column) {
        return run(statement).stream().map(row -> row.getString(column)).distinct().toList();
    }

    private List<String> texts(Statement.ShowTables show, int column, boolean temporary) {
        return run(show).stream().filter(row -> row.getBoolean(2) == temporary
                && row.getString(0).isEmpty() == show.database().isEmpty()).map(row -> row.getString(column)).toList();
    }
}
