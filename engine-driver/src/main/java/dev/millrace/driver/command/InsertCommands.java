package dev.millrace.driver.command;

import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.catalog.TableName;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** INSERT. Each column of the table gets a column of the query, a value of PARTITION, or NULL. */
final class InsertCommands {

    private final CommandContext context;
    private final CacheCommands caches;

    InsertCommands(CommandContext context, CacheCommands caches) {
        this.context = context;
        this.caches = caches;
    }

    LogicalPlan insert(Statement.Insert insert) {
        TableEntry table = table(insert);
        context.execute(plan(insert));
        caches.changed(new TableName(table.database(), table.name()));
        return context.done();
    }

    LogicalPlan directory(Statement.InsertDirectory insert) {
        LogicalPlan query = context.engine().analyze(insert.query());
        WriteSpec target = new WriteSpec(context.catalog().source(insert.format()).name(), insert.path(), WriteMode.OVERWRITE,
                insert.options(), List.of(), query.schema());
        context.execute(context.engine().analyze(new UnresolvedPlan.Write(new UnresolvedPlan.Analyzed(query), target)));
        return context.done();
    }

    private TableEntry table(Statement.Insert insert) {
        return TableCommands.requireTable(context.catalog(), insert.table(), "INSERT");
    }

    /** The write that an INSERT is. */
    LogicalPlan plan(Statement.Insert insert) {
        TableEntry table = table(insert);
        LogicalPlan query = context.engine().analyze(insert.query());
        Map<Integer, Literal> fixed = fixed(insert, table);
        @Nullable
        Attribute[] sources = sources(insert, table, query, fixed);
        boolean replacesPart = insert.overwrite() && !fixed.isEmpty();
        List<UnresolvedExpr> columns = new ArrayList<>();
        List<Field> written = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            Field field = table.schema().field(i);
            if (replacesPart && fixed.containsKey(i)) {
                continue;
            }
            Attribute source = sources[i];
            Literal constant = fixed.getOrDefault(i, Literal.ofNull(field.type()));
            UnresolvedExpr value = source == null ? cast(constant, field)
                    : StoreAssignment.cast(new ResolvedColumn(source), source.type(), field, name(table));
            columns.add(new UnresolvedAlias(value, List.of(field.name())));
            written.add(field);
        }
        WriteSpec target = replacesPart ? part(table, fixed, new Schema(written))
                : new WriteSpec(table.format(), table.location(), insert.overwrite() ? WriteMode.OVERWRITE : WriteMode.APPEND,
                        context.catalog().writeOptions(table), table.partitionColumns(), table.schema());
        return context.engine().analyze(
                new UnresolvedPlan.Write(new UnresolvedPlan.Project(new UnresolvedPlan.Analyzed(query), columns), target));
    }

    /** Values of PARTITION by position of their column in the table. */
    private Map<Integer, Literal> fixed(Statement.Insert insert, TableEntry table) {
        Map<Integer, Literal> fixed = new LinkedHashMap<>();
        for (Statement.PartitionValue value : insert.partition()) {
            if (StoreAssignment.position(table.partitionColumns(), value.column()).isEmpty()) {
                throw ErrorCondition.NON_PARTITION_COLUMN.with("column", "\"" + value.column() + "\"", "table", name(table));
            }
            value.value().ifPresent(expr -> fixed.put(table.schema().indexOf(value.column()), Constants.value(context, expr)));
        }
        return fixed;
    }

    /** Which column of the query each column of the table gets; null for none. */
    private static @Nullable Attribute[] sources(Statement.Insert insert, TableEntry table, LogicalPlan query,
            Map<Integer, Literal> fixed) {
        Schema schema = table.schema();
        List<Attribute> given = query.output();
        @Nullable
        Attribute[] sources = new Attribute[schema.size()];
        if (insert.byName()) {
            Columns.requireDistinct(query.schema().names());
            for (Attribute column : given) {
                int position = schema.indexOf(column.name());
                if (position < 0 || fixed.containsKey(position)) {
                    throw ErrorCondition.INCOMPATIBLE_DATA_FOR_TABLE.with("table", name(table), "detail", "it has no "
                            + (position < 0 ? "" : "free ") + "column \"" + column.name() + "\"");
                }
                sources[position] = column;
            }
            return sources;
        }
        List<Integer> targets = new ArrayList<>();
        if (insert.columns().isEmpty()) {
            for (int i = 0; i < schema.size(); i++) {
                if (!fixed.containsKey(i)) {
                    targets.add(i);
                }
            }
        } else {
            Columns.requireDistinct(insert.columns());
            insert.columns().forEach(column -> targets.add(Columns.require(schema, column)));
        }
        if (targets.size() != given.size()) {
            throw ErrorCondition.INSERT_COLUMN_ARITY_MISMATCH.with("table", name(table), "expected", targets.size(), "actual", given.size(),
                    "detail", "the table has " + String.join(", ", targets.stream().map(i -> schema.field(i).name()).toList())
                            + ", the query " + String.join(", ", query.schema().names()));
        }
        for (int i = 0; i < given.size(); i++) {
            sources[targets.get(i)] = given.get(i);
        }
        return sources;
    }

    /** Replaces the partitions that have the fixed values: a folder below the table's. */
    private WriteSpec part(TableEntry table, Map<Integer, Literal> fixed, Schema written) {
        List<Field> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (String column : table.partitionColumns().subList(0, fixed.size())) {
            Literal value = fixed.get(table.schema().indexOf(column));
            if (value == null) {
                throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "INSERT OVERWRITE with a value for a partition column behind "
                        + column + ", which has none", "advice", "Give values for the first partition columns.");
            }
            Field field = table.schema().field(table.schema().indexOf(column));
            columns.add(field);
            values.add(Constants.value(context, cast(value, field)).value());
        }
        String folder = context.files().partition(table.location(), columns, values, context.engine().config().get(ConfigKeys.TIME_ZONE));
        return new WriteSpec(table.format(), folder, WriteMode.OVERWRITE, context.catalog().writeOptions(table),
                table.partitionColumns().subList(fixed.size(), table.partitionColumns().size()), written);
    }

    /** Values of PARTITION may be texts of what they mean. */
    private static UnresolvedExpr cast(Literal value, Field field) {
        UnresolvedExpr literal = new UnresolvedLiteral(value);
        return value.type().equals(field.type()) ? literal : new UnresolvedCast(literal, field.type(), OnError.THROW);
    }

    private static String name(TableEntry table) {
        return table.database() + "." + table.name();
    }
}
