package dev.millrace.executor.operator.aggregate.states;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Makes results of the values of groups. */
interface ListResult {

    /**
     * One result a group.
     *
     * @param order entries of {@code values} by group, for groups 0 to {@code groups - 1}
     */
    Vector of(Vector values, EntryOrder order, int groups);

    /** The values as an array. */
    static ListResult list(DataType type) {
        return (values, order, groups) -> ListElements.lists(type, List.of(values), false, order, 0, groups);
    }

    /** The values, bytes or text, with a delimiter between them; null for none. */
    static ListResult joined(DataType type, byte[] delimiter) {
        return (values, order, groups) -> {
            BytesVector texts = (BytesVector) values;
            VectorBuilder joined = VectorBuilder.of(type, groups);
            int[] one = {0};
            for (int group = 0; group < groups; group++) {
                if (order.size(group) == 0) {
                    joined.appendNull();
                    continue;
                }
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (int i = order.starts()[group]; i < order.starts()[group + 1]; i++) {
                    if (i > order.starts()[group]) {
                        bytes.write(delimiter, 0, delimiter.length);
                    }
                    int entry = order.entries()[i];
                    bytes.write(texts.data(), texts.starts()[entry], texts.lengths()[entry]);
                }
                byte[] text = bytes.toByteArray();
                joined.append(new BytesVector(type, text, one, new int[] {text.length}, 1, null), one, 0, 1);
            }
            return joined.build();
        };
    }
}
