package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins one batch of the probe side after the other with build rows in memory. These may be a part of the build side only: then rows
 * without a partner are not given before the {@code last} part.
 */
final class TableProbe {

    private final JoinShape shape;
    private final JoinOutput output;
    private final JoinFacts facts;
    private final ProbeBatch rows;
    private final List<Vector> build;
    private final boolean candidatesMatch;
    private final boolean single;
    private final @Nullable BuildTail tail;
    private boolean last;
    private boolean flagged;
    private boolean unmatchedGiven;

    /**
     * @param build           columns of the build rows
     * @param candidatesMatch keys of candidates are surely equal
     * @param tail            marks the build rows that have met a partner, or null when nobody asks
     */
    TableProbe(JoinWork work, ProbeBatch rows, List<Vector> build, int buildCount, boolean candidatesMatch, @Nullable BuildTail tail) {
        this.shape = work.shape();
        this.output = work.output();
        this.facts = work.facts();
        this.rows = rows;
        this.build = build;
        this.candidatesMatch = candidatesMatch && !output.hasCondition();
        this.single = work.keyless() && buildCount == 1 && !shape.keepsProbe() && tail == null && shape.output() == JoinShape.Output.PAIRS;
        this.tail = tail;
    }

    ProbeBatch rows() {
        return rows;
    }

    /**
     * Begins with a batch.
     *
     * @param before rows that have met a partner in another part, or null for none
     * @param isLast there is no other part behind this one
     */
    void start(Batch batch, List<Vector> keys, @Nullable BooleanVector before, boolean isLast) {
        rows.start(batch, keys, before);
        last = isLast;
        flagged = before != null;
        unmatchedGiven = false;
    }

    /** What comes of the batch, some rows at a time; null at its end. */
    @Nullable
    Batch next() {
        return switch (shape.output()) {
            case PAIRS -> single ? besideSingle() : nextPairs();
            case PROBE_SEMI, PROBE_ANTI -> probeOnly();
            case BUILD_SEMI, BUILD_ANTI -> markBuild();
        };
    }

    /** A single row, as the value of a subquery is, stands beside the probe side as constants: nothing is copied. */
    private @Nullable Batch besideSingle() {
        if (unmatchedGiven) {
            return null;
        }
        unmatchedGiven = true;
        Batch batch = rows.batch();
        Selection passing = output.hasCondition() ? output.passingBeside(batch, build) : batch.selection();
        Batch kept = passing == null ? batch : batch.select(passing);
        return kept.rows() == 0 ? null : output.beside(kept, build);
    }

    /** The next pairs that really match: keys compared, condition true, both sides marked. */
    private int matchingPairs(boolean padded) {
        int pairs = rows.nextPairs(padded);
        if (output.hasCondition() && pairs > 0) {
            pairs = rows.keep(output.passing(rows.batch().columns(), rows.probeRows, build, rows.buildRows, pairs));
        }
        if (tail != null) {
            for (int i = 0; i < pairs; i++) {
                if (rows.buildRows[i] >= 0) {
                    tail.mark(rows.buildRows[i]);
                }
            }
        }
        return pairs;
    }

    private @Nullable Batch nextPairs() {
        boolean padded = shape.keepsProbe() && candidatesMatch && last && !flagged;
        while (!rows.exhausted()) {
            int pairs = matchingPairs(padded);
            if (pairs > 0) {
                if (shape.keepsProbe()) {
                    rows.markMatched(pairs);
                }
                return pairBatch(pairs, padded);
            }
        }
        if (!shape.keepsProbe() || padded || !last || unmatchedGiven) {
            return null;
        }
        unmatchedGiven = true;
        Selection unmatched = rows.rowsMatched(false);
        if (unmatched.count() == 0) {
            return null;
        }
        int[] none = new int[unmatched.count()];
        Arrays.fill(none, -1);
        return output.paddedPairs(rows.batch().columns(), unmatched.rows(), build, none, unmatched.count());
    }

    private Batch pairBatch(int pairs, boolean padded) {
        Batch batch = rows.batch();
        boolean everyRowOnce = batch.selection() == null && pairs == batch.length() && rows.givesRowsOnce();
        if (padded) {
            return everyRowOnce
                    ? output.paddedInPlace(batch.columns(), build, rows.buildRows, pairs)
                    : output.paddedPairs(batch.columns(), rows.probeRows, build, rows.buildRows, pairs);
        }
        return everyRowOnce
                ? output.pairsInPlace(batch.columns(), build, rows.buildRows, pairs, rows.keys())
                : output.pairs(batch.columns(), rows.probeRows, build, rows.buildRows, pairs, rows.keys());
    }

    private @Nullable Batch probeOnly() {
        if (rows.exhausted()) {
            return null;
        }
        if (candidatesMatch) {
            rows.markCandidates();
        }
        while (!rows.exhausted()) {
            rows.markMatched(matchingPairs(false));
        }
        if (shape.output() == JoinShape.Output.PROBE_SEMI) {
            return selected(rows.rowsMatched(true));
        }
        return last ? selected(unmatched()) : null;
    }

    private @Nullable Batch selected(Selection kept) {
        return kept.count() == 0 ? null : kept.count() == rows.count() ? rows.batch() : rows.batch().select(kept);
    }

    /** Rows of the batch without a partner so far, of those that may be given. */
    Selection unmatched() {
        return shape.nullAware() && facts.buildRows() > 0 ? rows.unmatchedWithKey() : rows.rowsMatched(false);
    }

    private @Nullable Batch markBuild() {
        while (!rows.exhausted()) {
            matchingPairs(false);
        }
        return null;
    }

    /** Build rows that have met a partner, or not, when all of the probe side has been seen; null at the end. */
    @Nullable
    Batch buildTail(BuildTail marks, long @Nullable [] withKey) {
        if (shape.nullAware() && facts.probeHasNullKey()) {
            return null;
        }
        boolean onlyWithKey = shape.nullAware() && facts.probeHasRows();
        boolean wantMet = shape.output() == JoinShape.Output.BUILD_SEMI;
        BuildTail.Rows found = marks.next(wantMet, row -> !onlyWithKey || Validity.isValid(withKey, row));
        if (found == null) {
            return null;
        }
        return shape.output() == JoinShape.Output.PAIRS
                ? output.unmatchedBuild(build, found.rows(), found.count())
                : JoinOutput.buildOnly(build, found.rows(), found.count());
    }
}
