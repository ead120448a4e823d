package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.JoinType;
import java.util.Locale;

/** Types of joins as programs write them. */
final class JoinNames {

    private JoinNames() {}

    /** @throws EngineException INVALID_PARAMETER_VALUE */
    static JoinType parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace("_", "").replace(" ", "")) {
            case "inner" -> JoinType.INNER;
            case "left", "leftouter" -> JoinType.LEFT;
            case "right", "rightouter" -> JoinType.RIGHT;
            case "full", "outer", "fullouter" -> JoinType.FULL;
            case "semi", "leftsemi" -> JoinType.SEMI;
            case "anti", "leftanti" -> JoinType.ANTI;
            case "cross" -> JoinType.CROSS;
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "type", "function", "join", "expected",
                    "inner, left, right, full, semi, anti or cross", "actual", name);
        };
    }
}
