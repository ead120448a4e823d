package dev.millrace.testkit.suite;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.error.ErrorKind;
import dev.millrace.testkit.suite.SuiteSession.StatementFailure;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** How a case ended. */
sealed interface Outcome {

    /** @param asNamed false when the statement failed as it should, but with another condition than the suite names */
    record Passed(boolean asNamed) implements Outcome {}

    /**
     * @param cause  what failed cases have in common, such as {@code UNRESOLVED_ROUTINE listagg}
     * @param detail what went wrong with this one
     */
    record Failed(String cause, String detail) implements Outcome {}

    Outcome PASSED = new Passed(true);

    /** A statement failed that should not have. */
    static Failed unexpected(StatementFailure failure) {
        EngineException error = failure.error();
        if (error != null) {
            return new Failed(cause(error), failure.getMessage());
        }
        Throwable cause = failure.getCause();
        StackTraceElement[] stack = cause.getStackTrace();
        String place = cause instanceof TimeoutException || stack.length == 0 ? "" : " at " + stack[0];
        return new Failed(cause.getClass().getSimpleName() + place, String.valueOf(cause.getMessage()));
    }

    /** Another answer than the expected one. */
    static Failed different(String expected, String actual) {
        return new Failed("WRONG_ANSWER", "expected " + expected + " but was " + actual);
    }

    /** What a step or a case needs that this runner does not know. */
    static Failed unknownStep(String step) {
        return new Failed("STEP_NOT_KNOWN", step);
    }

    private static String cause(EngineException error) {
        ErrorCondition condition = error.condition();
        String parameter = switch (condition) {
            case UNRESOLVED_ROUTINE -> error.parameters().getOrDefault("name", "").toLowerCase(Locale.ROOT);
            case UNSUPPORTED_FEATURE -> error.parameters().getOrDefault("feature", "");
            case INTERNAL_ERROR, PARSE_SYNTAX_ERROR, DATATYPE_MISMATCH -> error.parameters().getOrDefault("detail", "");
            case UNKNOWN_CONF_KEY -> error.parameters().getOrDefault("key", "");
            default -> "";
        };
        return condition.name() + (parameter.isEmpty() ? "" : " " + parameter.lines().findFirst().orElse(""));
    }

    /** True for an error that tells the user what to change. */
    static boolean isUserError(StatementFailure failure) {
        EngineException error = failure.error();
        return error != null && error.kind() == ErrorKind.USER;
    }
}
