package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files into a DataFrame: {@code session.read().option("header", true).schema("id BIGINT, name STRING").csv("people/*.csv")}.
 *
 * <p>Paths are files, folders (with folders {@code column=value} below them as columns) and globs. Files are found and a schema is inferred
 * when the DataFrame is made; rows are read when it is used. Columns are always nullable. Option names ignore case. Not for use by several
 * threads.
 */
public final class DataFrameReader {

    private final Session session;
    private final Map<String, String> options = new LinkedHashMap<>();
    private String format = "parquet";
    private Optional<Schema> schema = Optional.empty();

    DataFrameReader(Session session) {
        this.session = session;
    }

    /** Name of the data source: {@code parquet} (the default), {@code csv}, {@code json}, {@code text} or one on the class path. */
    public DataFrameReader format(String name) {
        format = name.toLowerCase(Locale.ROOT);
        return this;
    }

    /** The columns, instead of inferring them. */
    public DataFrameReader schema(Schema columns) {
        schema = Optional.of(columns);
        return this;
    }

    /**
     * The columns as DDL text: {@code "id BIGINT, name STRING"}.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR
     */
    public DataFrameReader schema(String ddl) {
        return schema(TypeParser.schema(ddl));
    }

    /** An option of the data source; one that it does not know ends in UNKNOWN_OPTION. */
    public DataFrameReader option(String name, String value) {
        options.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public DataFrameReader option(String name, boolean value) {
        return option(name, Boolean.toString(value));
    }

    public DataFrameReader option(String name, long value) {
        return option(name, Long.toString(value));
    }

    public DataFrameReader option(String name, double value) {
        return option(name, Double.toString(value));
    }

    public DataFrameReader options(Map<String, String> values) {
        values.forEach(this::option);
        return this;
    }

    /**
     * Reads paths in the chosen format; without any, the option {@code path} names it.
     *
     * @throws EngineException DATA_SOURCE_NOT_FOUND, PATH_NOT_FOUND, UNABLE_TO_INFER_SCHEMA, CANNOT_READ_FILE, UNKNOWN_OPTION
     */
    public DataFrame load(String... paths) {
        Map<String, String> rest = new LinkedHashMap<>(options);
        String path = rest.remove("path");
        List<String> all = paths.length > 0 || path == null ? List.of(paths) : List.of(path);
        if (all.isEmpty()) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "paths", "function", "load", "expected", "at least one path",
                    "actual", "none");
        }
        return session.frame(new UnresolvedPlan.Read(new SourceSpec(format, all, rest, schema)));
    }

    /** Reads Parquet files. Errors as in {@link #load}. */
    public DataFrame parquet(String... paths) {
        return format("parquet").load(paths);
    }

    /**
     * Reads CSV files; options {@code header}, {@code sep}, {@code inferSchema}, {@code nullValue}, {@code mode} … Errors as in {@link
     * #load}.
     */
    public DataFrame csv(String... paths) {
        return format("csv").load(paths);
    }

    /** Reads JSON files, one value a line unless {@code multiLine} is set. Errors as in {@link #load}. */
    public DataFrame json(String... paths) {
        return format("json").load(paths);
    }

    /** Reads text files, a row for each line, one STRING column {@code value}. Errors as in {@link #load}. */
    public DataFrame text(String... paths) {
        return format("text").load(paths);
    }

    /** {@link #text}. */
    public DataFrame textFile(String... paths) {
        return text(paths);
    }

    /** {@link Session#table}. */
    public DataFrame table(String name) {
        return session.table(name);
    }
}
