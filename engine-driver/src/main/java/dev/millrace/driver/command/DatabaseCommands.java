package dev.millrace.driver.command;

import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.driver.catalog.TableName;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.DatabaseEntry;
import dev.millrace.spi.CatalogStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE, DROP, USE and DESCRIBE of databases. */
final class DatabaseCommands {

    private final CommandContext context;
    private final TableCommands tables;
    private final CacheCommands caches;

    DatabaseCommands(CommandContext context, TableCommands tables, CacheCommands caches) {
        this.context = context;
        this.tables = tables;
        this.caches = caches;
    }

    LogicalPlan create(Statement.CreateDatabase create) {
        String name = create.name().toLowerCase(Locale.ROOT);
        boolean reserved = name.equals(SessionCatalog.SHARED_DATABASE);
        if (reserved || !context.catalog().store().createDatabase(name, create.location(), create.comment())) {
            if (reserved || create.ifExists() != Statement.IfExists.KEEP) {
                throw ErrorCondition.SCHEMA_ALREADY_EXISTS.with("name", create.name());
            }
        }
        return context.done();
    }

    LogicalPlan drop(Statement.DropDatabase drop) {
        CatalogStore store = context.catalog().store();
        if (drop.ifExists() && store.database(drop.name().toLowerCase(Locale.ROOT)).isEmpty()) {
            return context.done();
        }
        String name = context.catalog().requireDatabase(drop.name());
        if (name.equals(CatalogStore.DEFAULT_DATABASE)) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "DROP DATABASE default", "advice", "It is always there.");
        }
        List<CatalogEntry> entries = store.entries(name);
        if (!entries.isEmpty() && !drop.cascade()) {
            throw ErrorCondition.SCHEMA_NOT_EMPTY.with("name", name);
        }
        for (CatalogEntry entry : entries) {
            tables.remove(entry);
            caches.dropped(new TableName(entry.database(), entry.name()));
        }
        store.dropDatabase(name);
        if (context.catalog().currentDatabase().equals(name)) {
            context.catalog().use(CatalogStore.DEFAULT_DATABASE);
        }
        return context.done();
    }

    LogicalPlan use(Statement.Use use) {
        context.catalog().use(use.name().getLast());
        return context.done();
    }

    LogicalPlan describe(String database, boolean extended) {
        String name = context.catalog().requireDatabase(database);
        Optional<DatabaseEntry> entry = context.catalog().store().database(name);
        Answer answer = new Answer("info_name", "info_value").row("Namespace Name", name)
                .row("Comment", entry.flatMap(DatabaseEntry::comment).orElse(""))
                .row("Location", entry.map(DatabaseEntry::location).orElse(""));
        if (extended) {
            answer.row("Properties", "");
        }
        return answer.plan(context.engine());
    }
}
