package dev.millrace.executor.kernel.text;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.types.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code like(text, pattern[, escape])} and {@code ilike}, which compares lower-case forms. */
public final class LikeKernel implements FunctionKernel {

    private final boolean ignoreCase;

    public LikeKernel(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    /** The pattern of the row before, and result arrays. */
    private static final class Kept {
        private final ResultArrays results = new ResultArrays();
        private String text = "";
        private int escape;
        private @Nullable LikePattern pattern;

        LikePattern pattern(String wanted, int wantedEscape) {
            if (pattern == null || escape != wantedEscape || !text.equals(wanted)) {
                pattern = LikePattern.parse(wanted, wantedEscape);
                text = wanted;
                escape = wantedEscape;
            }
            return pattern;
        }
    }

    @Override
    public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        if (arguments.stream().anyMatch(Constants::isNull)) {
            return Constants.ofNull(DataType.BOOLEAN, length);
        }
        Kept kept = call.state(Kept.class, Kept::new);
        byte[] out = kept.results.bytes(length);
        BytesVector text = (BytesVector) Flatten.flat(arguments.get(0));
        long[] validity = text.validity();
        for (Vector argument : arguments.subList(1, arguments.size())) {
            validity = Validity.and(validity, argument.validity(), length);
        }
        boolean fixed = arguments.subList(1, arguments.size()).stream().allMatch(ConstantVector.class::isInstance);
        LikePattern pattern = fixed ? pattern(kept, arguments, 0) : null;
        ByteSearch leading = pattern == null || ignoreCase || rows != null ? null : pattern.leading();
        if (pattern != null && leading != null && RowScan.isDense(text, length)) {
            RowScan.mark(text, length, leading, pattern, out);
            return new BooleanVector(DataType.BOOLEAN, out, length, validity);
        }
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Validity.isValid(validity, row)) {
                LikePattern wanted = pattern == null ? pattern(kept, arguments, row) : pattern;
                out[row] = (byte) (matches(wanted, text, row) ? 1 : 0);
            } else {
                out[row] = 0;
            }
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, validity);
    }

    private LikePattern pattern(Kept kept, List<Vector> arguments, int row) {
        int escape = arguments.size() > 2 ? string(arguments.get(2), row).codePointAt(0) : '\\';
        String pattern = string(arguments.get(1), row);
        return kept.pattern(ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern, escape);
    }

    private boolean matches(LikePattern pattern, BytesVector text, int row) {
        int start = text.starts()[row];
        int length = text.lengths()[row];
        if (!ignoreCase) {
            return pattern.matches(text.data(), start, length);
        }
        byte[] lower =
                new String(text.data(), start, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return pattern.matches(lower, 0, lower.length);
    }

    private static String string(Vector vector, int row) {
        if (vector instanceof ConstantVector(var value, var _)) {
            return string(value, 0);
        }
        BytesVector bytes = (BytesVector) vector;
        int start = bytes.starts()[row];
        return new String(Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[row]), StandardCharsets.UTF_8);
    }
}
