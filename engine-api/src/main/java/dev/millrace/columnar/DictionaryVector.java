package dev.millrace.columnar;

import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Row {@code i} is {@code dictionary}'s row {@code codes[i]}. The dictionary is flat and without nulls; nulls are in {@code validity}, and
 * the code of a null row is a valid one. Two batches with the same dictionary object share their codes' meaning, so work done once per
 * dictionary can be kept.
 */
public record DictionaryVector(int[] codes, Vector dictionary, int length, long @Nullable [] validity) implements Vector {

    @Override
    public DataType type() {
        return dictionary.type();
    }
}
