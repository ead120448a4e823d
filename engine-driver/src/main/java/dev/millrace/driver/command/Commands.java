package dev.millrace.driver.command;

import dev.millrace.error.EngineException;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;

/**
 * Does what a statement says.
 *
 * <p>{@code LogicalPlan answer = new Commands(context).run(parser.statement("SHOW TABLES", Parameters.NONE));}
 */
public final class Commands {

    private final CommandContext context;
    private final ViewCommands views;
    private final TableCommands tables;
    private final InsertCommands inserts;
    private final CopyCommands copies;
    private final DatabaseCommands databases;
    private final ShowCommands shows;
    private final DescribeCommands describes;
    private final FunctionCommands functions;
    private final SummarizeCommand summaries;
    private final ExplainCommand explanations;
    private final SettingCommands settings;
    private final VariableCommands variables;
    private final CacheCommands caches;

    public Commands(CommandContext context) {
        this.context = context;
        this.caches = new CacheCommands(context);
        this.views = new ViewCommands(context, caches);
        this.tables = new TableCommands(context, caches);
        this.inserts = new InsertCommands(context, caches);
        this.copies = new CopyCommands(context);
        this.databases = new DatabaseCommands(context, tables, caches);
        this.shows = new ShowCommands(context);
        this.describes = new DescribeCommands(context);
        this.functions = new FunctionCommands(context);
        this.summaries = new SummarizeCommand(context);
        this.explanations = new ExplainCommand(context, inserts);
        this.settings = new SettingCommands(context);
        this.variables = new VariableCommands(context);
    }

    /**
     * A query's plan, or the answer of a command that is done then.
     *
     * @throws EngineException what is wrong with the statement, or what it ends in; nothing has changed then
     */
    public LogicalPlan run(Statement statement) {
        return switch (statement) {
            case Statement.Query(var plan) -> context.engine().analyze(plan);
            case Statement.Explain explain -> explanations.explain(explain);
            case Statement.CreateView create -> views.create(create);
            case Statement.CreateViewUsing create -> views.createUsing(create);
            case Statement.DropView drop -> views.drop(drop);
            case Statement.CreateTable create -> tables.create(create);
            case Statement.DropTable drop -> tables.drop(drop);
            case Statement.Truncate truncate -> tables.truncate(truncate);
            case Statement.Insert insert -> inserts.insert(insert);
            case Statement.InsertDirectory insert -> inserts.directory(insert);
            case Statement.Copy copy -> copies.copy(copy);
            case Statement.CreateDatabase create -> databases.create(create);
            case Statement.DropDatabase drop -> databases.drop(drop);
            case Statement.Use use -> databases.use(use);
            case Statement.Summarize(var plan) -> summaries.summarize(plan);
            case Statement.ShowTables show -> shows.tables(show);
            case Statement.ShowViews show -> shows.views(show);
            case Statement.ShowDatabases(var pattern) -> shows.databases(pattern);
            case Statement.ShowColumns(var table, var _) -> shows.columns(table);
            case Statement.ShowFunctions(var pattern) -> functions.show(pattern);
            case Statement.ShowCreateTable(var table, var _) -> describes.createTable(table);
            case Statement.ShowPartitions(var table, var _) -> shows.partitions(table);
            case Statement.ShowTableProperties(var table, var key, var _) -> shows.properties(table, key);
            case Statement.DescribeTable describe -> describes.table(describe);
            case Statement.DescribeQuery(var plan) -> describes.query(plan);
            case Statement.DescribeFunction(var name, var extended) -> functions.describe(name, extended);
            case Statement.DescribeDatabase(var name, var extended) -> databases.describe(name, extended);
            case Statement.Set(var key, var value) -> settings.set(key, value);
            case Statement.Reset(var key) -> settings.reset(key);
            case Statement.SetTimeZone(var zone) -> settings.timeZone(zone);
            case Statement.DeclareVariable declare -> variables.declare(declare);
            case Statement.SetVariable(var names, var value) -> variables.set(names, value);
            case Statement.DropVariable(var name, var ifExists) -> variables.drop(name, ifExists);
            case Statement.CacheTable cache -> caches.cache(cache);
            case Statement.UncacheTable(var name, var ifExists, var _) -> caches.uncache(name, ifExists);
            case Statement.ClearCache _ -> caches.clear();
            case Statement.Refresh(var table) -> caches.refresh(table);
        };
    }
}
