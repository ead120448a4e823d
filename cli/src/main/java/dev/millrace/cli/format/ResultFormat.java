package dev.millrace.cli.format;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.Schema;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a result is written: {@code ResultFormat.CSV.writer(out, schema, zone)}. Its text is the lower-case name. */
public enum ResultFormat {
    /** Columns side by side in a frame. */
    TABLE,
    /** A line for each value. */
    VERTICAL,
    /** RFC 4180 with a header; a null is an empty field, an empty text is quoted. */
    CSV,
    /** Fields separated by tabs, with a header; tabs, line ends and backslashes inside a field are written with a backslash. */
    TSV,
    /** An object a line. */
    JSON,
    /** A table as Markdown has it. */
    MARKDOWN;

    /** A writer for one result; {@code zone} is the one that timestamps are shown in. */
    public ResultWriter writer(Appendable out, Schema schema, ZoneId zone) {
        return switch (this) {
            case TABLE -> new GridWriter(out, schema, zone, GridWriter.Look.FRAMED);
            case VERTICAL -> new VerticalWriter(out, schema, zone);
            case CSV -> new DelimitedWriter(out, schema, zone, ',');
            case TSV -> new DelimitedWriter(out, schema, zone, '\t');
            case JSON -> new JsonLinesWriter(out, schema, zone);
            case MARKDOWN -> new GridWriter(out, schema, zone, GridWriter.Look.MARKDOWN);
        };
    }

    /** True for the formats that are read by people. */
    public boolean forPeople() {
        return switch (this) {
            case TABLE, VERTICAL, MARKDOWN -> true;
            case CSV, TSV, JSON -> false;
        };
    }

    /**
     * The format of this name, in any case.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE
     */
    public static ResultFormat named(String name, String askedBy) {
        for (ResultFormat format : values()) {
            if (format.toString().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the format", "function", askedBy, "expected", names(), "actual",
                name);
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ResultFormat::toString).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
