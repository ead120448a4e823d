package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.operator.sort.SpillFile;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of both sides whose keys have hashes of one kind, on disk. Closing it removes them. */
final class SpilledPair implements AutoCloseable {

    private final JoinWork work;
    private final int level;
    private @Nullable SpillFile build;
    private @Nullable SpillFile probe;

    /** @param level how often these rows have been divided */
    SpilledPair(JoinWork work, int level) {
        this.work = work;
        this.level = level;
    }

    int level() {
        return level;
    }

    /** Null when there are no rows. */
    @Nullable
    SpillFile build() {
        return build;
    }

    /** Null when there are no rows. */
    @Nullable
    SpillFile probe() {
        return probe;
    }

    /** @param batch with the columns of {@link JoinWork#storedBuild} */
    void writeBuild(Batch batch) {
        if (build == null) {
            build = file(work, "join-build", work.storedBuild());
        }
        build.write(batch);
    }

    void writeProbe(Batch batch) {
        if (probe == null) {
            probe = file(work, "join-probe", work.probeSchema());
        }
        probe.write(batch);
    }

    static SpillFile file(JoinWork work, String purpose, Schema schema) {
        return SpillFile.create(work.context().spillDirectory(), purpose, schema, work.memory());
    }

    /** Bytes of the largest block of either side. */
    long largestBlock() {
        return Math.max(build == null ? 0 : build.largestBlock(), probe == null ? 0 : probe.largestBlock());
    }

    /** Ends the writing of both sides. */
    void finish() {
        finish(work, build);
        finish(work, probe);
    }

    static void finish(JoinWork work, @Nullable SpillFile file) {
        if (file != null) {
            long bytes = file.finish();
            work.memory().countSpilled(bytes);
            work.stats().spilled(bytes);
        }
    }

    @Override
    public void close() {
        try (SpillFile _ = build; SpillFile _ = probe) {
            build = null;
            probe = null;
        }
    }
}
