package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kernels on whole columns of arrays and structs: they move row numbers and leave the elements where they are. */
final class ListKernels {

    private ListKernels() {}

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand first = new Operand();
        private final Operand second = new Operand();
    }

    /** {@code size}: a list's or map's lengths are its result. */
    static Vector size(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        return switch (call.state(Kept.class, Kept::new).first.flat(arguments.getFirst())) {
            case ListVector list -> new IntVector(call.type(), list.lengths(), length, list.validity());
            case MapVector map -> new IntVector(call.type(), map.lengths(), length, map.validity());
            default -> VectorBuilder.allNull(call.type(), length);
        };
    }

    /**
     * An element of each array; a map's value is found value by value.
     *
     * @param strict    whether it is an error when there is no such element
     * @param fromOne   whether the first has the number 1, and negative numbers count from the end
     */
    record Element(boolean strict, boolean fromOne, FunctionKernel byValue) implements FunctionKernel {

        @Override
        public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
            if (!(call.argumentType(0) instanceof DataType.ArrayType)) {
                return byValue.apply(call, arguments, length, rows);
            }
            Kept kept = call.state(Kept.class, Kept::new);
            if (!(kept.first.flat(arguments.getFirst()) instanceof ListVector lists)
                    || !(kept.second.flat(arguments.get(1)) instanceof IntVector indexes)) {
                return VectorBuilder.allNull(call.type(), length);
            }
            long[] validity = Validity.and(lists.validity(), indexes.validity(), length);
            int[] places = kept.results.ints(length);
            boolean missing = false;
            boolean zero = false;
            for (int row = 0; row < length; row++) {
                int index = indexes.values()[row];
                int size = lists.lengths()[row];
                int at = !fromOne || index > 0 ? index - (fromOne ? 1 : 0) : size + index;
                boolean found = at >= 0 && at < size && (!fromOne || index != 0) && Validity.isValid(validity, row);
                zero |= index == 0;
                missing |= !found;
                places[row] = found ? lists.starts()[row] + at : -1;
            }
            if (missing && (strict || zero && fromOne)) {
                FailedRows.resolve(validity, length, rows, OnError.THROW,
                        row -> places[row] < 0 && (strict || indexes.values()[row] == 0), row -> {
                            int index = indexes.values()[row];
                            return index == 0 && fromOne ? ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the index", "function",
                                    call.function(), "expected", "a number other than 0", "actual", 0)
                                    : ErrorCondition.INVALID_ARRAY_INDEX.with("index", index, "size", lists.lengths()[row]);
                        });
            }
            return Gather.padded(lists.elements(), places, length);
        }
    }

    /** {@code array_contains} for elements that are whole numbers; others value by value. */
    record Contains(FunctionKernel byValue) implements FunctionKernel {

        @Override
        public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
            Kept kept = call.state(Kept.class, Kept::new);
            boolean whole = switch (call.argumentType(1).storage()) {
                case INT, LONG -> true;
                default -> false;
            };
            if (!whole || !(kept.first.flat(arguments.getFirst()) instanceof ListVector lists)) {
                return byValue.apply(call, arguments, length, rows);
            }
            Vector wanted = kept.second.flat(arguments.get(1));
            Vector elements = Flatten.flat(lists.elements());
            long[] valid = Validity.and(lists.validity(), wanted.validity(), length);
            byte[] out = kept.results.bytes(length);
            long[] known = null;
            for (int row = 0; row < length; row++) {
                int start = lists.starts()[row];
                int end = start + lists.lengths()[row];
                boolean found = switch (elements) {
                    case IntVector ints when wanted instanceof IntVector value -> contains(ints, start, end, value.values()[row]);
                    case LongVector longs when wanted instanceof LongVector value -> contains(longs, start, end, value.values()[row]);
                    default -> false;
                };
                out[row] = (byte) (found ? 1 : 0);
                if (!found && hasNull(elements, start, end)) {
                    known = known == null ? valid == null ? Validity.allValid(length) : valid.clone() : known;
                    Validity.setNull(known, row);
                }
            }
            return new BooleanVector(DataType.BOOLEAN, out, length, known == null ? valid : known);
        }

        private static boolean contains(IntVector elements, int start, int end, int value) {
            for (int i = start; i < end; i++) {
                if (elements.values()[i] == value && !elements.isNull(i)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean contains(LongVector elements, int start, int end, long value) {
            for (int i = start; i < end; i++) {
                if (elements.values()[i] == value && !elements.isNull(i)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean hasNull(Vector elements, int start, int end) {
            boolean found = false;
            for (int i = start; i < end && elements.hasNulls(); i++) {
                found |= elements.isNull(i);
            }
            return found;
        }
    }

    /** {@code array}: the arguments stand one after the other, the elements are drawn from each in turn. */
    static Vector array(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        int size = arguments.size();
        DataType element = ((DataType.ArrayType) call.type()).element();
        VectorBuilder all = VectorBuilder.of(element, Math.multiplyExact(size, length));
        for (Vector argument : arguments) {
            append(all, argument, length);
        }
        int[] places = new int[size * length];
        int[] starts = new int[length];
        int[] lengths = new int[length];
        for (int row = 0; row < length; row++) {
            starts[row] = row * size;
            lengths[row] = size;
            for (int i = 0; i < size; i++) {
                places[row * size + i] = i * length + row;
            }
        }
        return new ListVector(call.type(), starts, lengths, Gather.rows(all.build(), places, places.length), length, null);
    }

    private static void append(VectorBuilder all, Vector argument, int length) {
        if (argument instanceof NullVector) {
            all.appendNulls(length);
        } else {
            all.appendAll(Flatten.flat(argument));
        }
    }

    /** {@code struct} and {@code named_struct}: the arguments are the fields; {@code step} 2 leaves out the names. */
    static FunctionKernel struct(int step) {
        return (call, arguments, length, _) -> {
            List<Vector> fields = new ArrayList<>();
            for (int i = step - 1; i < arguments.size(); i += step) {
                fields.add(Flatten.flat(arguments.get(i)));
            }
            return new StructVector(call.type(), fields, length, null);
        };
    }

    /** {@code getfield}: the field's column, null where the struct is. */
    static Vector field(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        int index = MapKernels.fieldIndex(call);
        if (!(Flatten.flat(arguments.getFirst()) instanceof StructVector struct)) {
            return VectorBuilder.allNull(call.type(), length);
        }
        Vector field = struct.fields().get(index);
        return struct.validity() == null || field instanceof NullVector ? field
                : Flatten.withValidity(field, Validity.and(field.validity(), struct.validity(), length));
    }
}
