package dev.millrace.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as texts: {@code WindowDuration.micros("1 hour 30 minutes")} is 5,400,000,000. */
public final class WindowDuration {

    private static final Pattern PART = Pattern.compile("([-+]?\\d+)\\s*([a-z]+)\\s*");

    private WindowDuration() {}

    /**
     * Microseconds of weeks, days, hours, minutes, seconds and parts of them.
     *
     * @throws EngineException INVALID_INTERVAL_FORMAT; units from a month on have no fixed length
     */
    public static long micros(String text) {
        String rest = text.strip().toLowerCase(Locale.ROOT);
        rest = rest.startsWith("interval ") ? rest.substring("interval ".length()).strip() : rest;
        Matcher matcher = PART.matcher(rest);
        long micros = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            micros = Math.addExact(micros, Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2), text)));
        }
        if (end == 0 || end < rest.length()) {
            throw wrong(text);
        }
        return micros;
    }

    private static long unit(String name, String text) {
        return switch (name.endsWith("s") && name.length() > 1 ? name.substring(0, name.length() - 1) : name) {
            case "microsecond", "u" -> 1L;
            case "millisecond", "m" -> 1_000L;
            case "second" -> 1_000_000L;
            case "minute" -> 60_000_000L;
            case "hour" -> 3_600_000_000L;
            case "day" -> 86_400_000_000L;
            case "week" -> 604_800_000_000L;
            default -> throw wrong(text);
        };
    }

    private static EngineException wrong(String text) {
        return ErrorCondition.INVALID_INTERVAL_FORMAT.with("literal", "'" + text + "'", "position", "window", "detail",
                "a length of time such as 10 minutes is needed, in weeks at the longest");
    }
}
