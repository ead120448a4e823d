package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.join.HashJoinOperator.TableLease;
import dev.millrace.executor.operator.sort.KeyEvaluators;
import dev.millrace.executor.operator.sort.SpillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins one build side with one probe side: both inputs of the join, or a pair of files that an earlier round has left. What does not fit
 * into memory it leaves as such pairs again. Where dividing does not help, the build side comes in chunks, and the probe side passes by
 * each of them.
 */
final class JoinRound implements AutoCloseable {

    private enum State {
        BUILD, PROBE, TAIL, ENDED
    }

    private final JoinWork work;
    private final int level;
    private final KeyEvaluators probeKeys;
    private final @Nullable TableLease lease;
    private final @Nullable BuildSide side;
    private final Supplier<@Nullable Batch> build;
    private final Runnable buildEnded;
    private final Consumer<JoinTable> wholeTable;
    private final Supplier<@Nullable Batch> probe;
    private @Nullable SpillFile buildFile;
    private @Nullable SpillFile probeFile;
    private @Nullable SpillFile carried;
    private State state = State.BUILD;
    private @Nullable TableProbe probing;
    private @Nullable BuildTail tail;
    private int seenEvictions;
    private boolean inBatch;
    /** Rows of the probe side come with a column that tells whether they have met a partner. */
    private boolean flagged;
    /** The build side comes in chunks, of which there is another behind this one. */
    private boolean more;
    private boolean chunked;

    private JoinRound(JoinWork work, int level, @Nullable TableLease lease, Supplier<@Nullable Batch> build, Runnable buildEnded,
            Consumer<JoinTable> wholeTable, Supplier<@Nullable Batch> probe) {
        this.work = work;
        this.level = level;
        this.probeKeys = work.probeEvaluators();
        this.lease = lease;
        this.side = lease == null ? new BuildSide(work, level) : null;
        this.build = build;
        this.buildEnded = buildEnded;
        this.wholeTable = wholeTable;
        this.probe = probe;
    }

    /**
     * Of the join's inputs.
     *
     * @param buildEnded is run when the build side has been read
     * @param wholeTable is given the table when it holds all of the build side
     */
    static JoinRound first(JoinWork work, Supplier<@Nullable Batch> build, Runnable buildEnded, Consumer<JoinTable> wholeTable,
            Supplier<@Nullable Batch> probe) {
        return new JoinRound(work, 0, null, build, buildEnded, wholeTable, probe);
    }

    /** Of a table that others share. The lease is given back when the round is closed. */
    static JoinRound shared(JoinWork work, TableLease lease, Consumer<JoinTable> wholeTable, Supplier<@Nullable Batch> probe) {
        return new JoinRound(work, 0, lease, () -> null, () -> {
        }, wholeTable, probe);
    }

    /** Of files; they are closed with the round. */
    static JoinRound of(JoinWork work, SpilledPair pair) {
        JoinRound round = new JoinRound(work, pair.level(), null, () -> null, () -> {
        }, _ -> {
        }, () -> null);
        round.buildFile = pair.build();
        round.probeFile = pair.probe();
        return round;
    }

    /** Next rows of the result; null at the end. */
    @Nullable
    Batch next() {
        while (true) {
            switch (state) {
                case BUILD -> {
                    build();
                    state = givesNothing() ? State.ENDED : State.PROBE;
                }
                case PROBE -> {
                    Batch batch = probe();
                    if (batch != null) {
                        return batch;
                    }
                    state = State.TAIL;
                }
                case TAIL -> {
                    Batch batch = buildTail();
                    if (batch != null) {
                        return batch;
                    }
                    state = nextChunk() ? State.PROBE : State.ENDED;
                }
                case ENDED -> {
                    return null;
                }
            }
        }
    }

    // ---- build side

