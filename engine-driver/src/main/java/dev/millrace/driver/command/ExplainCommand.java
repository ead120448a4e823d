package dev.millrace.driver.command;

import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.ExplainMode;
import java.util.Optional;

/** EXPLAIN: one row, one column {@code plan}. Of a command it prints the query in it; nothing is done but with ANALYZE. */
final class ExplainCommand {

    private final CommandContext context;
    private final InsertCommands inserts;

    ExplainCommand(CommandContext context, InsertCommands inserts) {
        this.context = context;
        this.inserts = inserts;
    }

    LogicalPlan explain(Statement.Explain explain) {
        return new Answer("plan").row(text(explain.statement(), explain.mode())).plan(context.engine());
    }

    private String text(Statement statement, ExplainMode mode) {
        if (statement instanceof Statement.Query(var plan)) {
            return context.engine().explain(context.engine().analyze(plan), mode);
        }
        if (mode == ExplainMode.ANALYZE) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "EXPLAIN ANALYZE of a command", "advice",
                    "Explain the query in it.");
        }
        String title = "== " + name(statement) + " ==\n";
        if (statement instanceof Statement.Insert insert) {
            return title + context.engine().explain(inserts.plan(insert), mode);
        }
        Optional<UnresolvedPlan> query = query(statement);
        return query.isEmpty() ? title : title + context.engine().explain(context.engine().analyze(query.get()), mode);
    }

    private static Optional<UnresolvedPlan> query(Statement statement) {
        return switch (statement) {
            case Statement.CreateView create -> Optional.of(create.query());
            case Statement.CreateTable create -> create.query();
            case Statement.InsertDirectory insert -> Optional.of(insert.query());
            case Statement.Copy copy -> Optional.of(copy.query());
            case Statement.Summarize(var plan) -> Optional.of(plan);
            case Statement.DescribeQuery(var plan) -> Optional.of(plan);
            case Statement.CacheTable cache -> cache.query();
            case Statement.Query _, Statement.Explain _, Statement.CreateViewUsing _, Statement.DropTable _,
                    Statement.DropView _, Statement.Insert _, Statement.Truncate _, Statement.Refresh _,
                    Statement.CreateDatabase _, Statement.DropDatabase _ ->
                    Optional.empty();
            case Statement.Use _, Statement.ShowTables _, Statement.ShowViews _, Statement.ShowDatabases _,
                    Statement.ShowColumns _, Statement.ShowFunctions _, Statement.ShowCreateTable _,
                    Statement.ShowPartitions _, Statement.ShowTableProperties _, Statement.DescribeTable _ ->
                    Optional.empty();
            case Statement.DescribeFunction _, Statement.DescribeDatabase _, Statement.Set _, Statement.Reset _,
                    Statement.SetTimeZone _, Statement.DeclareVariable _, Statement.SetVariable _,
                    Statement.DropVariable _, Statement.UncacheTable _, Statement.ClearCache _ ->
                    Optional.empty();
        };
    }

    /** The record's name in words: {@code Create Table}. */
    private static String name(Statement statement) {
        return statement.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
}
