package dev.millrace.function;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Expr;
import dev.millrace.types.DataType;
import java.util.List;

/** Chooses a function's types from its arguments. */
public interface Typing {

    /**
     * @param arguments typed arguments as they stand in the query; their number has been checked
     * @throws EngineException DATATYPE_MISMATCH, naming what was expected
     */
    Choice choose(List<Expr> arguments);

    /** @param arguments types that the arguments are cast to, one each */
    record Choice(List<DataType> arguments, DataType result) {
        public Choice {
            arguments = List.copyOf(arguments);
        }
    }
}
