package dev.millrace.driver.command;

import dev.millrace.driver.catalog.Relation;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** DESCRIBE of tables and queries, SHOW CREATE TABLE; columns are Spark's. */
final class DescribeCommands {

    private final CommandContext context;

    DescribeCommands(CommandContext context) {
        this.context = context;
    }

    LogicalPlan table(Statement.DescribeTable describe) {
        Optional<Relation> relation = context.catalog().relation(describe.table());
        Schema schema = context.catalog().find(describe.table()).orElseThrow(() -> context.catalog().notFound(describe.table())).schema();
        if (describe.column().isPresent()) {
            return column(schema.field(Columns.require(schema, describe.column().get())));
        }
        Answer answer = columns(schema);
        if (relation.orElse(null) instanceof Relation.Kept(var entry)) {
            partitions(answer, entry);
            if (describe.extended()) {
                details(answer, entry);
            }
        }
        return answer.plan(context.engine());
    }

    LogicalPlan query(UnresolvedPlan query) {
        return columns(context.schema(query)).plan(context.engine());
    }

    private static Answer columns(Schema schema) {
        Answer answer = new Answer("col_name", "data_type", "comment");
        for (Field field : schema.fields()) {
            answer.row(field.name(), field.type().simpleName(), null);
        }
        return answer;
    }

    private LogicalPlan column(Field field) {
        return new Answer("info_name", "info_value").row("col_name", field.name()).row("data_type", field.type().simpleName())
                .row("comment", "NULL").plan(context.engine());
    }

    private static void partitions(Answer answer, CatalogEntry entry) {
        if (entry instanceof TableEntry table && !table.partitionColumns().isEmpty()) {
            answer.row("# Partition Information", "", "").row("# col_name", "data_type", "comment");
            for (String column : table.partitionColumns()) {
                answer.row(column, table.schema().type(table.schema().indexOf(column)).simpleName(), null);
            }
        }
    }

    private static void details(Answer answer, CatalogEntry entry) {
        answer.row("", "", "").row("# Detailed Table Information", "", "").row("Database", entry.database(), "")
                .row("Table", entry.name(), "").row("Created Time", Instant.ofEpochMilli(entry.created()).toString(), "");
        switch (entry) {
            case TableEntry table -> {
                answer.row("Type", table.external() ? "EXTERNAL" : "MANAGED", "").row("Provider", table.format(), "");
                table.comment().ifPresent(comment -> answer.row("Comment", comment, ""));
                answer.row("Location", table.location(), "");
                if (!table.options().isEmpty()) {
                    answer.row("Storage Properties", "[" + new TreeMap<>(table.options()).entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue()).collect(Collectors.joining(", ")) + "]", "");
                }
            }
            case ViewEntry view -> {
                answer.row("Type", "VIEW", "");
                view.comment().ifPresent(comment -> answer.row("Comment", comment, ""));
                answer.row("View Text", view.text(), "").row("View Catalog and Namespace", view.currentDatabase(), "");
            }
        }
    }

    LogicalPlan createTable(List<String> name) {
        return switch (context.catalog().require(name)) {
            case Relation.Kept(TableEntry table) -> new Answer("createtab_stmt").row(text(table)).plan(context.engine());
            case Relation.Kept(ViewEntry view) -> new Answer("createtab_stmt").row(text(view)).plan(context.engine());
            case Relation.Temporary(var view, var _, var _) ->
                    throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "SHOW CREATE TABLE of the temporary view " + view,
                            "advice", "");
        };
    }

    private static String text(TableEntry table) {
        StringBuilder text = new StringBuilder("CREATE TABLE ").append(identifier(table.database())).append('.')
                .append(identifier(table.name())).append(" (\n  ");
        text.append(table.schema().fields().stream()
                .map(field -> identifier(field.name()) + " " + field.type().sql() + (field.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(",\n  "))).append(")\nUSING ").append(table.format());
        if (!table.options().isEmpty()) {
            text.append("\nOPTIONS (\n  ").append(options(table.options())).append(')');
        }
        if (!table.partitionColumns().isEmpty()) {
            text.append("\nPARTITIONED BY (")
                    .append(table.partitionColumns().stream().map(DescribeCommands::identifier).collect(Collectors.joining(", ")))
                    .append(')');
        }
        table.comment().ifPresent(comment -> text.append("\nCOMMENT ").append(literal(comment)));
        if (table.external()) {
            text.append("\nLOCATION ").append(literal(table.location()));
        }
        return text.append('\n').toString();
    }

    private static String options(Map<String, String> options) {
        return new TreeMap<>(options).entrySet().stream().map(option -> literal(option.getKey()) + " = " + literal(option.getValue()))
                .collect(Collectors.joining(",\n  "));
    }

    private static String text(ViewEntry view) {
        return "CREATE VIEW " + identifier(view.database()) + "." + identifier(view.name()) + " (\n  "
                + view.schema().names().stream().map(DescribeCommands::identifier).collect(Collectors.joining(",\n  ")) + ")\nAS "
                + view.text() + "\n";
    }

    private static String identifier(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
    }

    private static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