    private void build() {
        BuildSide own = side;
        if (own == null || lease != null) {
            JoinTable table = leased();
            work.facts().sawBuild(table.rows(), table.hasNullKey());
            wholeTable.accept(table);
            tail = work.shape().marksBuild() ? new BuildTail(table.rows()) : null;
            return;
        }
        if (level > 0) {
            if (work.keyless() || !own.load(this::nextStored, true)) {
                rewind(buildFile);
                chunked = true;
                more = own.loadChunk(this::nextStored, true);
            }
        } else if (work.keyless()) {
            chunked = true;
            more = own.loadChunk(build, false);
            if (more) {
                writeRest(own);
            }
        } else {
            own.load(build, false);
        }
        buildEnded.run();
        own.pin(chunked);
        if (!work.keyless() && !own.anySpilled() && level == 0) {
            wholeTable.accept(own.table());
        }
        own.leaveRoom();
    }

    private JoinTable leased() {
        if (lease == null) {
            throw new IllegalStateException("no table");
        }
        return lease.table();
    }

    private @Nullable Batch nextStored() {
        return buildFile == null ? null : buildFile.next();
    }

    private static void rewind(@Nullable SpillFile file) {
        if (file != null) {
            file.rewind();
        }
    }

    /** The first chunk stays, the rest of the build side goes to disk. */
    private void writeRest(BuildSide own) {
        SpillFile rest = SpilledPair.file(work, "join-build", work.buildSchema());
        buildFile = rest;
        for (Batch batch = own.takeWaiting(); batch != null; batch = build.get()) {
            work.context().checkCancelled();
            rest.write(batch);
            work.facts().sawBuild(batch.rows(), false);
        }
        SpilledPair.finish(work, rest);
    }

    private boolean givesNothing() {
        JoinShape shape = work.shape();
        BuildSide own = side;
        boolean empty = own == null ? work.facts().buildRows() == 0 : own.count() == 0 && !own.anySpilled();
        boolean nothingEqualsNothing = shape.nullAware() && shape.output() == JoinShape.Output.PROBE_ANTI && work.facts().buildHasNullKey();
        return empty && shape.emptyWithoutBuild() || nothingEqualsNothing;
    }

    // ---- probe side

    private @Nullable Batch probe() {
        while (true) {
            if (!inBatch && !nextProbeBatch()) {
                return null;
            }
            TableProbe current = probing;
            Batch batch = current == null ? null : current.next();
            if (batch != null) {
                return batch;
            }
            if (current != null && more) {
                carry(current);
            }
            inBatch = false;
            if (side != null) {
                side.pin(chunked);
            }
            work.context().checkCancelled();
        }
    }

    /** Goes on to a batch with rows that are to be joined here; false at the end. */
    private boolean nextProbeBatch() {
        while (true) {
            Batch stored = probeFile == null ? probe.get() : probeFile.next();
            if (stored == null) {
                return false;
            }
            work.context().checkCancelled();
            BooleanVector before = null;
            Batch batch = stored;
            if (flagged) {
                int last = stored.columns().size() - 1;
                before = (BooleanVector) stored.column(last);
                batch = new Batch(stored.columns().subList(0, last), stored.length(), stored.selection());
            }
            List<Vector> keys = probeKeys.evaluate(batch);
            if (level == 0) {
                work.facts().sawProbe(false);
            }
            Batch here = diverted(batch, keys);
            if (here.rows() > 0) {
                TableProbe current = tableProbe();
                if (side != null) {
                    side.pin(true);
                }
                current.start(here, keys, before, !more);
                work.facts().sawProbe(current.rows().hasNullKey());
                inBatch = true;
                return true;
            }
        }
    }

    /** The rows that are to be joined here. Writing the others, and making the table, may move more of the build side to disk. */
    private Batch diverted(Batch batch, List<Vector> keys) {
        BuildSide own = side;
        Batch here = batch;
        int seen = -1;
        while (own != null && seen != own.evictions() && here.rows() > 0) {
            if (own.anySpilled()) {
                Selection left = own.divertProbe(here, keys);
                here = left.count() == here.rows() ? here : here.select(left);
            }
            seen = own.evictions();
            if (here.rows() > 0) {
                tableProbe();
            }
        }
        return here;
    }

