package dev.millrace.executor.operator.aggregate;

/**
 * Watches whether a partial aggregation is worth its table. Once the table outgrows the cache, it should be kept only while rows still
 * meet groups made long
 * before; when they do not (rows clustered by key, or all different), its groups are handed on and it starts over, small; and when
 * nearly every row made a group,
 * rows are passed on for a while without looking them up at all.
 */
final class ReductionWatch {

    /** What to do next. */
    enum Advice {
        GO_ON, FLUSH, FLUSH_AND_BYPASS
    }

    private static final int FIRST_LIMIT = 1 << 16;
    /** For rows clustered by key: what fits into the cache nearest to the core. */
    private static final int CLUSTERED_LIMIT = 1 << 14;
    private static final double WORTHWHILE_OLD_HITS = 0.05;
    private static final double HARDLY_REDUCED = 1.25;
    private static final long BYPASSED_ROWS = 1L << 20;

    private int firstLimit = FIRST_LIMIT;
    private int limit = FIRST_LIMIT;
    private int windowStart = FIRST_LIMIT / 2;
    private long windowRows;
    private long oldHits;
    private long rows;
    private long toBypass;

    /** True while rows should be passed on; {@code rows} are those of the next batch. */
    boolean bypasses(int nextRows) {
        if (toBypass <= 0) {
            return false;
        }
        toBypass -= nextRows;
        return true;
    }

    /** After each batch. */
    Advice took(Aggregation table, int batchRows) {
        rows += batchRows;
        if (table.size() <= windowStart) {
            return Advice.GO_ON;
        }
        windowRows += batchRows;
        oldHits += table.rowsInOlderGroups(windowStart);
        if (table.size() < limit) {
            return Advice.GO_ON;
        }
        if (oldHits >= windowRows * WORTHWHILE_OLD_HITS) {
            firstLimit = FIRST_LIMIT;
            limit = 2 * limit;
            windowStart = table.size();
            windowRows = 0;
            oldHits = 0;
            return Advice.GO_ON;
        }
        boolean hardlyReduced = rows < table.size() * HARDLY_REDUCED;
        firstLimit = hardlyReduced ? FIRST_LIMIT : CLUSTERED_LIMIT;
        startOver();
        toBypass = hardlyReduced ? BYPASSED_ROWS : 0;
        return hardlyReduced ? Advice.FLUSH_AND_BYPASS : Advice.FLUSH;
    }

    /** The table was emptied. */
    void startOver() {
        limit = firstLimit;
        windowStart = firstLimit / 2;
        windowRows = 0;
        oldHits = 0;
        rows = 0;
    }

    /** True when a table with room for so many groups is larger than the next one should become. */
    boolean isTooLarge(int capacity) {
        return capacity > 4 * firstLimit;
    }
}
