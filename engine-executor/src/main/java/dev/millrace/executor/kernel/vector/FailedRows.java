package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.error.EngineException;
import dev.millrace.expr.OnError;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The slow second pass of kernels that can fail. Their fast loop computes every row and only notes that some row was in error; whether
 * that row counts is looked up here.
 */
public final class FailedRows {

    private FailedRows() {}

    /**
     * The result's validity.
     *
     * @param validity of the operands
     * @param failed   whether a row is in error
     * @param error    what is thrown for a row
     * @throws EngineException with {@link OnError#THROW}, for the first row that counts, is not null and failed
     */
    public static long @Nullable [] resolve(long @Nullable [] validity, int length, @Nullable Selection rows, OnError onError,
            IntPredicate failed,
            IntFunction<EngineException> error) {
        return switch (onError) {
            case THROW -> {
                int count = rows == null ? length : rows.count();
                for (int i = 0; i < count; i++) {
                    int row = rows == null ? i : rows.rows()[i];
                    if (Validity.isValid(validity, row) && failed.test(row)) {
                        throw error.apply(row);
                    }
                }
                yield validity;
            }
            case NULL -> {
                long[] valid = validity == null ? Validity.allValid(length) : validity.clone();
                for (int row = 0; row < length; row++) {
                    if (Validity.isValid(validity, row) && failed.test(row)) {
                        Validity.setNull(valid, row);
                    }
                }
                yield valid;
            }
        };
    }
}
