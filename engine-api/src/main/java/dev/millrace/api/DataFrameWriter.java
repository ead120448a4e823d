package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a DataFrame as files: {@code frame.write().mode("overwrite").partitionBy("year").parquet("out")}.
 *
 * <p>The target is a folder with one file for each partition; {@code frame.coalesce(1)} gives one. Nothing is seen there before everything
 * is written: an error leaves the target as it was. Each of the last calls runs the query. Option names ignore case. Not for use by several
 * threads.
 */
public final class DataFrameWriter {

    private final DataFrame frame;
    private final Map<String, String> options = new LinkedHashMap<>();
    private String format = "parquet";
    private SaveMode mode = SaveMode.ErrorIfExists;
    private List<String> partitionColumns = List.of();

    DataFrameWriter(DataFrame frame) {
        this.frame = frame;
    }

    /** Name of the data source: {@code parquet} (the default), {@code csv}, {@code json}, {@code text} or one on the class path. */
    public DataFrameWriter format(String name) {
        format = name.toLowerCase(Locale.ROOT);
        return this;
    }

    /** What to do when the target exists. */
    public DataFrameWriter mode(SaveMode saveMode) {
        mode = saveMode;
        return this;
    }

    /**
     * As {@link #mode(SaveMode)}, by name: {@code overwrite}.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE
     */
    public DataFrameWriter mode(String saveMode) {
        return mode(SaveMode.of(saveMode));
    }

    /** An option of the data source: {@code option("compression", "zstd")}; one that it does not know ends in UNKNOWN_OPTION. */
    public DataFrameWriter option(String name, String value) {
        options.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public DataFrameWriter option(String name, boolean value) {
        return option(name, Boolean.toString(value));
    }

    public DataFrameWriter option(String name, long value) {
        return option(name, Long.toString(value));
    }

    public DataFrameWriter option(String name, double value) {
        return option(name, Double.toString(value));
    }

    public DataFrameWriter options(Map<String, String> values) {
        values.forEach(this::option);
        return this;
    }

    /** Columns that become folders {@code column=value} and are left out of the files. */
    public DataFrameWriter partitionBy(String... columns) {
        partitionColumns = List.of(columns);
        return this;
    }

    /**
     * Writes to a folder.
     *
     * @throws EngineException DATA_SOURCE_NOT_FOUND, PATH_ALREADY_EXISTS, UNRESOLVED_COLUMN, CANNOT_WRITE_FILE, DISK_FULL, and what the
     * query ends in
     */
    public void save(String path) {
        Schema schema = frame.schema();
        List<String> folders = new ArrayList<>(partitionColumns.size());
        for (String column : partitionColumns) {
            int ordinal = schema.indexOf(column);
            if (ordinal < 0) {
                throw ErrorCondition.UNRESOLVED_COLUMN.with("name", column, "suggestion",
                        " The columns are " + String.join(", ", schema.names()) + ".");
            }
            folders.add(schema.field(ordinal).name());
        }
        WriteSpec target = new WriteSpec(format, path, mode.writeMode(), options, folders, schema);
        frame.with(new UnresolvedPlan.Write(frame.input(), target)).run();
    }

    /** As {@link #save(String)}, to the folder that the option {@code path} names. */
    public void save() {
        String path = options.remove("path");
        if (path == null) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "path", "function", "save", "expected", "a path", "actual",
                    "none");
        }
        save(path);
    }

    /**
     * Makes a table of the rows, or adds them to one by the names of its columns with mode append. The option {@code path} puts its files
     * into a folder of the caller's.
     *
     * @throws EngineException TABLE_OR_VIEW_ALREADY_EXISTS, INCOMPATIBLE_DATA_FOR_TABLE, DATA_SOURCE_NOT_FOUND, and as in
     * {@link #save(String)}
     */
    public void saveAsTable(String name) {
        List<String> parts = ColumnNames.parts(name);
        if (mode == SaveMode.Append && frame.session().catalog().tableExists(name)) {
            insert(parts, false, true);
            return;
        }
        Statement.IfExists ifExists = switch (mode) {
            case Overwrite -> Statement.IfExists.REPLACE;
            case Ignore -> Statement.IfExists.KEEP;
            case ErrorIfExists, Append -> Statement.IfExists.ERROR;
        };
        frame.session().engine().run(new Statement.CreateTable(parts, Optional.empty(), Optional.of(format), options, partitionColumns,
                Optional.empty(), Optional.empty(), ifExists, Optional.of(frame.input()), Origin.NONE));
    }

    /**
     * Adds the rows to a table by the order of its columns; mode overwrite replaces what it has.
     *
     * @throws EngineException TABLE_OR_VIEW_NOT_FOUND, INSERT_COLUMN_ARITY_MISMATCH, INCOMPATIBLE_DATA_FOR_TABLE
     */
    public void insertInto(String name) {
        insert(ColumnNames.parts(name), mode == SaveMode.Overwrite, false);
    }

    private void insert(List<String> table, boolean overwrite, boolean byName) {
        frame.session().engine().run(new Statement.Insert(table, List.of(), List.of(), overwrite, byName, frame.input(), Origin.NONE));
    }

    /** Writes Parquet, snappy unless the option {@code compression} says otherwise. Errors as in {@link #save(String)}. */
    public void parquet(String path) {
        format("parquet").save(path);
    }

    /** Writes CSV; options {@code header}, {@code sep}, {@code nullValue} … Errors as in {@link #save(String)}. */
    public void csv(String path) {
        format("csv").save(path);
    }

    /** Writes JSON, one object a line; nulls are left out. Errors as in {@link #save(String)}. */
    public void json(String path) {
        format("json").save(path);
    }

    /** Writes the one STRING column as lines. Errors as in {@link #save(String)}. */
    public void text(String path) {
        format("text").save(path);
    }
}
