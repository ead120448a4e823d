package dev.millrace.sql;

import dev.millrace.plan.command.Statement;
import dev.millrace.plan.command.Statement.IfExists;
import dev.millrace.plan.command.Statement.Lifetime;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE, VIEW and DATABASE, and lists of options. */
final class CreateBuilder {

    private final Reading reading;

    CreateBuilder(Reading reading) {
        this.reading = reading;
    }

    Statement view(SqlGrammarParser.CreateViewContext context) {
        Lifetime lifetime = context.GLOBAL() != null ? Lifetime.SHARED
                : context.TEMPORARY() != null || context.TEMP() != null ? Lifetime.SESSION : Lifetime.PERSISTENT;
        List<String> columns = new ArrayList<>();
        if (context.viewColumns() != null) {
            context.viewColumns().viewColumn().forEach(column -> columns.add(Names.of(column.anyName())));
        }
        return new Statement.CreateView(reading.expressions().qualified(context.qualifiedName()), columns, lifetime,
                ifExists(context.REPLACE() != null, context.EXISTS() != null, context), reading.queries().query(context.query()),
                reading.written(context.query()), reading.origin(context.qualifiedName()));
    }

    Statement viewUsing(SqlGrammarParser.CreateViewUsingContext context) {
        return new Statement.CreateViewUsing(reading.expressions().qualified(context.qualifiedName(0)),
                ifExists(context.REPLACE() != null, context.EXISTS() != null, context),
                String.join(".", reading.expressions().qualified(context.qualifiedName(1))), properties(context.properties()),
                schema(context.columnList()));
    }

    Statement table(SqlGrammarParser.CreateTableContext context) {
        TableOptions options = new TableOptions();
        context.tableOption().forEach(options::add);
        Optional<Schema> schema = options.withPartitions(schema(context.columnList()));
        return new Statement.CreateTable(reading.expressions().qualified(context.qualifiedName()), schema,
                Optional.ofNullable(options.format), options.options, options.partitionColumns, Optional.ofNullable(options.location),
                Optional.ofNullable(options.comment), ifExists(context.REPLACE() != null, context.EXISTS() != null, context),
                Optional.ofNullable(context.query()).map(reading.queries()::query), reading.origin(context.qualifiedName()));
    }

    Statement database(SqlGrammarParser.CreateDatabaseContext context) {
        Optional<String> location = Optional.empty();
        Optional<String> comment = Optional.empty();
        for (SqlGrammarParser.DatabaseOptionContext option : context.databaseOption()) {
            if (option.LOCATION() != null) {
                location = Optional.of(reading.literals().text(option.stringValue()));
            } else if (option.COMMENT() != null) {
                comment = Optional.of(reading.literals().text(option.stringValue()));
            }
        }
        return new Statement.CreateDatabase(Names.of(context.anyName()), ifExists(false, context.EXISTS() != null, context), location,
                comment);
    }

    private IfExists ifExists(boolean replace, boolean keep, ParserRuleContext context) {
        if (replace && keep) {
            throw reading.error(context, "OR REPLACE and IF NOT EXISTS exclude each other");
        }
        return replace ? IfExists.REPLACE : keep ? IfExists.KEEP : IfExists.ERROR;
    }

    private Optional<Schema> schema(SqlGrammarParser.@Nullable ColumnListContext context) {
        if (context == null) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (SqlGrammarParser.ColumnDefinitionContext column : context.columnDefinition()) {
            boolean nullable = column.columnOption().stream().noneMatch(option -> option.NOT() != null);
            fields.add(new Field(Names.of(column.anyName()), reading.types().type(column.type()), nullable));
        }
        return Optional.of(new Schema(fields));
    }

    /** What follows the columns of CREATE TABLE. */
    private final class TableOptions {

        private @Nullable String format;
        private @Nullable String location;
        private @Nullable String comment;
        private final Map<String, String> options = new HashMap<>();
        private final List<String> partitionColumns = new ArrayList<>();
        private final List<Field> partitionFields = new ArrayList<>();

        void add(SqlGrammarParser.TableOptionContext option) {
            if (option.USING() != null) {
                format = String.join(".", reading.expressions().qualified(option.qualifiedName())).toLowerCase(Locale.ROOT);
            } else if (option.OPTIONS() != null) {
                options.putAll(properties(option.properties()));
            } else if (option.PARTITIONED() != null) {
                for (SqlGrammarParser.PartitionColumnContext column : option.partitionColumn()) {
                    partitionColumns.add(Names.of(column.anyName()));
                    if (column.type() != null) {
                        partitionFields.add(new Field(Names.of(column.anyName()), reading.types().type(column.type()), true));
                    }
                }
            } else if (option.LOCATION() != null) {
                location = reading.literals().text(option.stringValue());
            } else if (option.COMMENT() != null) {
                comment = reading.literals().text(option.stringValue());
            } else if (option.STORED() != null) {
                format = Names.of(option.anyName()).toLowerCase(Locale.ROOT);
            }
        }

        /** Hive's way of declaring partition columns outside the list. */
        Optional<Schema> withPartitions(Optional<Schema> schema) {
            if (partitionFields.isEmpty()) {
                return schema;
            }
            List<Field> fields = new ArrayList<>(schema.map(Schema::fields).orElse(List.of()));
            fields.addAll(partitionFields);
            return Optional.of(new Schema(fields));
        }
    }

    /** By lower-case name; empty for none. */
    Map<String, String> properties(SqlGrammarParser.@Nullable PropertiesContext context) {
        Map<String, String> properties = new HashMap<>();
        if (context != null) {
            for (SqlGrammarParser.PropertyContext property : context.property()) {
                properties.put(key(property.propertyKey()).toLowerCase(Locale.ROOT), value(property.propertyValue()));
            }
        }
        return properties;
    }

    /** As {@link #properties}; a word alone is {@code true}, several values are joined by commas. */
    Map<String, String> copyOptions(SqlGrammarParser.@Nullable CopyOptionsContext context) {
        Map<String, String> options = new HashMap<>();
        if (context != null) {
            for (SqlGrammarParser.CopyOptionContext option : context.copyOption()) {
                List<String> values = new ArrayList<>();
                option.propertyValue().forEach(value -> values.add(value(value)));
                options.put(key(option.propertyKey()).toLowerCase(Locale.ROOT), values.isEmpty() ? "true" : String.join(",", values));
            }
        }
        return options;
    }

    static String key(SqlGrammarParser.PropertyKeyContext context) {
        return context.STRING() != null ? LiteralBuilder.text(context.STRING().getText()) : String.join(".", Names.all(context.anyName()));
    }

    private String value(SqlGrammarParser.PropertyValueContext context) {
        if (context.stringValue() != null) {
            return reading.literals().text(context.stringValue());
        }
        return context.anyName() != null ? Names.of(context.anyName()) : context.getText();
    }
}
