package dev.millrace.executor.sketch;

import dev.millrace.columnar.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an aggregate function keeps of the values of one group, as an object that can be written as bytes. */
public interface Summary {

    /** Takes in a row; no argument is null there. */
    void add(List<Vector> arguments, int row);

    /** Takes in what another summary's {@link #bytes} gave. */
    void merge(byte[] bytes);

    byte[] bytes();

    /** The result in {@code Literal} form. */
    @Nullable
    Object result();

    /** About how many bytes this holds. */
    long heldBytes();
}
