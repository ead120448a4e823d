package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code trunc(date, unit)}: null for a unit below a week. */
final class DateTrunc implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand dates = new Operand();
        private final Operand units = new Operand();
        private String name = "";
        private @Nullable TruncUnit unit;

        @Nullable
        TruncUnit unit(String wanted) {
            if (!wanted.equals(name)) {
                name = wanted;
                unit = TruncUnit.of(wanted);
            }
            return unit == null || unit.compareTo(TruncUnit.WEEK) < 0 ? null : unit;
        }
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, Kept::new);
        IntVector dates = (IntVector) kept.dates.flat(arguments.get(0));
        Vector units = kept.units.flat(arguments.get(1));
        int[] out = kept.results.ints(length);
        long[] valid = Validity.allValid(length);
        for (int row = 0; row < length; row++) {
            TruncUnit unit = units.isNull(row) || dates.isNull(row) ? null : kept.unit(String.valueOf(Values.get(units, row)));
            if (unit == null) {
                Validity.setNull(valid, row);
            } else {
                out[row] = (int) unit.truncateDays(dates.values()[row]);
            }
        }
        return new IntVector(DataType.DATE, out, length, valid);
    }
}
