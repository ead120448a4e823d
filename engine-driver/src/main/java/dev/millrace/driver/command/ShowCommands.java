package dev.millrace.driver.command;

import dev.millrace.driver.catalog.Relation;
import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.DatabaseEntry;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** SHOW of tables, views, databases, columns and partitions; columns are Spark's. */
final class ShowCommands {

    private final CommandContext context;

    ShowCommands(CommandContext context) {
        this.context = context;
    }

    LogicalPlan tables(Statement.ShowTables show) {
        return relations("tableName", show.database(), show.pattern(), false);
    }

    LogicalPlan views(Statement.ShowViews show) {
        return relations("viewName", show.database(), show.pattern(), true);
    }

    private LogicalPlan relations(String column, Optional<String> wanted, Optional<String> pattern, boolean viewsOnly) {
        SessionCatalog catalog = context.catalog();
        NamePattern names = new NamePattern(pattern);
        Answer answer = new Answer(Schema.of(Field.of("namespace", DataType.STRING), Field.of(column, DataType.STRING),
                Field.of("isTemporary", DataType.BOOLEAN)));
        if (wanted.filter(SessionCatalog.SHARED_DATABASE::equalsIgnoreCase).isPresent()) {
            catalog.sharedNames().stream().filter(names::matches)
                    .forEach(name -> answer.row(SessionCatalog.SHARED_DATABASE, name, true));
        } else {
            String database = catalog.requireDatabase(wanted.orElse(catalog.currentDatabase()));
            for (CatalogEntry entry : catalog.store().entries(database)) {
                if (names.matches(entry.name()) && (!viewsOnly || entry instanceof ViewEntry)) {
                    answer.row(database, entry.name(), false);
                }
            }
        }
        catalog.temporaryNames().stream().filter(names::matches).forEach(name -> answer.row("", name, true));
        return answer.plan(context.engine());
    }

    LogicalPlan databases(Optional<String> pattern) {
        NamePattern names = new NamePattern(pattern);
        Answer answer = new Answer("namespace");
        context.catalog().store().databases().stream().map(DatabaseEntry::name).filter(names::matches).forEach(answer::row);
        return answer.plan(context.engine());
    }

    LogicalPlan columns(List<String> table) {
        Answer answer = new Answer("col_name");
        context.catalog().plan(context.catalog().require(table)).schema().names().forEach(answer::row);
        return answer.plan(context.engine());
    }

    LogicalPlan partitions(List<String> name) {
        TableEntry table = TableCommands.requireTable(context.catalog(), name, "SHOW PARTITIONS");
        if (table.partitionColumns().isEmpty()) {
            throw ErrorCondition.INVALID_PARTITION_OPERATION.with("name", table.database() + "." + table.name());
        }
        Answer answer = new Answer("partition");
        context.files().partitions(table.location()).forEach(answer::row);
        return answer.plan(context.engine());
    }

    /** What a table was created with; a key that it has not answers with a sentence, as in Spark. */
    LogicalPlan properties(List<String> name, Optional<String> key) {
        TreeMap<String, String> properties = new TreeMap<>();
        if (context.catalog().require(name) instanceof Relation.Kept(TableEntry table)) {
            table.options().forEach((option, value) -> properties.put("option." + option, value));
        }
        Answer answer = new Answer("key", "value");
        if (key.isPresent()) {
            answer.row(key.get(), properties.getOrDefault(key.get(),
                    "Table " + String.join(".", name) + " does not have property: " + key.get()));
        } else {
            properties.forEach(answer::row);
        }
        return answer.plan(context.engine());
    }
}
