package dev.millrace.cli.sql;

import dev.millrace.spi.QueryStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a statement.
 *
 * @param hasRows    false for a command that answers nothing
 * @param rows       rows that were written
 * @param cut        true when there were more rows than a screen should take
 * @param elapsed    from the text to the last row
 * @param statistics what the query has cost
 */
public record Outcome(boolean hasRows, long rows, boolean cut, Duration elapsed, Optional<QueryStatistics> statistics) {

    /** {@code 5 rows, 0.123 s}, with {@code timed} false only the rows. */
    public String summary(boolean timed) {
        String text = !hasRows ? "ok" : String.format(Locale.ROOT, "%s%,d %s", cut ? "first " : "", rows, rows == 1 ? "row" : "rows");
        return timed ? String.format(Locale.ROOT, "%s, %.3f s", text, elapsed.toNanos() / 1e9) : text;
    }

    /** {@code rows=5 time=123ms read=1,000 rows 12.3KiB peak=1.0MiB spill=0B}. */
    public String cost() {
        String text = String.format(Locale.ROOT, "rows=%d time=%.1fms", rows, elapsed.toNanos() / 1e6);
        return statistics.map(cost -> String.format(Locale.ROOT, "%s read=%d read_bytes=%d written=%d peak=%d spill=%d", text,
                cost.rowsRead(), cost.bytesRead(), cost.rowsWritten(), cost.peakMemory(), cost.spilledBytes())).orElse(text);
    }
}
