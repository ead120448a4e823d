package dev.millrace.driver.session;

import dev.millrace.api.StorageLevel;
import dev.millrace.config.Config;
import dev.millrace.driver.QueryPipeline;
import dev.millrace.driver.analyze.RelationCatalog;
import dev.millrace.driver.cache.CachedPlans;
import dev.millrace.driver.catalog.SessionCatalog;
import dev.millrace.driver.command.CommandContext;
import dev.millrace.driver.command.Commands;
import dev.millrace.driver.explain.Explanation;
import dev.millrace.driver.physical.BoundsSampler;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Write;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.ExplainMode;
import dev.millrace.spi.QueryEngine;
import dev.millrace.spi.QueryListener;
import dev.millrace.spi.QueryResult;
import dev.millrace.spi.QueryStatistics;
import dev.millrace.spi.SqlParser;
import dev.millrace.spi.WriteJob;
import dev.millrace.transport.PlanRequest;
import dev.millrace.transport.PlanRun;
import dev.millrace.types.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The engine of one session, in the driver: analyzes at once, plans when a query is run, and runs it as one job.
 *
 * <p>{@code try (QueryResult rows = engine.execute(engine.analyze(plan))) { for (Batch batch = rows.next(); …) }}
 */
public final class DriverEngine implements QueryEngine {

    private static final long FIRST_EXECUTOR_MILLIS = 2000;

    private final DriverServices services;
    private final SessionCatalog catalog;
    private final QueryPipeline pipeline;
    private final Commands commands;
    private final CachedPlans cached = new CachedPlans();
    private final List<QueryListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong jobs = new AtomicLong();
    private final Set<JobResult> results = ConcurrentHashMap.newKeySet();
    private final Config initial;
    private volatile Config config;
    private volatile boolean closed;

    public DriverEngine(DriverServices services, Config config) {
        this.services = services;
        this.config = config;
        this.initial = config;
        this.catalog = new SessionCatalog(services.sources(), services.store(), services.formats(), services.parser(), this::config,
                this::analyze);
        this.pipeline = new QueryPipeline(services.functions(), catalog, services.constants(), services.parser());
        this.commands = new Commands(new CommandContext(this, catalog, services.files(), services.functions()));
    }

    @Override
    public LogicalPlan analyze(UnresolvedPlan plan) {
        requireOpen();
        return pipeline.analyze(plan, config);
    }

    @Override
    public LogicalPlan sql(String text, Statement.Parameters parameters) {
        requireOpen();
        try {
            return commands.run(services.parser().statement(text, parameters));
        } catch (EngineException e) {
            throw e.in(text);
        }
    }

    @Override
    public LogicalPlan run(Statement statement) {
        requireOpen();
        return commands.run(statement);
    }

    private LogicalPlan analyze(UnresolvedPlan plan, RelationCatalog names) {
        return pipeline.analyze(plan, config, names);
    }

    @Override
    public SqlParser parser() {
        return services.parser();
    }

    @Override
    public QueryResult execute(LogicalPlan plan) {
        requireOpen();
        Config settings = config;
        try (CachedPlans.Use use = cached.use(plan, keeper(settings))) {
            return use.plan() instanceof Write write ? write(write, settings) : select(use.plan(), settings);
        }
    }

    @Override
    public String explain(LogicalPlan plan, ExplainMode mode) {
        requireOpen();
        Config settings = config;
        return mode == ExplainMode.ANALYZE
                ? analyzed(plan, settings)
                : new Explanation(pipeline, settings, parallelism()).of(cached.shown(plan), mode);
    }

    @Override
    public void cancelAll() {
        services.runner().cancelAll("");
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public synchronized void configure(String name, String value) {
        config = config.with(name, value);
    }

    @Override
    public synchronized void reset(String name) {
        config = config.restored(name, initial);
    }

    @Override
    public void addListener(QueryListener listener) {
        listeners.add(listener);
    }

    @Override
    public String currentDatabase() {
        return catalog.currentDatabase();
    }

    @Override
    public void cache(LogicalPlan plan, StorageLevel level) {
        requireOpen();
        cached.add(plan, level);
    }

    @Override
    public void uncache(LogicalPlan plan, boolean blocking) {
        cached.remove(plan, blocking);
    }

    @Override
    public StorageLevel storageLevel(LogicalPlan plan) {
        return cached.level(plan);
    }

    @Override
    public void clearCache() {
        cached.clear();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        results.forEach(JobResult::close);
        cached.clear();
        try {
            services.resources().close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "The session could not be closed: " + e + ".");
        }
    }

