package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where executors keep the rows of {@link DataFrame#persist(StorageLevel)}. Rows that are lost, with an executor or because memory was
 * wanted, are computed again when a query needs them.
 *
 * <p>{@code df.persist(StorageLevel.DISK_ONLY)}
 */
public enum StorageLevel {
    /** Nowhere. */
    NONE,
    /** In memory, and on disk what does not fit: what {@link DataFrame#cache()} takes. */
    MEMORY_AND_DISK,
    /** In memory; what does not fit is dropped. */
    MEMORY_ONLY,
    /** On disk. */
    DISK_ONLY;

    /**
     * A level by Spark's name for it, in any case. Rows are always kept in their compact form and outside the heap, so {@code
     * MEMORY_ONLY_SER}, {@code MEMORY_AND_DISK_SER} and {@code OFF_HEAP} are names of the same.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for another name, those of copies on several executors among them
     */
    public static StorageLevel named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "NONE" -> NONE;
            case "MEMORY_AND_DISK", "MEMORY_AND_DISK_SER", "OFF_HEAP" -> MEMORY_AND_DISK;
            case "MEMORY_ONLY", "MEMORY_ONLY_SER" -> MEMORY_ONLY;
            case "DISK_ONLY" -> DISK_ONLY;
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "storageLevel", "function", "CACHE", "expected",
                    "one of " + Arrays.toString(values()), "actual", name);
        };
    }
}
