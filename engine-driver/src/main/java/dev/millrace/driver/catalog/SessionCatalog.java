package dev.millrace.driver.catalog;

import dev.millrace.config.Config;
import dev.millrace.driver.analyze.NearestNames;
import dev.millrace.driver.analyze.RelationCatalog;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.spi.CatalogStore;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.FormatDetector;
import dev.millrace.spi.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The names of a session. A name without a database is a temporary view, else a table or view of the current database; with one it is
 * found there, in {@code global_temp}, or it is a format and a path. Safe for use by several threads.
 */
public final class SessionCatalog implements RelationCatalog {

    /** The database of GLOBAL TEMPORARY views. */
    public static final String SHARED_DATABASE = "global_temp";

    /** What Spark calls the catalog of databases; it may stand before a database. */
    private static final String CATALOG = "spark_catalog";

    private final Map<String, DataSource> sources;
    private final CatalogStore store;
    private final FormatDetector formats;
    private final SqlParser parser;
    private final Supplier<Config> config;
    private final Analysis analysis;
    private final Map<String, LogicalPlan> temporary = new ConcurrentHashMap<>();
    private final Map<String, LogicalPlan> shared = new ConcurrentHashMap<>();
    private final Map<TableName, LogicalPlan> pinned = new ConcurrentHashMap<>();
    private final Variables variables = new Variables();
    private volatile String currentDatabase = CatalogStore.DEFAULT_DATABASE;

    /** Makes plans of what the catalog has in another form. */
    @FunctionalInterface
    public interface Analysis {
        LogicalPlan analyze(UnresolvedPlan plan, RelationCatalog names);
    }

    /** @param config settings as they stand */
    public SessionCatalog(Map<String, DataSource> sources, CatalogStore store, FormatDetector formats, SqlParser parser,
            Supplier<Config> config, Analysis analysis) {
        this.sources = sources;
        this.store = store;
        this.formats = formats;
        this.parser = parser;
        this.config = config;
        this.analysis = analysis;
    }

    public CatalogStore store() {
        return store;
    }

    public Variables variables() {
        return variables;
    }

    @Override
    public String currentDatabase() {
        return currentDatabase;
    }

    /** @throws EngineException SCHEMA_NOT_FOUND */
    public void use(String database) {
        currentDatabase = requireDatabase(database);
    }

    /** The name in lower case, as it is kept. @throws EngineException SCHEMA_NOT_FOUND */
    public String requireDatabase(String database) {
        String name = key(database);
        if (store.database(name).isEmpty()) {
            throw ErrorCondition.SCHEMA_NOT_FOUND.with("name", quoted(List.of(database)), "suggestion", NearestNames
                    .suggestionOrSome(database, store.databases().stream().map(CatalogEntry.DatabaseEntry::name).toList()));
        }
        return name;
    }

    /** Where an entry of this name is or would be. @throws EngineException SCHEMA_NOT_FOUND, TABLE_OR_VIEW_NOT_FOUND for too many parts */
    public TableName tableName(List<String> name) {
        List<String> parts = withoutCatalog(name);
        return switch (parts.size()) {
            case 1 -> new TableName(currentDatabase, parts.getFirst());
            case 2 -> new TableName(requireDatabase(parts.getFirst()), parts.getLast());
            default -> throw notFound(name);
        };
    }

    /** What the name stands for, paths aside. */
    public Optional<Relation> relation(List<String> name) {
        List<String> parts = withoutCatalog(name);
        String last = key(parts.getLast());
        if (parts.size() == 1 && temporary.containsKey(last)) {
            return Optional.of(new Relation.Temporary(last, false, temporary.get(last)));
        }
        if (parts.size() == 2 && parts.getFirst().equalsIgnoreCase(SHARED_DATABASE)) {
            return Optional.ofNullable(shared.get(last)).map(plan -> new Relation.Temporary(last, true, plan));
        }
        return parts.size() > 2 ? Optional.empty() : entry(parts).map(Relation.Kept::new);
    }

