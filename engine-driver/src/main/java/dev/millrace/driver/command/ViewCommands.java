package dev.millrace.driver.command;

import dev.millrace.driver.catalog.Relation;
import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.driver.catalog.TableName;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.command.Statement.IfExists;
import dev.millrace.plan.command.Statement.Lifetime;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.types.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** CREATE VIEW, DROP VIEW. Temporary views keep the analyzed plan; others keep their text, which is analyzed at each use. */
final class ViewCommands {

    private final CommandContext context;
    private final CacheCommands caches;

    ViewCommands(CommandContext context, CacheCommands caches) {
        this.context = context;
        this.caches = caches;
    }

    LogicalPlan create(Statement.CreateView create) {
        if (create.lifetime() == Lifetime.PERSISTENT) {
            createKept(create);
        } else {
            boolean global = create.lifetime() == Lifetime.SHARED;
            createTemporary(create.name(), global, create.ifExists(), () -> named(create));
        }
        return context.done();
    }

    private LogicalPlan named(Statement.CreateView create) {
        LogicalPlan plan = context.engine().analyze(create.query());
        requireArity(create.name().getLast(), create.columns(), plan.schema());
        return create.columns().isEmpty() ? plan
                : context.engine().analyze(
                        new UnresolvedPlan.Alias(new UnresolvedPlan.Analyzed(plan), create.name().getLast(), create.columns()));
    }

    LogicalPlan createUsing(Statement.CreateViewUsing create) {
        Map<String, String> options = new HashMap<>(create.options());
        String path = options.remove("path");
        if (path == null) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the option path", "function", "CREATE TEMPORARY VIEW",
                    "expected", "a path", "actual", "none");
        }
        SourceSpec source = new SourceSpec(create.format(), List.of(path), options, create.schema());
        createTemporary(create.name(), false, create.ifExists(), () -> context.engine().analyze(new UnresolvedPlan.Read(source)));
        return context.done();
    }

    private void createTemporary(List<String> name, boolean global, IfExists ifExists, Supplier<LogicalPlan> plan) {
        boolean qualified = global && name.size() == 2 && name.getFirst().equalsIgnoreCase(SessionCatalog.SHARED_DATABASE);
        if (name.size() > 1 && !qualified) {
            throw ErrorCondition.TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS.with("name", SessionCatalog.quoted(name));
        }
        SessionCatalog catalog = context.catalog();
        Optional<Relation> before = catalog.relation(global ? List.of(SessionCatalog.SHARED_DATABASE, name.getLast()) : name)
                .filter(relation -> relation instanceof Relation.Temporary);
        if (before.isPresent() && ifExists == IfExists.KEEP) {
            return;
        }
        catalog.createTemporary(name.getLast(), global, plan.get(), ifExists == IfExists.REPLACE);
        before.ifPresent(caches::forget);
    }

    private void createKept(Statement.CreateView create) {
        SessionCatalog catalog = context.catalog();
        TableName name = catalog.tableName(create.name());
        Optional<CatalogEntry> before = catalog.store().find(name.database(), name.name());
        if (before.isPresent() && create.ifExists() == IfExists.KEEP) {
            return;
        }
        if (before.isPresent() && create.ifExists() == IfExists.ERROR) {
            throw ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS.with("name", name);
        }
        if (before.isPresent() && !(before.get() instanceof ViewEntry)) {
            throw ErrorCondition.WRONG_COMMAND_FOR_OBJECT_TYPE.with("operation", "CREATE OR REPLACE VIEW", "expected", "view", "name", name,
                    "found", "table", "advice", "Drop it first.");
        }
        Schema schema = catalog.viewPlan(name, create.text()).schema();
        requireArity(name.toString(), create.columns(), schema);
        List<String> columns = create.columns().isEmpty() ? schema.names() : create.columns();
        Columns.requireDistinct(columns);
        ViewEntry entry = new ViewEntry(name.database(), name.name(), Columns.renamed(schema, columns), create.columns(), create.text(),
                catalog.currentDatabase(), Optional.empty(), System.currentTimeMillis());
        if (create.ifExists() == IfExists.REPLACE) {
            catalog.store().replace(entry);
            caches.dropped(name);
        } else if (!catalog.store().create(entry) && create.ifExists() == IfExists.ERROR) {
            throw ErrorCondition.TABLE_OR_VIEW_ALREADY_EXISTS.with("name", name);
        }
    }

    private static void requireArity(String name, List<String> columns, Schema schema) {
        if (!columns.isEmpty() && columns.size() != schema.size()) {
            throw ErrorCondition.CREATE_VIEW_COLUMN_ARITY_MISMATCH.with("name", name, "named", columns.size(), "found", schema.size());
        }
    }

    LogicalPlan drop(Statement.DropView drop) {
        Optional<Relation> relation = context.catalog().relation(drop.name());
        if (relation.isEmpty()) {
            if (!drop.ifExists()) {
                throw context.catalog().notFound(drop.name());
            }
            return context.done();
        }
        switch (relation.get()) {
            case Relation.Temporary(var name, var shared, var _) -> context.catalog().dropTemporary(name, shared);
            case Relation.Kept(ViewEntry view) -> context.catalog().store().remove(view.database(), view.name());
            case Relation.Kept(var table) -> throw ErrorCondition.WRONG_COMMAND_FOR_OBJECT_TYPE.with("operation", "DROP VIEW", "expected",
                    "view", "name", table.database() + "." + table.name(), "found", "table", "advice", "Use DROP TABLE.");
        }
        caches.forget(relation.get());
        return context.done();
    }
}
