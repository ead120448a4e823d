package dev.millrace.executor.kernel.vector;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Moves microseconds between instants and the wall clock of a zone; remembers the offset of the stretch it was last asked about. Used by
 * one thread.
 */
public final class ZoneShift {

    private static final long MICROS = 1_000_000;
    private static final long DAY = 86_400 * MICROS;

    private final ZoneRules rules;
    private long from = Long.MAX_VALUE / 2;
    private long until = Long.MIN_VALUE / 2;
    private long offset;

    public ZoneShift(ZoneId zone) {
        this.rules = zone.getRules();
        if (rules.isFixedOffset()) {
            from = Long.MIN_VALUE;
            until = Long.MAX_VALUE;
            offset = rules.getOffset(Instant.EPOCH).getTotalSeconds() * MICROS;
        }
    }

    /** Microseconds on the wall clock at this instant. */
    public long toLocal(long instant) {
        if (instant < from || instant >= until) {
            find(instant);
        }
        return instant + offset;
    }

    /** The instant at which the wall clock shows this; in a gap the clock is taken to run on, in an overlap it is the earlier one. */
    public long toInstant(long local) {
        if (rules.isFixedOffset()) {
            return local - offset;
        }
        long guess = local - offset;
        if (guess >= from + DAY && guess < until - DAY) {
            return guess;
        }
        toLocal(guess);
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(local, MICROS), 0, ZoneOffset.UTC);
        return local - rules.getOffset(time).getTotalSeconds() * MICROS;
    }

    private void find(long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        offset = rules.getOffset(instant).getTotalSeconds() * MICROS;
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        from = before == null ? Long.MIN_VALUE / 2 : before.toEpochSecond() * MICROS;
        until = after == null ? Long.MAX_VALUE / 2 : after.toEpochSecond() * MICROS;
    }
}