    /** @throws EngineException TABLE_OR_VIEW_NOT_FOUND */
    public Relation require(List<String> name) {
        return relation(name).orElseThrow(() -> notFound(name));
    }

    /** The entry of this name, which is no temporary view. */
    public Optional<CatalogEntry> entry(List<String> name) {
        return entry(name, currentDatabase);
    }

    private Optional<CatalogEntry> entry(List<String> name, String database) {
        List<String> parts = withoutCatalog(name);
        return switch (parts.size()) {
            case 1 -> store.find(database, key(parts.getFirst()));
            case 2 -> store.find(key(parts.getFirst()), key(parts.getLast()));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<LogicalPlan> find(List<String> name) {
        Optional<Relation> relation = relation(name);
        if (relation.isPresent()) {
            return Optional.of(plan(relation.get()));
        }
        return path(name);
    }

    /** The plan that gives a relation's rows. */
    public LogicalPlan plan(Relation relation) {
        return switch (relation) {
            case Relation.Temporary(var _, var _, var plan) -> plan;
            case Relation.Kept(var entry) -> plan(entry, List.of());
        };
    }

    private LogicalPlan plan(CatalogEntry entry, List<TableName> views) {
        TableName name = new TableName(entry.database(), entry.name());
        LogicalPlan kept = pinned.get(name);
        if (kept != null) {
            return kept;
        }
        return switch (entry) {
            case TableEntry table -> analysis.analyze(new UnresolvedPlan.Read(reading(table)), this);
            case ViewEntry view -> {
                if (views.contains(name)) {
                    List<String> path = new ArrayList<>(views.stream().map(TableName::toString).toList());
                    path.add(name.toString());
                    throw ErrorCondition.RECURSIVE_VIEW.with("name", name, "path", String.join(" -> ", path));
                }
                List<TableName> deeper = new ArrayList<>(views);
                deeper.add(name);
                UnresolvedPlan query = query(view.text());
                yield analysis.analyze(
                        view.columns().isEmpty() ? query : new UnresolvedPlan.Alias(query, view.name(), view.columns()),
                        new ViewNames(name, view.currentDatabase(), deeper));
            }
        };
    }

    private UnresolvedPlan query(String text) {
        if (parser.statement(text, Statement.Parameters.NONE) instanceof Statement.Query(var plan)) {
            return plan;
        }
        throw ErrorCondition.INTERNAL_ERROR.with("detail", "The text of a view is no query: " + text + ".");
    }

    /**
     * The plan of a query as it will be when it is a view of this name; read from its text, which is what will be kept.
     *
     * @throws EngineException INVALID_TEMP_OBJ_REFERENCE, RECURSIVE_VIEW
     */
    public LogicalPlan viewPlan(TableName name, String text) {
        return analysis.analyze(query(text), new ViewNames(name, currentDatabase, List.of(name)));
    }

    /** How a table's files are read. */
    public SourceSpec reading(TableEntry table) {
        return new SourceSpec(table.format(), List.of(table.location()),
                without(table.options(), source(table.format()).writeOnlyOptions()), Optional.of(table.schema()));
    }

    /** How a table's files are written: its options without those that only reads know. */
    public Map<String, String> writeOptions(TableEntry table) {
        return without(table.options(), source(table.format()).readOnlyOptions());
    }

    private static Map<String, String> without(Map<String, String> options, Set<String> names) {
        Map<String, String> rest = new TreeMap<>(options);
        rest.keySet().removeAll(names);
        return rest;
    }

    /** {@code parquet.`path`}. */
    private Optional<LogicalPlan> path(List<String> name) {
        if (name.size() != 2 || !sources.containsKey(key(name.getFirst()))) {
            return Optional.empty();
        }
        SourceSpec source = new SourceSpec(key(name.getFirst()), List.of(name.getLast()), Map.of(), Optional.empty());
        return Optional.of(analysis.analyze(new UnresolvedPlan.Read(source), this));
    }

    @Override
    public LogicalPlan file(String path) {
        return analysis.analyze(new UnresolvedPlan.Read(formats.detect(path, config.get())), this);
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(temporary.keySet());
        store.entries(currentDatabase).forEach(entry -> names.add(entry.name()));
        return List.copyOf(names);
    }

    @Override
    public Optional<Literal> variable(List<String> name) {
        return variables.find(name);
    }

    @Override
    public DataSource source(String format) {
        DataSource source = sources.get(key(format));
        if (source == null) {
            throw ErrorCondition.DATA_SOURCE_NOT_FOUND.with("format", format, "known", String.join(", ", new TreeMap<>(sources).keySet()));
        }
        return source;
    }

    /** Names of temporary views. */
    public List<String> temporaryNames() {
        return List.copyOf(new TreeSet<>(temporary.keySet()));
    }

    /** Names of GLOBAL TEMPORARY views. */
    public List<String> sharedNames() {
        return List.copyOf(new TreeSet<>(shared.keySet()));
    }

    /** @throws EngineException TEMP_TABLE_OR_VIEW_ALREADY_EXISTS */
    public void createTemporary(String name, boolean global, LogicalPlan plan, boolean replace) {
        Map<String, LogicalPlan> views = global ? shared : temporary;
        if (replace) {
            views.put(key(name), plan);
        } else if (views.putIfAbsent(key(name), plan) != null) {
            throw ErrorCondition.TEMP_TABLE_OR_VIEW_ALREADY_EXISTS.with("name", name);
        }
    }

    public boolean dropTemporary(String name, boolean global) {
        return (global ? shared : temporary).remove(key(name)) != null;
    }

    /** Makes {@code plan} that of the table from now on: its rows are cached, and the cache knows plans by identity. */
    public void pin(TableName name, LogicalPlan plan) {
        pinned.put(name, plan);
    }

    /** The plan that was pinned, which the table now forgets. */
    public Optional<LogicalPlan> unpin(TableName name) {
        return Optional.ofNullable(pinned.remove(name));
    }

    public List<TableName> pinned() {
        return List.copyOf(pinned.keySet());
    }

    public EngineException notFound(List<String> name) {
        return ErrorCondition.TABLE_OR_VIEW_NOT_FOUND.with("name", quoted(name), "suggestion",
                NearestNames.suggestionOrSome(name.getLast(), names()));
    }

    /** As messages show a name. */
    public static String quoted(List<String> name) {
        return "\"" + String.join(".", name) + "\"";
    }

    private static List<String> withoutCatalog(List<String> name) {
        return name.size() > 1 && name.getFirst().equalsIgnoreCase(CATALOG) ? name.subList(1, name.size()) : name;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What the query of a view of the catalog sees: nothing temporary, and the database that was current when it was made. */
    private final class ViewNames implements RelationCatalog {

        private final TableName view;
        private final String database;
        private final List<TableName> views;

        ViewNames(TableName view, String database, List<TableName> views) {
            this.view = view;
            this.database = database;
            this.views = views;
        }

        @Override
        public Optional<LogicalPlan> find(List<String> name) {
            Optional<CatalogEntry> entry = entry(name, database);
            if (entry.isPresent()) {
                return Optional.of(plan(entry.get(), views));
            }
            if (relation(name).orElse(null) instanceof Relation.Temporary) {
                throw ErrorCondition.INVALID_TEMP_OBJ_REFERENCE.with("name", view, "object", "view " + quoted(name));
            }
            return path(name);
        }

        @Override
        public String currentDatabase() {
            return database;
        }

        @Override
        public LogicalPlan file(String path) {
            return SessionCatalog.this.file(path);
        }

        @Override
        public List<String> names() {
            return store.entries(database).stream().map(CatalogEntry::name).toList();
        }

        @Override
        public Optional<Literal> variable(List<String> name) {
            if (variables.find(name).isPresent()) {
                throw ErrorCondition.INVALID_TEMP_OBJ_REFERENCE.with("name", view, "object", "variable " + quoted(name));
            }
            return Optional.empty();
        }

        @Override
        public DataSource source(String format) {
            return SessionCatalog.this.source(format);
        }
    }
}
