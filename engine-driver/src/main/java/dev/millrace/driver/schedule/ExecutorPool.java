package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The executors that are there, and which of them have free slots. */
final class ExecutorPool {

    private static final Comparator<ExecutorBoard> FREEST_FIRST =
            Comparator.comparingInt(ExecutorBoard::free).reversed().thenComparingLong(ExecutorBoard::sequence);

    private final Map<ExecutorId, ExecutorBoard> boards = new LinkedHashMap<>();
    private final NavigableSet<ExecutorBoard> free = new TreeSet<>(FREEST_FIRST);
    private long registered;

    void add(ExecutorId id, int slots) {
        ExecutorBoard board = new ExecutorBoard(id, slots, registered++);
        boards.put(id, board);
        offer(board);
    }

    /** Null when it is not there. */
    @Nullable
    ExecutorBoard remove(ExecutorId id) {
        ExecutorBoard board = boards.remove(id);
        if (board != null) {
            free.remove(board);
        }
        return board;
    }

    @Nullable
    ExecutorBoard get(ExecutorId id) {
        return boards.get(id);
    }

    boolean contains(ExecutorId id) {
        return boards.containsKey(id);
    }

    Collection<ExecutorId> ids() {
        return boards.keySet();
    }

    Collection<ExecutorBoard> all() {
        return boards.values();
    }

    int size() {
        return boards.size();
    }

    boolean isEmpty() {
        return boards.isEmpty();
    }

    boolean hasFree() {
        return !free.isEmpty();
    }

    /** Executors with free slots, the one with most of them first. */
    Iterable<ExecutorBoard> freest() {
        return free;
    }

    /** Gets nothing more. */
    void drain(ExecutorBoard board) {
        free.remove(board);
        board.drain();
    }

    void take(ExecutorBoard board) {
        free.remove(board);
        board.take();
        offer(board);
    }

    /** Does nothing for an executor that has gone. */
    void release(ExecutorBoard board) {
        if (boards.get(board.id()) == board) {
            free.remove(board);
            board.release();
            offer(board);
        }
    }

    private void offer(ExecutorBoard board) {
        if (board.free() > 0 && !board.draining()) {
            free.add(board);
        }
    }
}
