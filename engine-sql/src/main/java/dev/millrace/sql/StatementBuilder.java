package dev.millrace.sql;

import dev.millrace.api.StorageLevel;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.spi.ExplainMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements; those that make tables and views are left to {@link CreateBuilder}. */
final class StatementBuilder extends SqlGrammarBaseVisitor<Statement> {

    private final Reading reading;

    StatementBuilder(Reading reading) {
        this.reading = reading;
    }

    Statement statement(SqlGrammarParser.StatementContext context) {
        return visit(context);
    }

    private List<String> name(SqlGrammarParser.QualifiedNameContext context) {
        return reading.expressions().qualified(context);
    }

    private @Nullable UnresolvedPlan query(SqlGrammarParser.@Nullable QueryContext context) {
        return context == null ? null : reading.queries().query(context);
    }

    private Optional<String> string(SqlGrammarParser.@Nullable StringValueContext context) {
        return context == null ? Optional.empty() : Optional.of(reading.literals().text(context));
    }

    @Override
    public Statement visitQueryStatement(SqlGrammarParser.QueryStatementContext context) {
        if (context.insertInto() == null) {
            return new Statement.Query(reading.queries().query(context.with(), context.body()));
        }
        SqlGrammarParser.InsertIntoContext insert = context.insertInto();
        UnresolvedPlan query = reading.queries().with(context.with(), reading.queries().query(context.query()));
        if (insert.DIRECTORY() != null) {
            Map<String, String> options = new CreateBuilder(reading).properties(insert.properties());
            String path = string(insert.stringValue()).orElse(options.getOrDefault("path", ""));
            if (path.isEmpty()) {
                throw reading.error(insert, "INSERT OVERWRITE DIRECTORY needs a path");
            }
            return new Statement.InsertDirectory(path, String.join(".", name(insert.qualifiedName())),
                    options, query);
        }
        List<Statement.PartitionValue> partition = new ArrayList<>();
        if (insert.partitionSpec() != null) {
            for (SqlGrammarParser.PartitionValueContext value : insert.partitionSpec().partitionValue()) {
                partition.add(new Statement.PartitionValue(Names.of(value.anyName()),
                        reading.expressions().optional(value.expression())));
            }
        }
        return new Statement.Insert(name(insert.qualifiedName()), Names.all(insert.nameList()), partition, insert.OVERWRITE() != null,
                insert.NAME() != null, query, reading.origin(insert.qualifiedName()));
    }

    @Override
    public Statement visitExplain(SqlGrammarParser.ExplainContext context) {
        String mode = context.explainMode() == null ? "" : context.explainMode().getText().toUpperCase(Locale.ROOT);
        return new Statement.Explain(visit(context.statement()), switch (mode) {
            case "EXTENDED" -> ExplainMode.EXTENDED;
            case "VERBOSE", "COST" -> ExplainMode.VERBOSE;
            case "STAGES" -> ExplainMode.STAGES;
            case "ANALYZE" -> ExplainMode.ANALYZE;
            default -> ExplainMode.SIMPLE;
        });
    }

    // Views, tables, databases

    @Override
    public Statement visitCreateView(SqlGrammarParser.CreateViewContext context) {
        return new CreateBuilder(reading).view(context);
    }

    @Override
    public Statement visitCreateViewUsing(SqlGrammarParser.CreateViewUsingContext context) {
        return new CreateBuilder(reading).viewUsing(context);
    }

    @Override
    public Statement visitCreateTable(SqlGrammarParser.CreateTableContext context) {
        return new CreateBuilder(reading).table(context);
    }

    @Override
    public Statement visitCreateDatabase(SqlGrammarParser.CreateDatabaseContext context) {
        return new CreateBuilder(reading).database(context);
    }

