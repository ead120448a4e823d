package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rounds of a join one after the other: its inputs first, then the pairs of files that each round leaves. */
final class JoinRounds implements AutoCloseable {

    private final JoinWork work;
    private final Supplier<JoinRound> first;
    private final Deque<SpilledPair> pending = new ArrayDeque<>();
    private boolean started;
    private @Nullable JoinRound round;

    JoinRounds(JoinWork work, Supplier<JoinRound> first) {
        this.work = work;
        this.first = first;
    }

    /** Next rows of the result; null at the end. */
    @Nullable
    Batch next() {
        while (true) {
            JoinRound current = round == null ? nextRound() : round;
            if (current == null) {
                return null;
            }
            round = current;
            Batch batch = current.next();
            if (batch != null) {
                return batch;
            }
            endRound(current);
        }
    }

    private @Nullable JoinRound nextRound() {
        if (!started) {
            started = true;
            return first.get();
        }
        for (SpilledPair next = pending.poll(); next != null; next = pending.poll()) {
            boolean empty = next.probe() == null && !work.shape().marksBuild() || next.build() == null && work.shape().emptyWithoutBuild();
            if (!empty) {
                return JoinRound.of(work, next);
            }
            next.close();
        }
        return null;
    }

    private void endRound(JoinRound ended) {
        List<SpilledPair> left = ended.takeSpilled();
        left.forEach(pending::addFirst);
        round = null;
        ended.close();
        left.forEach(SpilledPair::finish);
    }

    @Override
    public void close() {
        try (JoinRound _ = round) {
            pending.forEach(SpilledPair::close);
        }
    }
}