    /** Made again when rows of the build side have gone since. */
    private TableProbe tableProbe() {
        TableProbe known = probing;
        BuildSide own = side;
        if (known != null && (own == null || own.evictions() == seenEvictions)) {
            return known;
        }
        if (own == null) {
            known = keyed(leased(), tail);
        } else {
            if (work.keyless()) {
                LoopProbeBatch all = new LoopProbeBatch(own.count(), !pairs());
                known = new TableProbe(work, all, own.columns(), own.count(), own.count() > 0, marks(own));
            } else {
                JoinTable table = own.table();
                known = keyed(table, marks(own));
            }
            seenEvictions = own.evictions();
        }
        probing = known;
        return known;
    }

    private boolean pairs() {
        JoinShape.Output output = work.shape().output();
        return output != JoinShape.Output.PROBE_SEMI && output != JoinShape.Output.PROBE_ANTI;
    }

    private @Nullable BuildTail marks(BuildSide own) {
        tail = work.shape().marksBuild() ? own.tail() : null;
        return tail;
    }

    private TableProbe keyed(JoinTable table, @Nullable BuildTail marks) {
        return new TableProbe(work, new KeyedProbeBatch(table), table.columns(), table.rows(), table.encoding().exact(), marks);
    }

    /** Keeps what the next chunk of the build side has to see. */
    private void carry(TableProbe current) {
        Batch batch = current.rows().batch();
        boolean onlyUnmatched = !pairs();
        if (onlyUnmatched) {
            batch = batch.select(current.unmatched());
        } else if (work.shape().keepsProbe()) {
            List<Vector> columns = new ArrayList<>(batch.columns());
            columns.add(current.rows().flags());
            batch = new Batch(columns, batch.length(), batch.selection());
        } else if (probeFile != null) {
            return;
        }
        if (batch.rows() > 0) {
            if (carried == null) {
                carried = SpilledPair.file(work, "join-carried", work.carriedProbe());
            }
            carried.write(batch);
        }
    }

    // ---- end of a pass

    private @Nullable Batch buildTail() {
        if (!work.shape().marksBuild()) {
            return null;
        }
        BuildSide own = side;
        if (own == null) {
            BuildTail marks = tail;
            long[] withKey = JoinTable.usable(leased().keys(), work.nullSafe(), leased().rows());
            return marks == null ? null : tableProbe().buildTail(marks, withKey);
        }
        if (own.count() == 0) {
            return null;
        }
        own.pin(true);
        return tableProbe().buildTail(own.tail(), own.withKey());
    }

    /** Goes on with the next chunk of the build side; false when there is none. */
    private boolean nextChunk() {
        BuildSide own = side;
        if (!more || own == null) {
            return false;
        }
        probing = null;
        tail = null;
        boolean carries = !pairs() || work.shape().keepsProbe() || probeFile == null;
        if (carries) {
            SpillFile next = carried;
            carried = null;
            if (next == null && !work.shape().marksBuild()) {
                return false;
            }
            if (probeFile != null) {
                probeFile.close();
                probeFile = null;
            }
            SpilledPair.finish(work, next);
            probeFile = next;
            flagged = work.shape().keepsProbe();
        } else {
            rewind(probeFile);
        }
        more = own.loadChunk(this::nextStored, level > 0);
        return true;
    }

    /** Pairs of files that this round has left; the caller finishes and closes them. */
    List<SpilledPair> takeSpilled() {
        return side == null ? List.of() : side.takeSpilled();
    }

    @Override
    public void close() {
        try (SpillFile _ = buildFile; SpillFile _ = probeFile; SpillFile _ = carried; BuildSide _ = side) {
            if (lease != null) {
                lease.release().run();
            }
        }
    }
}
