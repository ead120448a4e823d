package dev.millrace.files.values;

import dev.millrace.types.DataType;
import dev.millrace.types.ValueFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Values as text files hold them: timestamps as {@code 2020-04-01T12:30:00.000Z} with the offset of the zone (six digits of a second
 * when three do not do), dates and timestamps by the user's pattern if there is one, and the rest as CAST gives it.
 */
public final class ValueText {

    private final ZoneId zone;
    private final MomentPatterns patterns;
    private final ValueFormat format;

    public ValueText(ZoneId zone, MomentPatterns patterns) {
        this.zone = zone;
        this.patterns = patterns;
        this.format = ValueFormat.cast(zone);
    }

    /** @param value in {@code Literal} form */
    public String text(@Nullable Object value, DataType type) {
        if (value instanceof Integer days && type instanceof DataType.DateType && patterns.date() != null) {
            return patterns.date().dateText(days);
        }
        if (value instanceof Long micros && type instanceof DataType.TimestampType) {
            MomentPattern pattern = patterns.timestamp();
            return pattern != null ? pattern.timestampText(micros, zone) : timestamp(micros);
        }
        if (value instanceof Long micros && type instanceof DataType.TimestampNtzType) {
            MomentPattern pattern = patterns.ntz();
            return pattern != null ? pattern.localTimestampText(micros) : local(micros);
        }
        return format.text(value, type);
    }

    private String timestamp(long micros) {
        ZoneOffset offset = zone.getRules().getOffset(java.time.Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)));
        return local(micros + offset.getTotalSeconds() * 1_000_000L) + offset.getId();
    }

    private static String local(long micros) {
        StringBuilder text = new StringBuilder(32);
        ValueFormat.appendLocalTimestamp(text, micros);
        int space = text.indexOf(" ", 1);
        text.setCharAt(space, 'T');
        int fraction = text.indexOf(".") < 0 ? 0 : text.length() - text.indexOf(".") - 1;
        if (fraction == 0) {
            text.append('.');
        }
        return text.append("0".repeat(fraction <= 3 ? 3 - fraction : 6 - fraction)).toString();
    }
}
