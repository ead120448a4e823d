package dev.millrace.driver.explain;

import dev.millrace.transport.OperatorMetrics;

/** What operators and queries did: {@code rows=6001215 batches=733 bytes=12.5MiB time=84.1ms mem=1.0MiB spill=0B}. */
public final class MetricsText {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private MetricsText() {}

    static String of(OperatorMetrics metrics) {
        return "rows=" + metrics.rows() + " batches=" + metrics.batches() + " bytes=" + bytes(metrics.bytes()) + " time="
                + time(metrics.nanos()) + " mem="
                + bytes(metrics.peakMemory()) + " spill=" + bytes(metrics.spillBytes());
    }

    /** The last line of EXPLAIN ANALYZE; all in bytes. */
    public static String total(long peak, long budget, long spilled) {
        return "peak=" + bytes(peak) + " budget=" + bytes(budget) + " spilled=" + bytes(spilled);
    }

    /** {@code 512B}, {@code 1.5MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        int unit = 0;
        double scaled = bytes / 1024.0;
        while (scaled >= 1024 && unit < UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return oneDigit(scaled) + UNITS[unit];
    }

    static String time(long nanos) {
        return nanos < 1_000_000_000L ? oneDigit(nanos / 1e6) + "ms" : oneDigit(nanos / 1e9) + "s";
    }

    private static String oneDigit(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
