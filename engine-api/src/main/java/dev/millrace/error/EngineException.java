package dev.millrace.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that Millrace throws on purpose. Its {@link #condition()} says what happened; the message begins with the
 * condition's name and
 * ends with its SQLSTATE: {@code [DIVIDE_BY_ZERO] Division by zero in (a / b). … SQLSTATE: 22012}.
 */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCondition condition;
    private final transient Map<String, String> parameters;

    EngineException(ErrorCondition condition, Map<String, String> parameters, @Nullable Throwable cause) {
        super("[" + condition.name() + "] " + condition.message(parameters) + " SQLSTATE: " + condition.sqlState(), cause);
        this.condition = condition;
        this.parameters = Map.copyOf(parameters);
    }

    public ErrorCondition condition() {
        return condition;
    }

    public ErrorKind kind() {
        return condition.kind();
    }

    /** The message's parameters by name. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The same error again, for another thread to throw: the stack of the new thrower, this one as its cause. */
    public EngineException rethrown() {
        return new EngineException(condition, parameters, this);
    }

    /** An error that came over the wire. */
    public static EngineException restored(ErrorCondition condition, Map<String, String> parameters) {
        return new EngineException(condition, parameters, null);
    }
}
