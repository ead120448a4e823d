package dev.millrace.api;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of batches and back. */
final class RowValues {

    private RowValues() {}

    /** One row of a dense batch. */
    static Row row(Schema schema, Batch batch, int row) {
        @Nullable
        Object[] values = new @Nullable Object[schema.size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = java(Values.get(batch.column(column), row), schema.type(column));
        }
        return Row.ofOwned(schema, values);
    }

    static @Nullable Object java(@Nullable Object literalForm, DataType type) {
        return literalForm == null ? null : Values.toJava(literalForm, type);
    }

    /**
     * The {@code Literal} form of a Java value.
     *
     * @throws EngineException INVALID_EXTERNAL_TYPE, NUMERIC_VALUE_OUT_OF_RANGE, NOT_NULL_ASSERT_VIOLATION
     */
    static @Nullable Object literalForm(@Nullable Object value, Field field) {
        if (value == null) {
            if (!field.nullable()) {
                throw ErrorCondition.NOT_NULL_ASSERT_VIOLATION.with("column", field.name());
            }
            return null;
        }
        return Values.fromJava(value, field.type());
    }
}
