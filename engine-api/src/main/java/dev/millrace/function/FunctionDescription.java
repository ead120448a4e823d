package dev.millrace.function;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function in words, for documentation and DESCRIBE FUNCTION. The result is found by asking the function's typing with arguments of
 * several types.
 */
public record FunctionDescription(FunctionDefinition definition) {

    private static final List<DataType> TRIED = List.of(DataType.INT, DataType.DOUBLE, DataType.decimal(10, 2), DataType.STRING,
            DataType.BINARY, DataType.BOOLEAN, DataType.DATE, DataType.TIMESTAMP, new DataType.ArrayType(DataType.INT, true),
            new DataType.MapType(DataType.STRING, DataType.INT, true));
    private static final int MOST_RESULTS = 3;

    /** {@code scalar}, {@code aggregate}, {@code window} or {@code generator}. */
    public String kind() {
        return switch (definition.kind()) {
            case SCALAR -> "scalar";
            case AGGREGATE -> "aggregate";
            case WINDOW -> "window";
            case GENERATOR -> "generator";
        };
    }

    /** How many: {@code 1}, {@code 2 to 3}, {@code 1 or more}. */
    public String arguments() {
        int least = definition.minArguments();
        int most = definition.maxArguments();
        return least == most ? String.valueOf(least) : least + (most == FunctionDefinition.ANY ? " or more" : " to " + most);
    }

    /** {@code STRING}, or by argument: {@code INT for INT, DOUBLE for DOUBLE, …}. */
    public String result() {
        Map<DataType, DataType> results = new LinkedHashMap<>();
        for (DataType type : definition.minArguments() == 0 ? List.of(DataType.NULL) : TRIED) {
            Expr argument = Literal.ofNull(type);
            try {
                results.put(type, definition.typing().choose(Collections.nCopies(definition.minArguments(), argument)).result());
            } catch (EngineException | ClassCastException | IllegalArgumentException e) {
                // no argument of this type
                continue;
            }
        }
        List<DataType> distinct = results.values().stream().distinct().toList();
        if (distinct.size() == 1) {
            return distinct.getFirst().sql();
        }
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (Map.Entry<DataType, DataType> result : results.entrySet()) {
            if (shown++ == MOST_RESULTS) {
                text.append(", …");
                break;
            }
            text.append(text.isEmpty() ? "" : ", ").append(result.getValue().sql()).append(" for ").append(result.getKey().sql());
        }
        return text.isEmpty() ? "follows from the arguments" : text.toString();
    }

    /** When the result is null. */
    public String nulls() {
        return switch (definition.nulls()) {
            case STRICT -> "null when an argument is";
            case STRICT_OR_NULL -> "null when an argument is, or without a value";
            case FIRST -> "null when the first argument is";
            case ALL -> "null when every argument is";
            case NEVER -> "never null";
            case OWN -> "as the function says";
        };
    }
}
