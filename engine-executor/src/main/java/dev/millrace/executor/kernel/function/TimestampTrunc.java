package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.ZoneShift;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code date_trunc(unit, timestamp)} in the session's time zone. Neighbours often fall into one unit, so the last stretch found is kept.
 */
final class TimestampTrunc implements FunctionKernel {

    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private final Operand units = new Operand();
        private final Operand times = new Operand();
        private final ZoneShift zone;

        Kept(ZoneShift zone) {
            this.zone = zone;
        }
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Kept kept = call.state(Kept.class, () -> new Kept(new ZoneShift(call.zone())));
        if (arguments.get(0) instanceof ConstantVector(var name, var _)) {
            TruncUnit unit = name.isNull(0) ? null : TruncUnit.of(String.valueOf(Values.get(name, 0)));
            return unit == null ? Constants.ofNull(DataType.TIMESTAMP, length) : truncate(kept, unit, arguments.get(1), length);
        }
        return truncateEach(kept, kept.units.flat(arguments.get(0)), arguments.get(1), length);
    }

    private static Vector truncate(Kept kept, TruncUnit unit, Vector times, int length) {
        LongVector flat = (LongVector) kept.times.flat(times);
        long[] values = flat.values();
        long[] out = kept.results.longs(length);
        ZoneShift zone = kept.zone;
        if (unit.compareTo(TruncUnit.DAY) < 0) {
            for (int row = 0; row < length; row++) {
                out[row] = zone.toInstant(unit.truncateMicros(zone.toLocal(values[row])));
            }
            return new LongVector(DataType.TIMESTAMP, out, length, flat.validity());
        }
        long lastDay = Long.MIN_VALUE;
        long lastStart = 0;
        for (int row = 0; row < length; row++) {
            long day = Math.floorDiv(zone.toLocal(values[row]), TruncUnit.MICROS_PER_DAY);
            if (day != lastDay) {
                lastDay = day;
                lastStart = zone.toInstant(start(unit, day));
            }
            out[row] = lastStart;
        }
        return new LongVector(DataType.TIMESTAMP, out, length, flat.validity());
    }

    /** What lies under a null may be no day of the calendar. */
    private static long start(TruncUnit unit, long day) {
        return Math.abs(day) > 100_000_000 ? 0 : unit.truncateDays(day) * TruncUnit.MICROS_PER_DAY;
    }

    private static Vector truncateEach(Kept kept, Vector units, Vector times, int length) {
        LongVector flat = (LongVector) kept.times.flat(times);
        long[] out = kept.results.longs(length);
        long[] valid = Validity.allValid(length);
        for (int row = 0; row < length; row++) {
            TruncUnit unit = units.isNull(row) || flat.isNull(row) ? null : TruncUnit.of(String.valueOf(Values.get(units, row)));
            if (unit == null) {
                Validity.setNull(valid, row);
            } else {
                out[row] = kept.zone.toInstant(unit.truncateMicros(kept.zone.toLocal(flat.values()[row])));
            }
        }
        return new LongVector(DataType.TIMESTAMP, out, length, valid);
    }
}