    @Override
    public Statement visitDropTable(SqlGrammarParser.DropTableContext context) {
        return new Statement.DropTable(name(context.qualifiedName()), context.EXISTS() != null, reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitDropView(SqlGrammarParser.DropViewContext context) {
        return new Statement.DropView(name(context.qualifiedName()), context.EXISTS() != null, reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitDropDatabase(SqlGrammarParser.DropDatabaseContext context) {
        return new Statement.DropDatabase(Names.of(context.anyName()), context.EXISTS() != null, context.CASCADE() != null);
    }

    @Override
    public Statement visitTruncate(SqlGrammarParser.TruncateContext context) {
        return new Statement.Truncate(name(context.qualifiedName()), reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitUse(SqlGrammarParser.UseContext context) {
        return new Statement.Use(name(context.qualifiedName()));
    }

    @Override
    public Statement visitRefresh(SqlGrammarParser.RefreshContext context) {
        return new Statement.Refresh(name(context.qualifiedName()));
    }

    @Override
    public Statement visitRepair(SqlGrammarParser.RepairContext context) {
        return new Statement.Refresh(name(context.qualifiedName()));
    }

    @Override
    public Statement visitCopy(SqlGrammarParser.CopyContext context) {
        UnresolvedPlan plan;
        if (context.query() != null) {
            plan = reading.queries().query(context.query());
        } else {
            plan = new UnresolvedPlan.Table(name(context.qualifiedName()), reading.origin(context.qualifiedName()));
            if (context.nameList() != null) {
                List<UnresolvedExpr> columns = new ArrayList<>();
                context.nameList().anyName()
                        .forEach(column -> columns.add(new UnresolvedColumn(List.of(Names.of(column)), reading.origin(column))));
                plan = new UnresolvedPlan.Project(plan, columns);
            }
        }
        return new Statement.Copy(plan, reading.literals().text(context.stringValue()),
                new CreateBuilder(reading).copyOptions(context.copyOptions()), reading.origin(context.stringValue()));
    }

    // Questions

    @Override
    public Statement visitSummarize(SqlGrammarParser.SummarizeContext context) {
        if (context.query() != null) {
            return new Statement.Summarize(reading.queries().query(context.query()));
        } else if (context.STRING() != null) {
            Origin origin = reading.origin(context.STRING().getSymbol(), context.STRING().getSymbol());
            return new Statement.Summarize(new UnresolvedPlan.File(LiteralBuilder.text(context.STRING().getText()), origin));
        }
        return new Statement.Summarize(new UnresolvedPlan.Table(name(context.qualifiedName()), reading.origin(context.qualifiedName())));
    }

    @Override
    public Statement visitShowTables(SqlGrammarParser.ShowTablesContext context) {
        Optional<String> database = Optional.ofNullable(context.anyName()).map(Names::of);
        return context.TABLES() != null ? new Statement.ShowTables(database, string(context.stringValue()))
                : new Statement.ShowViews(database, string(context.stringValue()));
    }

    @Override
    public Statement visitShowDatabases(SqlGrammarParser.ShowDatabasesContext context) {
        return new Statement.ShowDatabases(string(context.stringValue()));
    }

    @Override
    public Statement visitShowFunctions(SqlGrammarParser.ShowFunctionsContext context) {
        return new Statement.ShowFunctions(context.qualifiedName() != null
                ? Optional.of(String.join(".", name(context.qualifiedName())))
                : string(context.stringValue()));
    }

    @Override
    public Statement visitShowColumns(SqlGrammarParser.ShowColumnsContext context) {
        List<String> table = new ArrayList<>(name(context.qualifiedName()));
        if (context.anyName() != null) {
            table.addFirst(Names.of(context.anyName()));
        }
        return new Statement.ShowColumns(table, reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitShowCreateTable(SqlGrammarParser.ShowCreateTableContext context) {
        return new Statement.ShowCreateTable(name(context.qualifiedName()), reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitShowPartitions(SqlGrammarParser.ShowPartitionsContext context) {
        return new Statement.ShowPartitions(name(context.qualifiedName()), reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitShowTableProperties(SqlGrammarParser.ShowTablePropertiesContext context) {
        return new Statement.ShowTableProperties(name(context.qualifiedName()),
                Optional.ofNullable(context.propertyKey()).map(CreateBuilder::key), reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitDescribeFunction(SqlGrammarParser.DescribeFunctionContext context) {
        String name = context.qualifiedName() != null ? String.join(".", name(context.qualifiedName()))
                : reading.literals().text(context.stringValue());
        return new Statement.DescribeFunction(name, context.EXTENDED() != null);
    }

    @Override
    public Statement visitDescribeDatabase(SqlGrammarParser.DescribeDatabaseContext context) {
        return new Statement.DescribeDatabase(Names.of(context.anyName()), context.EXTENDED() != null);
    }

    @Override
    public Statement visitDescribeTable(SqlGrammarParser.DescribeTableContext context) {
        Optional<String> column = Optional.ofNullable(context.columnReference())
                .map(reference -> String.join(".", reading.expressions().column(reference).parts()));
        return new Statement.DescribeTable(name(context.qualifiedName()), context.EXTENDED() != null || context.FORMATTED() != null,
                column, reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitDescribeQuery(SqlGrammarParser.DescribeQueryContext context) {
        return new Statement.DescribeQuery(reading.queries().query(context.query()));
    }

    // Settings and variables

    /** {@code key}, {@code key = value}; taken from the text, because a value may hold anything. */
    @Override
    public Statement visitSet(SqlGrammarParser.SetContext context) {
        String setting = context.setting() == null ? "" : reading.written(context.setting()).strip();
        int equals = setting.indexOf('=');
        if (setting.isEmpty() || setting.equals("-v")) {
            return new Statement.Set(Optional.empty(), Optional.empty());
        } else if (equals < 0) {
            return new Statement.Set(Optional.of(key(setting, context.setting())), Optional.empty());
        }
        return new Statement.Set(Optional.of(key(setting.substring(0, equals).strip(), context.setting())),
                Optional.of(setting.substring(equals + 1).strip()));
    }

    private String key(String written, SqlGrammarParser.SettingContext context) {
        String key = Names.unquoted(written);
        if (key.isEmpty() || key.equals(written) && key.chars().anyMatch(Character::isWhitespace)) {
            throw reading.error(context, "SET is written as in SET key, SET key = value or SET TIME ZONE 'zone'");
        }
        return key;
    }

    @Override
    public Statement visitReset(SqlGrammarParser.ResetContext context) {
        return new Statement.Reset(Optional.ofNullable(context.setting()).map(key -> key(reading.written(key).strip(), key)));
    }

    @Override
    public Statement visitSetTimeZone(SqlGrammarParser.SetTimeZoneContext context) {
        if (context.interval() != null) {
            return new Statement.SetTimeZone(new UnresolvedLiteral(new IntervalBuilder(reading).literal(context.interval())));
        }
        return new Statement.SetTimeZone(ExprBuilder.text(string(context.stringValue()).orElse("LOCAL")));
    }

    @Override
    public Statement visitDeclareVariable(SqlGrammarParser.DeclareVariableContext context) {
        return new Statement.DeclareVariable(Names.of(context.anyName()),
                Optional.ofNullable(context.type()).map(reading.types()::type), reading.expressions().optional(context.expression()),
                context.REPLACE() != null);
    }

    @Override
    public Statement visitSetVariable(SqlGrammarParser.SetVariableContext context) {
        List<String> names = new ArrayList<>();
        List<UnresolvedExpr> values = new ArrayList<>();
        for (SqlGrammarParser.AssignmentContext assignment : context.assignment()) {
            names.add(Names.of(assignment.anyName()));
            values.add(reading.expressions().expression(assignment.expression()));
        }
        return new Statement.SetVariable(names, values.size() == 1 ? values.getFirst()
                : new UnresolvedSubquery(UnresolvedSubquery.Kind.SCALAR,
                        new UnresolvedPlan.Project(new UnresolvedPlan.Values(List.of(List.of())), values), List.of(),
                        reading.origin(context)));
    }

    @Override
    public Statement visitSetVariables(SqlGrammarParser.SetVariablesContext context) {
        return new Statement.SetVariable(Names.all(context.nameList()), new UnresolvedSubquery(UnresolvedSubquery.Kind.SCALAR,
                reading.queries().query(context.query()), List.of(), reading.origin(context)));
    }

    @Override
    public Statement visitDropVariable(SqlGrammarParser.DropVariableContext context) {
        return new Statement.DropVariable(Names.of(context.anyName()), context.EXISTS() != null);
    }

    // Caching

    @Override
    public Statement visitCacheTable(SqlGrammarParser.CacheTableContext context) {
        String level = new CreateBuilder(reading).properties(context.properties()).get("storagelevel");
        return new Statement.CacheTable(name(context.qualifiedName()), context.LAZY() != null,
                level == null ? StorageLevel.MEMORY_AND_DISK : StorageLevel.named(level),
                Optional.ofNullable(context.query()).map(reading.queries()::query), reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitUncacheTable(SqlGrammarParser.UncacheTableContext context) {
        return new Statement.UncacheTable(name(context.qualifiedName()), context.EXISTS() != null,
                reading.origin(context.qualifiedName()));
    }

    @Override
    public Statement visitClearCache(SqlGrammarParser.ClearCacheContext context) {
        return new Statement.ClearCache();
    }

    @Override
    public Statement visitUnsupported(SqlGrammarParser.UnsupportedContext context) {
        throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "The statement " + context.word.getText().toUpperCase(Locale.ROOT),
                "advice", "");
    }
}
