package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Vector;
import dev.millrace.executor.operator.aggregate.groups.GroupedRows;
import dev.millrace.types.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code min, max, bool_and, bool_or, bit_and, bit_or, bit_xor} of what fits into a word. A minimum is the maximum of the complements. */
final class WordAccumulator implements Accumulator {

    /** How a value meets the one before. */
    enum Operation {
        MIN, MAX, AND, OR, XOR
    }

    private final DataType type;
    private final Operation operation;
    private final WordReader reader = new WordReader();
    private long[] words = {};
    private byte[] seen = {};

    WordAccumulator(DataType type, Operation operation) {
        this.type = type;
        this.operation = operation;
    }

    @Override
    public void reserve(int groups) {
        int before = seen.length;
        if (groups > before) {
            words = Arrays.copyOf(words, groups);
            seen = Arrays.copyOf(seen, groups);
            Arrays.fill(words, before, groups, neutral());
        }
    }

    private long neutral() {
        return switch (operation) {
            case MIN, MAX -> Long.MIN_VALUE;
            case AND -> -1;
            case OR, XOR -> 0;
        };
    }

    @Override
    public long bytesAt(int groups) {
        return 9L * groups;
    }

    @Override
    public long heldBytes() {
        return 9L * seen.length;
    }

    @Override
    public void update(List<Vector> arguments, GroupedRows rows) {
        Vector vector = arguments.getFirst();
        int[] at = rows.rows();
        int count = rows.count();
        long[] validity = vector.validity();
        if (validity != null) {
            at = ValidRows.of(validity, at, count);
            count = at.length;
        }
        update(reader.words(vector), at, count, rows.groups());
    }

    private void update(long[] values, int[] at, int count, int[] groups) {
        switch (operation) {
            case MAX -> {
                for (int i = 0; i < count; i++) {
                    int group = groups[at[i]];
                    words[group] = Math.max(words[group], values[at[i]]);
                    seen[group] = 1;
                }
            }
            case MIN -> {
                for (int i = 0; i < count; i++) {
                    int group = groups[at[i]];
                    words[group] = Math.max(words[group], ~values[at[i]]);
                    seen[group] = 1;
                }
            }
            case AND -> {
                for (int i = 0; i < count; i++) {
                    int group = groups[at[i]];
                    words[group] &= values[at[i]];
                    seen[group] = 1;
                }
            }
            case OR -> {
                for (int i = 0; i < count; i++) {
                    int group = groups[at[i]];
                    words[group] |= values[at[i]];
                    seen[group] = 1;
                }
            }
            case XOR -> {
                for (int i = 0; i < count; i++) {
                    int group = groups[at[i]];
                    words[group] ^= values[at[i]];
                    seen[group] = 1;
                }
            }
        }
    }

    @Override
    public void merge(List<Vector> states, GroupedRows rows) {
        update(states, rows);
    }

    @Override
    public List<Vector> states(int from, int count) {
        return List.of(result(from, count));
    }

    @Override
    public Vector result(int from, int count) {
        if (operation != Operation.MIN) {
            return WordReader.vector(type, words, seen, from, count);
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = ~words[from + i];
        }
        return WordReader.vector(type, values, Arrays.copyOfRange(seen, from, from + count), 0, count);
    }

    @Override
    public void clear() {
        Arrays.fill(words, neutral());
        Arrays.fill(seen, (byte) 0);
    }
}
