package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.operator.aggregate.groups.RowValueOrder;
import dev.millrace.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One value of any type for each group, replaced as a whole. Kept as places in a column to which every new value is appended; when most
 * of the column has been
 * replaced it is written anew.
 */
final class ValueCells {

    private static final int UNSET = -1;
    private static final int FEWEST_TO_COMPACT = 4096;

    private final DataType type;
    private VectorBuilder values;
    private int[] places = {};
    private int used;
    private @Nullable Vector built;

    ValueCells(DataType type) {
        this.type = type;
        this.values = VectorBuilder.of(type, 0);
    }

    void reserve(int groups) {
        int before = places.length;
        if (groups > before) {
            places = Arrays.copyOf(places, groups);
            Arrays.fill(places, before, groups, UNSET);
        }
    }

    long bytesAt(int groups) {
        return 4L * groups;
    }

    long heldBytes() {
        return 4L * places.length + values.heldBytes();
    }

    /** Replaces the group's value; the row may be null. */
    void set(int group, Vector vector, int row) {
        if (values.length() > FEWEST_TO_COMPACT && values.length() > 4 * used) {
            compact();
        }
        used += places[group] == UNSET ? 1 : 0;
        places[group] = values.length();
        values.append(vector, new int[] {row}, 0, 1);
        built = null;
    }

    private void compact() {
        Vector old = values.build();
        VectorBuilder kept = VectorBuilder.of(type, used);
        for (int group = 0; group < places.length; group++) {
            if (places[group] != UNSET) {
                kept.append(old, places, group, 1);
                places[group] = kept.length() - 1;
            }
        }
        values = kept;
        built = null;
    }

    /** True when the group has a value, be it null. */
    boolean isSet(int group) {
        return places[group] != UNSET;
    }

    boolean isNull(int group) {
        return column().isNull(places[group]);
    }

    /** Order of the group's value, which is set, relative to a row's. */
    int compare(int group, Vector vector, int row) {
        return RowValueOrder.compare(column(), places[group], vector, row);
    }

    private Vector column() {
        if (built == null) {
            built = values.build();
        }
        return built;
    }

    /** The values of some groups; null where none is set. */
    Vector vector(int from, int count) {
        return Gather.padded(column(), Arrays.copyOfRange(places, from, from + count), count);
    }

    void clear() {
        Arrays.fill(places, UNSET);
        values.clear();
        used = 0;
        built = null;
    }

    /** The vector in a form whose single values are quick to reach. */
    static Vector readable(Vector vector) {
        return Flatten.flat(vector);
    }
}
