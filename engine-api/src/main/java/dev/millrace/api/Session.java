package dev.millrace.api;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.EngineProvider;
import dev.millrace.spi.QueryEngine;
import dev.millrace.spi.QueryListener;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where a program begins: makes DataFrames and owns the engine that runs them.
 *
 * <pre>{@code
 * try (Session session = Session.builder().master("local[*]").getOrCreate()) {
 *     session.read().parquet("trips").groupBy("zone").count().show();
 * }
 * }</pre>
 *
 * <p>{@link Builder#getOrCreate()} gives the open session of the process when there is one, so that parts of a program share it without
 * passing it on; this is the only state that Millrace keeps outside a session. {@link Builder#create()} always makes a new one; the first
 * that is open is the one which {@code getOrCreate} finds.
 *
 * <p>A session may be used by several threads. Once it is closed, every use of it or of its DataFrames ends in SESSION_CLOSED.
 */
public final class Session implements AutoCloseable {

    private static final OpenSession OPEN = new OpenSession();

    private final QueryEngine engine;
    private volatile boolean closed;

    private Session(QueryEngine engine) {
        this.engine = engine;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Version of Millrace. */
    public String version() {
        String version = Session.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Settings of this session. */
    public SessionConf conf() {
        return new SessionConf(engine());
    }

    /** Views by name. */
    public Catalog catalog() {
        return new Catalog(this);
    }

    /** Reads files: {@code session.read().option("header", true).csv("trips.csv")}. */
    public DataFrameReader read() {
        return new DataFrameReader(this);
    }

    /**
     * The answer to one SQL statement: {@code session.sql("SELECT zone, sum(fare) FROM trips GROUP BY zone")}. A query is run when the
     * rows are asked for; a command (CREATE, INSERT, SET …) is done before this returns, and the rows are its answer.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR with line and column, whatever analysis finds, and what a command ends in
     */
    public DataFrame sql(String text) {
        return new DataFrame(this, engine().sql(text, Statement.Parameters.NONE));
    }

    /** As {@link #sql(String)} with a value for each {@code ?}, in order: {@code sql("SELECT * FROM trips WHERE fare > ?", 10)}. */
    public DataFrame sql(String text, @Nullable Object... values) {
        List<Literal> literals = new ArrayList<>();
        for (Object value : values) {
            literals.add(JavaLiterals.literal(value));
        }
        return new DataFrame(this, engine().sql(text, new Statement.Parameters(literals, Map.of())));
    }

    /** As {@link #sql(String)} with a value for each {@code :name}: {@code sql("… WHERE fare > :least", Map.of("least", 10))}. */
    public DataFrame sql(String text, Map<String, ?> values) {
        Map<String, Literal> literals = new LinkedHashMap<>();
        values.forEach((name, value) -> literals.put(name, JavaLiterals.literal(value)));
        return new DataFrame(this, engine().sql(text, new Statement.Parameters(List.of(), literals)));
    }

    /**
     * A view or table by name.
     *
     * @throws EngineException TABLE_OR_VIEW_NOT_FOUND
     */
    public DataFrame table(String name) {
        return frame(new UnresolvedPlan.Table(ColumnNames.parts(name), Origin.NONE));
    }

    /** One BIGINT column {@code id} from 0 to {@code end}, not included. */
    public DataFrame range(long end) {
        return range(0, end);
    }

    /** One BIGINT column {@code id} from {@code start} (included) to {@code end} (not included). */
    public DataFrame range(long start, long end) {
        return range(start, end, 1);
    }

    /** As {@link #range(long, long)}, by a step that may be negative. */
    public DataFrame range(long start, long end, long step) {
        return range(start, end, step, 0);
    }

    /**
     * As {@link #range(long, long, long)}, in so many partitions; 0 leaves their number to the planner.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for a step of 0 or a negative number of partitions
     */
    public DataFrame range(long start, long end, long step, int partitions) {
        if (step == 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "step", "function", "range", "expected", "a step other than 0",
                    "actual", 0);
        }
        if (partitions < 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "partitions", "function", "range", "expected", "0 or more",
                    "actual",
                    partitions);
        }
        return frame(new UnresolvedPlan.Range(start, end, step, partitions));
    }

    /**
     * Rows of the program: {@code createDataFrame(List.of(Row.of(1, "ada"), Row.of(2, null)), Schema.of(Field.of("id", DataType.INT), …))}.
     * Values are taken by position and must be of the class that {@link Row} names for the column's type, or of one that means the same; an
     * integer that fits is taken.
     *
     * @throws EngineException INVALID_EXTERNAL_TYPE, NUMERIC_VALUE_OUT_OF_RANGE, NOT_NULL_ASSERT_VIOLATION, INVALID_PARAMETER_VALUE when a
     * row has another number of columns
     */
    public DataFrame createDataFrame(List<Row> rows, Schema schema) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Batch.ROWS) {
            batches.add(batch(rows.subList(from, Math.min(rows.size(), from + Batch.ROWS)), schema));
        }
        return frame(new UnresolvedPlan.Rows(new LocalRows(schema, batches)));
    }

    /** As {@link #createDataFrame(List, Schema)}, the schema as DDL text: {@code "id INT NOT NULL, name STRING"}. */
    public DataFrame createDataFrame(List<Row> rows, String schema) {
        return createDataFrame(rows, TypeParser.schema(schema));
    }

    /** No rows of a schema. */
    public DataFrame emptyDataFrame(Schema schema) {
        return createDataFrame(List.of(), schema);
    }

    /**
     * Rows of an Arrow IPC stream, read to its end at once and kept in memory; the channel stays open.
     *
     * @throws EngineException CANNOT_READ_FILE when the channel fails or holds something else, UNSUPPORTED_FEATURE for an Arrow type that
     * is none of ours
     */
    public DataFrame fromArrow(ReadableByteChannel stream) {
        return frame(new UnresolvedPlan.Rows(ArrowEdge.read(stream)));
    }

    private static Batch batch(List<Row> rows, Schema schema) {
        VectorBuilder[] builders = new VectorBuilder[schema.size()];
        for (int column = 0; column < builders.length; column++) {
            builders[column] = VectorBuilder.of(schema.type(column), rows.size());
        }
        for (Row row : rows) {
            if (row.size() != schema.size()) {
                throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "rows", "function", "createDataFrame", "expected",
                        "rows of " + schema.size() + " columns", "actual", row);
            }
            for (int column = 0; column < builders.length; column++) {
                builders[column].appendValue(RowValues.literalForm(row.get(column), schema.field(column)));
            }
        }
        List<Vector> columns = new ArrayList<>(builders.length);
        for (VectorBuilder builder : builders) {
            columns.add(builder.build());
        }
        return Batch.of(rows.size(), columns);
    }

    /** Cancels the queries of this session that are running; they end with QUERY_CANCELLED. */
    public void cancelAll() {
        engine().cancelAll();
    }

    /** Tells {@code listener} how queries go on, from now to the end of the session. */
    public void addListener(QueryListener listener) {
        engine().addListener(listener);
    }

    /** Cancels what runs, removes temporary files, frees memory. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        OPEN.forget(this);
        engine.close();
    }

    /** {@link #close()}. */
    public void stop() {
        close();
    }

    /** True once {@link #close()} has been called. */
    public boolean isClosed() {
        return closed;
    }

    /** The engine behind this session, for tools. */
    public QueryEngine engine() {
        if (closed) {
            throw ErrorCondition.SESSION_CLOSED.with();
        }
        return engine;
    }

    DataFrame frame(UnresolvedPlan plan) {
        return new DataFrame(this, engine().analyze(plan));
    }

    /** How a session is set up. Not for use by several threads. */
    public static final class Builder {

        /** Names system properties with settings of the command line that started the program. */
        private static final String PRESET = "millrace.conf.";

        private String master = System.getProperty("millrace.master", "local[*]");
        private String appName = System.getProperty("millrace.name", "millrace");
        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Where queries run: {@code local[*]} (the default: in this process on all cores), {@code local[4]}, {@code local} (one core),
         * {@code cluster://host:port} (listens there for executors), {@code grpc://host:port} (connects to the driver there). A program
         * that was started by {@code millrace submit} and names none runs where the command line says.
         */
        public Builder master(String where) {
            master = where;
            return this;
        }

        /** A name for people to read. */
        public Builder appName(String name) {
            appName = name;
            return this;
        }

        /** A setting by name, see {@link dev.millrace.config.ConfigKeys}: {@code config("memory.limit", "2g")}. */
        public Builder config(String key, String value) {
            settings.put(key, value);
            return this;
        }

        public Builder config(String key, long value) {
            return config(key, Long.toString(value));
        }

        public Builder config(String key, boolean value) {
            return config(key, Boolean.toString(value));
        }

        public Builder config(Map<String, String> values) {
            settings.putAll(values);
            return this;
        }

        /**
         * The open session of the process, with this builder's settings added to its own, or a new one. Master and name count only for a
         * new one.
         *
         * @throws EngineException MASTER_NOT_AVAILABLE, UNKNOWN_CONF_KEY, INVALID_CONF_VALUE
         */
        public Session getOrCreate() {
            synchronized (OPEN) {
                Session open = OPEN.session;
                if (open == null) {
                    return create();
                }
                config();
                settings.forEach(open.engine()::configure);
                return open;
            }
        }

        /**
         * A new session, whatever others are open.
         *
         * @throws EngineException MASTER_NOT_AVAILABLE, UNKNOWN_CONF_KEY, INVALID_CONF_VALUE
         */
        public Session create() {
            Session session = new Session(provider().open(master, appName, config()));
            OPEN.offer(session);
            return session;
        }

        private Config config() {
            Config config = Config.EMPTY;
            for (String name : System.getProperties().stringPropertyNames()) {
                if (name.startsWith(PRESET) && !settings.containsKey(name.substring(PRESET.length()))) {
                    config = config.with(name.substring(PRESET.length()), System.getProperty(name));
                }
            }
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                config = config.with(setting.getKey(), setting.getValue());
            }
            return config;
        }

        private EngineProvider provider() {
            for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, Session.class.getClassLoader())) {
                return provider;
            }
            throw ErrorCondition.MASTER_NOT_AVAILABLE.with("master", master, "detail",
                    "there is no engine on the class path; add the dependency dev.millrace:millrace.");
        }
    }

    /** Which session {@code getOrCreate} finds. */
    private static final class OpenSession {
        private @Nullable Session session;

        private synchronized void offer(Session created) {
            if (session == null) {
                session = created;
            }
        }

        private synchronized void forget(Session ended) {
            if (session == ended) {
                session = null;
            }
        }
    }
}
