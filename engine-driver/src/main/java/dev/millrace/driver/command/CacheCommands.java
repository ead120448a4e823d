package dev.millrace.driver.command;

import dev.millrace.api.StorageLevel;
import dev.millrace.driver.catalog.Relation;
import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.driver.catalog.TableName;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.List;
import java.util.Optional;

/**
 * CACHE, UNCACHE, CLEAR CACHE, REFRESH. A cached table keeps one plan, since the cache knows plans by identity; when the table changes, the
 * plan and its rows are replaced.
 */
final class CacheCommands {

    private final CommandContext context;

    CacheCommands(CommandContext context) {
        this.context = context;
    }

    LogicalPlan cache(Statement.CacheTable cache) {
        SessionCatalog catalog = context.catalog();
        if (cache.query().isPresent()) {
            catalog.createTemporary(cache.name().getLast(), false, context.engine().analyze(cache.query().get()), false);
        }
        Relation relation = catalog.require(cache.name());
        LogicalPlan plan = catalog.plan(relation);
        context.engine().cache(plan, cache.level());
        if (relation instanceof Relation.Kept(var entry)) {
            catalog.pin(new TableName(entry.database(), entry.name()), plan);
        }
        if (!cache.lazy()) {
            context.execute(plan);
        }
        return context.done();
    }

    LogicalPlan uncache(List<String> name, boolean ifExists) {
        Optional<Relation> relation = context.catalog().relation(name);
        if (relation.isEmpty() && !ifExists) {
            throw context.catalog().notFound(name);
        }
        relation.ifPresent(this::forget);
        return context.done();
    }

    LogicalPlan clear() {
        context.catalog().pinned().forEach(context.catalog()::unpin);
        context.engine().clearCache();
        return context.done();
    }

    LogicalPlan refresh(List<String> name) {
        switch (context.catalog().require(name)) {
            case Relation.Kept(var entry) -> changed(new TableName(entry.database(), entry.name()));
            case Relation.Temporary(var _, var _, var plan) -> {
                StorageLevel level = context.engine().storageLevel(plan);
                context.engine().uncache(plan, false);
                context.engine().cache(plan, level);
            }
        }
        return context.done();
    }

    /** Rows kept for the relation are given back. */
    void forget(Relation relation) {
        switch (relation) {
            case Relation.Temporary(var _, var _, var plan) -> context.engine().uncache(plan, false);
            case Relation.Kept(var entry) -> dropped(new TableName(entry.database(), entry.name()));
        }
    }

    void dropped(TableName name) {
        context.catalog().unpin(name).ifPresent(plan -> context.engine().uncache(plan, false));
    }

    /** Another query finds the rows that the table has now. */
    void changed(TableName name) {
        Optional<LogicalPlan> before = context.catalog().unpin(name);
        if (before.isPresent()) {
            StorageLevel level = context.engine().storageLevel(before.get());
            context.engine().uncache(before.get(), false);
            LogicalPlan now = context.catalog().plan(context.catalog().require(List.of(name.database(), name.name())));
            context.engine().cache(now, level);
            context.catalog().pin(name, now);
        }
    }
}