    private QueryResult select(LogicalPlan plan, Config settings) {
        return run(physical(plan, settings), plan.schema(), settings);
    }

    private PhysicalPlan physical(LogicalPlan plan, Config settings) {
        return physical(plan, settings, "");
    }

    /** Recursive tables are computed first, by queries of their own. */
    private PhysicalPlan physical(LogicalPlan plan, Config settings, String token) {
        LogicalPlan ready = new RecursivePlans(settings, part -> select(part, settings)).substitute(plan);
        return pipeline.physical(pipeline.optimize(ready, settings), settings, parallelism(), sampler(settings), token);
    }

    private PlanRun run(PhysicalPlan physical, Config settings, StatisticsCollector statistics) {
        return services.runner().run(new PlanRequest(physical, settings), statistics);
    }

    /** Runs a plan to the end and leaves its rows on executors. */
    private CachedPlans.Keeper keeper(Config settings) {
        return (plan, level) -> {
            StatisticsCollector statistics = new StatisticsCollector("j" + jobs.incrementAndGet(), listeners);
            PlanRun run = services.runner().run(new PlanRequest(physical(plan, settings), settings, level), statistics);
            boolean complete = false;
            try {
                run.awaitFiles();
                complete = true;
            } finally {
                statistics.ended(complete);
                if (!complete) {
                    run.close();
                }
            }
            return statistics.kept(run);
        };
    }

    private QueryResult run(PhysicalPlan physical, Schema schema, Config settings) {
        StatisticsCollector statistics = new StatisticsCollector("j" + jobs.incrementAndGet(), listeners);
        return result(schema, run(physical, settings, statistics), statistics);
    }

    private QueryResult result(Schema schema, PlanRun run, StatisticsCollector statistics) {
        JobResult result = new JobResult(schema, run, statistics, results::remove);
        results.add(result);
        return result;
    }

    /** Runs the query, drops its rows, and prints what each operator did. */
    private String analyzed(LogicalPlan plan, Config settings) {
        StatisticsCollector statistics = new StatisticsCollector("explain", listeners);
        try (CachedPlans.Use use = cached.use(plan, keeper(settings));
                QueryResult result = result(plan.schema(), run(physical(use.plan(), settings), settings, statistics), statistics)) {
            while (result.next() != null) {
                requireOpen();
            }
        }
        QueryStatistics cost = statistics.statistics();
        return Explanation.analyzed(StageGraph.of(statistics.stages()), statistics.metrics(), cost.peakMemory(),
                services.budget(), cost.spilledBytes());
    }

    /** Runs to the end, then publishes the files; whatever goes wrong leaves none. */
    private QueryResult write(Write write, Config settings) {
        WriteJob target = catalog.source(write.target().format()).beginWrite(write.target(), settings);
        if (!target.prepare()) {
            return NoRows.NOTHING_DONE;
        }
        boolean committed = false;
        try {
            PhysicalPlan physical = physical(placed(write), settings, target.token());
            StatisticsCollector statistics = new StatisticsCollector("j" + jobs.incrementAndGet(), listeners);
            try (PlanRun run = run(physical, settings, statistics)) {
                target.commit(run.awaitFiles());
                committed = true;
            } finally {
                statistics.ended(committed);
            }
            return new NoRows(statistics.statistics());
        } finally {
            if (!committed) {
                target.abort();
            }
        }
    }

    /** Executors work in folders of their own: the path that they are told is absolute. One with a scheme is. */
    private static Write placed(Write write) {
        WriteSpec spec = write.target();
        return spec.path().contains(":") ? write
                : new Write(write.input(), new WriteSpec(spec.format(), Path.of(spec.path()).toAbsolutePath().normalize().toString(),
                        spec.mode(), spec.options(), spec.partitionColumns(), spec.schema()));
    }

    private BoundsSampler sampler(Config settings) {
        return new SampledBounds(plan -> run(plan, plan.schema(), settings));
    }

    private int parallelism() {
        return Math.max(services.leastCores(), services.runner().size(FIRST_EXECUTOR_MILLIS).slots());
    }

    private void requireOpen() {
        if (closed) {
            throw ErrorCondition.SESSION_CLOSED.with();
        }
    }
}
