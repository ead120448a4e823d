package dev.millrace.driver.query;

import dev.millrace.config.Config;
import dev.millrace.driver.QueryPipeline;
import dev.millrace.driver.analyze.RelationCatalog;
import dev.millrace.driver.explain.PlanPrinter;
import dev.millrace.driver.physical.BoundsSampler;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Literal;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.spi.DataSource;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pipeline over {@link TestTables}, with two cores. */
public final class TestPipeline implements RelationCatalog {

    public static final int CORES = 4;

    private static final BoundsSampler NO_BOUNDS = (input, keys, partitions) -> new LocalRows(
            new Schema(keys.stream().map(key -> Field.of("key", key.expr().type())).toList()), List.of());

    private final TestTables tables = new TestTables();
    private final Map<String, LogicalPlan> views = new HashMap<>();
    private final QueryPipeline pipeline = new QueryPipeline(TestFunctions.registry(), this, new ExprInterpreter()::constant, new NoText());
    private Config config = Config.EMPTY;
    private long nextId = 1_000_000;

    public TestPipeline() {
        for (String name : tables.names()) {
            table(tables.get(name));
        }
    }

    public TestPipeline table(TestTable table) {
        List<Integer> columns = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (Field field : table.schema().fields()) {
            columns.add(columns.size());
            output.add(new Attribute(nextId++, field.name(), field.type(), field.nullable(), ""));
        }
        views.put(table.name(), new Scan(table, columns, output, List.of(), -1));
        return this;
    }

    public TestPipeline with(String key, String value) {
        config = config.with(key, value);
        return this;
    }

    public TestPipeline view(String name, LogicalPlan plan) {
        views.put(name, plan);
        return this;
    }

    public TestTables tables() {
        return tables;
    }

    public QueryPipeline pipeline() {
        return pipeline;
    }

    public Config config() {
        return config;
    }

    public LogicalPlan analyze(Written query) {
        return pipeline.analyze(query.plan(), config);
    }

    public LogicalPlan optimize(Written query) {
        return pipeline.optimize(analyze(query), config);
    }

    public PhysicalPlan physical(Written query) {
        return pipeline.physical(optimize(query), config, CORES, NO_BOUNDS, "token");
    }

    public StageGraph stages(Written query) {
        return pipeline.stages(physical(query));
    }

    public String optimizedText(Written query) {
        return PlanPrinter.logical(optimize(query));
    }

    public String analyzedText(Written query) {
        return PlanPrinter.logical(analyze(query));
    }

    @Override
    public Optional<LogicalPlan> find(List<String> name) {
        return Optional.ofNullable(views.get(name.getLast().toLowerCase(java.util.Locale.ROOT)));
    }

    @Override
    public LogicalPlan file(String path) {
        throw ErrorCondition.PATH_NOT_FOUND.with("path", path);
    }

    @Override
    public List<String> names() {
        return views.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Literal> variable(List<String> name) {
        return Optional.empty();
    }

    @Override
    public String currentDatabase() {
        return "default";
    }

    @Override
    public DataSource source(String format) {
        throw ErrorCondition.DATA_SOURCE_NOT_FOUND.with("format", format, "known", "");
    }

    /** The scan below aliases that a view of this name is. */
    public Scan scan(String name) {
        LogicalPlan plan = views.get(name);
        return (Scan) (plan instanceof SubqueryAlias(var input, var _) ? input : plan);
    }
}
