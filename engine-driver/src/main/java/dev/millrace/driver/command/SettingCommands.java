package dev.millrace.driver.command;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKey;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.analyze.NearestNames;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SET and RESET. Spark's names of settings that we have under another name set ours; a key that is nobody's is kept and can be read again,
 * unless it looks like one of ours misspelt.
 */
final class SettingCommands {

    private static final Map<String, ConfigKey<?>> SPARK_NAMES = Map.of(
            "spark.sql.session.timezone", ConfigKeys.TIME_ZONE,
            "spark.sql.shuffle.partitions", ConfigKeys.SHUFFLE_PARTITIONS,
            "spark.sql.autobroadcastjointhreshold", ConfigKeys.BROADCAST_LIMIT,
            "spark.sql.files.maxpartitionbytes", ConfigKeys.SPLIT_BYTES,
            "spark.sql.cterecursionlevellimit", ConfigKeys.RECURSION_LEVELS,
            "spark.sql.cterecursionrowlimit", ConfigKeys.RECURSION_ROWS,
            "spark.sql.sources.default", ConfigKeys.TABLE_FORMAT);

    private static final String PARTITION_OVERWRITE = "spark.sql.sources.partitionOverwriteMode";

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int MAX_OFFSET_SECONDS = 18 * 3600;

    private final CommandContext context;
    private final Map<String, String> others = new ConcurrentHashMap<>();

    SettingCommands(CommandContext context) {
        this.context = context;
    }

    LogicalPlan set(Optional<String> key, Optional<String> value) {
        Answer answer = new Answer("key", "value");
        if (key.isEmpty()) {
            TreeMap<String, String> all = new TreeMap<>(others);
            ConfigKeys.ALL.forEach(known -> all.put(known.name(), text(known)));
            all.forEach(answer::row);
        } else {
            value.ifPresent(text -> change(key.get(), text));
            answer.row(key.get(), value.orElseGet(() -> read(key.get())));
        }
        return answer.plan(context.engine());
    }

    private void change(String key, String value) {
        Optional<ConfigKey<?>> known = known(key);
        if (known.isPresent()) {
            boolean never = known.get() == ConfigKeys.BROADCAST_LIMIT && value.strip().equals("-1");
            context.engine().configure(known.get().name(), never ? "0" : value);
            return;
        }
        List<String> ours = ConfigKeys.ALL.stream().map(ConfigKey::name).toList();
        if (!key.toLowerCase(Locale.ROOT).startsWith("spark.") && !NearestNames.of(key, ours).isEmpty()) {
            throw ErrorCondition.UNKNOWN_CONF_KEY.with("key", key, "suggestion", NearestNames.suggestion(key, ours));
        }
        if (key.equalsIgnoreCase(PARTITION_OVERWRITE)) {
            requireStatic(key, value);
        }
        others.put(key, value);
    }

    /** With the other mode an INSERT OVERWRITE would keep partitions that it now removes: to ignore it would lose rows. */
    private static void requireStatic(String key, String value) {
        switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "static" -> {
            }
            case "dynamic" -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "Overwriting only the partitions that get new rows ("
                    + PARTITION_OVERWRITE + "=dynamic)", "advice", "Name the partition: INSERT OVERWRITE t PARTITION (day = …) SELECT ….");
            default -> throw ErrorCondition.INVALID_CONF_VALUE.with("key", key, "value", value, "detail", "expected static or dynamic");
        }
    }

    private String read(String key) {
        Optional<ConfigKey<?>> known = known(key);
        return known.isPresent() ? text(known.get()) : others.getOrDefault(key, "<undefined>");
    }

    private String text(ConfigKey<?> key) {
        String text = context.engine().config().texts().get(key.name());
        return text == null ? String.valueOf(key.byDefault()) : text;
    }

    private static Optional<ConfigKey<?>> known(String key) {
        Optional<ConfigKey<?>> own = Config.key(key);
        return own.isPresent() ? own : Optional.ofNullable(SPARK_NAMES.get(key.toLowerCase(Locale.ROOT)));
    }

    LogicalPlan reset(Optional<String> key) {
        if (key.isEmpty()) {
            others.clear();
            ConfigKeys.ALL.forEach(known -> context.engine().reset(known.name()));
        } else {
            others.remove(key.get());
            known(key.get()).ifPresent(known -> context.engine().reset(known.name()));
        }
        return context.done();
    }

    /** LOCAL is the zone of the machine; an interval is the distance from UTC. */
    LogicalPlan timeZone(UnresolvedExpr zone) {
        boolean local = zone instanceof UnresolvedColumn(var parts, var _) && parts.size() == 1
                && parts.getFirst().equalsIgnoreCase("local");
        String text = local ? ZoneId.systemDefault().getId() : zoneText(Constants.value(context, zone));
        return set(Optional.of(ConfigKeys.TIME_ZONE.name()), Optional.of(text));
    }

    private static String zoneText(Literal zone) {
        if (zone.type() instanceof DataType.DayTimeIntervalType && zone.value() instanceof Long micros) {
            long seconds = micros / MICROS_PER_SECOND;
            if (seconds * MICROS_PER_SECOND == micros && Math.abs(seconds) <= MAX_OFFSET_SECONDS) {
                return ZoneOffset.ofTotalSeconds((int) seconds).getId();
            }
        }
        if (zone.value() instanceof String text) {
            return text.equalsIgnoreCase("local") ? ZoneId.systemDefault().getId() : text;
        }
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the zone", "function", "SET TIME ZONE", "expected",
                "a name, or an interval of whole seconds up to 18 hours", "actual", zone);
    }
}
