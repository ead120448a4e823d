package dev.millrace.driver.command;

import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * COPY … TO. A path with the suffix of a format ({@code out.csv}, {@code out.parquet}, {@code out.json.gz}) becomes one file, which
 * replaces one that is there; any other path, and any with PARTITION_BY, becomes a folder with a file for each task, and must be free
 * unless OVERWRITE or APPEND says otherwise.
 *
 * <p>Options are FORMAT, OVERWRITE, APPEND, PARTITION_BY and those of the format, some also by the names that they have elsewhere:
 * DELIMITER, NULL, CODEC. CSV has a header unless HEADER says otherwise. The answer is the number of rows.
 */
final class CopyCommands {

    private static final Map<String, String> SUFFIXES =
            Map.of("csv", "csv", "tsv", "csv", "parquet", "parquet", "json", "json", "jsonl", "json", "ndjson", "json", "txt", "text");

    private static final Map<String, String> OTHER_NAMES =
            Map.of("delimiter", "sep", "delim", "sep", "null", "nullvalue", "nullstr", "nullvalue", "codec", "compression");

    private final CommandContext context;

    CopyCommands(CommandContext context) {
        this.context = context;
    }

    LogicalPlan copy(Statement.Copy copy) {
        Map<String, String> options = options(copy.options());
        Optional<String> suffix = suffix(copy.path());
        String format = Optional.ofNullable(options.remove("format")).or(() -> suffix.map(SUFFIXES::get))
                .map(name -> context.catalog().source(name).name())
                .orElseThrow(() -> ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "FORMAT", "function", "COPY",
                        "expected", "a format, or a path that ends in .parquet, .csv or .json", "actual", "none"));
        List<String> partitions = names(options.remove("partition_by"));
        boolean append = flag(options, "append");
        boolean overwrite = flag(options, "overwrite") | flag(options, "overwrite_or_ignore");
        if (format.equals("csv")) {
            options.putIfAbsent("header", "true");
            if (suffix.filter("tsv"::equals).isPresent()) {
                options.putIfAbsent("sep", "\t");
            }
        }
        compression(copy.path(), format).ifPresent(name -> options.putIfAbsent("compression", name));
        LogicalPlan query = context.engine().analyze(copy.query());
        boolean file = suffix.isPresent() && partitions.isEmpty() && !append;
        long rows = file ? file(copy.path(), query, format, options)
                : folder(query, new WriteSpec(format, copy.path(),
                        append ? WriteMode.APPEND : overwrite ? WriteMode.OVERWRITE : WriteMode.ERROR_IF_EXISTS, options, partitions,
                        query.schema()));
        return new Answer(Schema.of(Field.of("count", DataType.BIGINT))).row(rows).plan(context.engine());
    }

    private long folder(LogicalPlan query, WriteSpec target) {
        UnresolvedPlan write = new UnresolvedPlan.Write(new UnresolvedPlan.Analyzed(query), target);
        return context.execute(context.engine().analyze(write)).rowsWritten();
    }

    /** Written as a folder beside the file, whose name readers skip, and moved in one step. */
    private long file(String path, LogicalPlan query, String format, Map<String, String> options) {
        String target = context.files().absolute(path);
        String beside = target.substring(0, target.lastIndexOf('/') + 1) + "_temporary-copy-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        UnresolvedPlan one = new UnresolvedPlan.Repartition(new UnresolvedPlan.Analyzed(query), 1, List.of(), false, false);
        WriteSpec spec = new WriteSpec(format, beside, WriteMode.ERROR_IF_EXISTS, options, List.of(), query.schema());
        try {
            long rows = context.execute(context.engine().analyze(new UnresolvedPlan.Write(one, spec))).rowsWritten();
            context.files().publishFile(beside, target);
            return rows;
        } finally {
            context.files().delete(beside);
        }
    }

    private static Map<String, String> options(Map<String, String> written) {
        Map<String, String> options = new TreeMap<>();
        written.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            options.put(OTHER_NAMES.getOrDefault(lower, lower), value);
        });
        return options;
    }

    /** Takes the option; one without a value is true. */
    private static boolean flag(Map<String, String> options, String name) {
        String text = options.remove(name);
        return text != null && (text.isEmpty() || Boolean.parseBoolean(text));
    }

    /** {@code a} or {@code (a, b)}. */
    private static List<String> names(@Nullable String text) {
        List<String> names = new ArrayList<>();
        for (String name : text == null ? new String[0] : text.replaceAll("^\\s*\\(|\\)\\s*$", "").split(",")) {
            names.add(name.strip());
        }
        return names;
    }

    /** The suffix of a format, a compression's aside. */
    private static Optional<String> suffix(String path) {
        String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        return name.indexOf('.') >= 0 && SUFFIXES.containsKey(suffix) ? Optional.of(suffix) : Optional.empty();
    }

    private static Optional<String> compression(String path, String format) {
        String name = path.toLowerCase(Locale.ROOT);
        return format.equals("parquet") ? Optional.empty()
                : name.endsWith(".gz") ? Optional.of("gzip") : name.endsWith(".zst") ? Optional.of("zstd") : Optional.empty();
    }
}
