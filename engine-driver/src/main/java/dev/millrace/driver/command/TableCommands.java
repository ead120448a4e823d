package dev.millrace.driver.command;

import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.catalog.Relation;
import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.driver.catalog.TableName;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.command.Statement.IfExists;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.spi.DataSource;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CREATE TABLE, DROP TABLE, TRUNCATE. Rows are written to a folder that nobody knows before the table's entry appears, in one step: a
 * reader sees the whole table or none, and what fails leaves neither.
 */
final class TableCommands {

    private final CommandContext context;
    private final CacheCommands caches;

    TableCommands(CommandContext context, CacheCommands caches) {
        this.context = context;
        this.caches = caches;
    }

    LogicalPlan create(Statement.CreateTable create) {
        SessionCatalog catalog = context.catalog();
        TableName name = catalog.tableName(create.name());
        catalog.requireDatabase(name.database());
        Optional<CatalogEntry> before = catalog.store().find(name.database(), name.name());
        if (before.isPresent()) {
            switch (create.ifExists()) {
                case KEEP -> {
                    return context.done();
                }
                case ERROR -> throw ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS.with("name", name);
                case REPLACE -> requireTable(before.get(), "CREATE OR REPLACE TABLE");
            }
        }
        if (create.query().isPresent() && create.schema().isPresent()) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "CREATE TABLE with columns and AS SELECT", "advice",
                    "Name the columns in the query.");
        }
        Optional<LogicalPlan> query = create.query().map(context.engine()::analyze);
        TableEntry entry = entry(create, name, query);
        boolean madeFolder = context.files().isFree(entry.location());
        boolean done = false;
        try {
            fill(entry, query);
            done = publish(entry, create.ifExists());
        } finally {
            if (!done && madeFolder) {
                context.files().delete(entry.location());
            }
        }
        before.ifPresent(replaced -> forgetFiles(replaced, entry));
        caches.changed(name);
        return context.done();
    }

    private boolean publish(TableEntry entry, IfExists ifExists) {
        if (ifExists == IfExists.REPLACE) {
            context.catalog().store().replace(entry);
            return true;
        }
        boolean created = context.catalog().store().create(entry);
        if (!created && ifExists == IfExists.ERROR) {
            throw ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS.with("name", entry.database() + "." + entry.name());
        }
        return created;
    }

    private void forgetFiles(CatalogEntry before, TableEntry now) {
        if (before instanceof TableEntry table && !table.external() && !table.location().equals(now.location())) {
            context.files().delete(table.location());
        }
    }

    private TableEntry entry(Statement.CreateTable create, TableName name, Optional<LogicalPlan> query) {
        Map<String, String> options = new TreeMap<>(create.options());
        Optional<String> path = create.location().or(() -> Optional.ofNullable(options.get("path")));
        options.remove("path");
        String format = create.format().orElseGet(() -> context.engine().config().get(ConfigKeys.TABLE_FORMAT));
        DataSource source = context.catalog().source(format);
        Optional<Schema> given = query.map(LogicalPlan::schema).map(Columns::nullable).or(create::schema);
        String location = path.map(context.files()::absolute)
                .orElseGet(() -> context.catalog().store().newLocation(name.database(), name.name()));
        Schema schema = given.orElseGet(() -> inferred(source, name, path, options));
        Columns.requireDistinct(schema.names());
        List<String> partitions = new ArrayList<>();
        for (String column : create.partitionColumns()) {
            partitions.add(schema.field(Columns.require(schema, column)).name());
        }
        Columns.requireDistinct(partitions);
        return new TableEntry(name.database(), name.name(), Columns.partitionsLast(schema, partitions), source.name(), options, partitions,
                location, path.isPresent(), create.comment(), System.currentTimeMillis());
    }

    private Schema inferred(DataSource source, TableName name, Optional<String> path, Map<String, String> options) {
        if (path.isEmpty()) {
            throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", name, "detail",
                    "the table has neither columns nor a query nor a location.");
        }
        Map<String, String> reading = new TreeMap<>(options);
        reading.keySet().removeAll(source.writeOnlyOptions());
        return source.open(new SourceSpec(source.name(), List.of(path.get()), reading, Optional.empty()), context.engine().config())
                .schema();
    }

    /** Writes the query's rows, or nothing but the folder; what cannot be written or read in this format is found now. */
    private void fill(TableEntry entry, Optional<LogicalPlan> query) {
        SessionCatalog catalog = context.catalog();
        boolean free = context.files().isFree(entry.location());
        WriteSpec target = new WriteSpec(entry.format(), entry.location(), free ? WriteMode.OVERWRITE : WriteMode.ERROR_IF_EXISTS,
                catalog.writeOptions(entry), entry.partitionColumns(), entry.schema());
        DataSource source = catalog.source(entry.format());
        if (query.isPresent()) {
            context.execute(context.engine().analyze(new UnresolvedPlan.Write(inOrder(query.get(), entry.schema()), target)));
        } else {
            source.beginWrite(target, context.engine().config());
            if (free) {
                context.files().create(entry.location());
            }
        }
        source.open(catalog.reading(entry), context.engine().config());
    }

    private static UnresolvedPlan inOrder(LogicalPlan query, Schema columns) {
        List<UnresolvedExpr> ordered = new ArrayList<>();
        Schema schema = query.schema();
        for (String name : columns.names()) {
            ordered.add(new ResolvedColumn(query.output().get(schema.indexOf(name))));
        }
        return new UnresolvedPlan.Project(new UnresolvedPlan.Analyzed(query), ordered);
    }

    LogicalPlan drop(Statement.DropTable drop) {
        Optional<Relation> relation = context.catalog().relation(drop.name());
        if (relation.isEmpty()) {
            if (!drop.ifExists()) {
                throw context.catalog().notFound(drop.name());
            }
            return context.done();
        }
        switch (relation.get()) {
            case Relation.Temporary(var name, var shared, var _) -> context.catalog().dropTemporary(name, shared);
            case Relation.Kept(TableEntry table) -> remove(table);
            case Relation.Kept(var view) -> throw ErrorCondition.WRONG_COMMAND_FOR_OBJECT_TYPE.with("operation", "DROP TABLE", "expected",
                    "table", "name", view.database() + "." + view.name(), "found", "view", "advice", "Use DROP VIEW.");
        }
        caches.forget(relation.get());
        return context.done();
    }

    /** The entry goes first: a table that is half deleted is none. */
    void remove(CatalogEntry entry) {
        context.catalog().store().remove(entry.database(), entry.name());
        if (entry instanceof TableEntry table && !table.external()) {
            context.files().delete(table.location());
        }
    }

    LogicalPlan truncate(Statement.Truncate truncate) {
        TableEntry table = requireTable(context.catalog(), truncate.table(), "TRUNCATE TABLE");
        if (table.external()) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "TRUNCATE TABLE of a table at a location of the user's", "advice",
                    "INSERT OVERWRITE writes its files anew.");
        }
        WriteSpec target = new WriteSpec(table.format(), table.location(), WriteMode.OVERWRITE, context.catalog().writeOptions(table),
                table.partitionColumns(), table.schema());
        LocalRows none = new LocalRows(table.schema(), List.of());
        context.execute(context.engine().analyze(new UnresolvedPlan.Write(new UnresolvedPlan.Rows(none), target)));
        caches.changed(new TableName(table.database(), table.name()));
        return context.done();
    }

    private static TableEntry requireTable(CatalogEntry entry, String operation) {
        return switch (entry) {
            case TableEntry table -> table;
            case ViewEntry view -> throw ErrorCondition.EXPECT_TABLE_NOT_VIEW.with("operation", operation, "name",
                    view.database() + "." + view.name());
        };
    }

    /** @throws dev.millrace.error.EngineException TABLE_OR_VIEW_NOT_FOUND, EXPECT_TABLE_NOT_VIEW */
    static TableEntry requireTable(SessionCatalog catalog, List<String> name, String operation) {
        return switch (catalog.require(name)) {
            case Relation.Kept(var entry) -> requireTable(entry, operation);
            case Relation.Temporary(var view, var _, var _) ->
                    throw ErrorCondition.EXPECT_TABLE_NOT_VIEW.with("operation", operation, "name", view);
        };
    }
}
