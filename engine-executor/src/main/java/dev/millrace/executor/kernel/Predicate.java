package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import org.jspecify.annotations.Nullable;

/** A compiled condition. Used by one thread; the selection it gives is valid until the next call. */
public interface Predicate {

    /** Those of {@code rows} (null: of all) for which the condition is true, ascending. */
    Selection select(Batch batch, @Nullable Selection rows);
}
