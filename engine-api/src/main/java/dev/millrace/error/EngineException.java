package dev.millrace.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that Millrace throws on purpose. Its {@link #condition()} says what happened; the message begins with the
 * condition's name and
 * ends with its SQLSTATE: {@code [DIVIDE_BY_ZERO] Division by zero in (a / b). … SQLSTATE: 22012}.
 */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String LINE = "line of the statement";
    private static final String COLUMN = "column of the statement";
    private static final String FRAGMENT = "wrong text";
    private static final String SOURCE = "source line";
    private static final int SHOWN = 100;

    private final ErrorCondition condition;
    private final transient Map<String, String> parameters;

    EngineException(ErrorCondition condition, Map<String, String> parameters, @Nullable Throwable cause) {
        super("[" + condition.name() + "] " + condition.message(parameters) + place(parameters) + " SQLSTATE: " + condition.sqlState(),
                cause);
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

    /**
     * The same error with where in the SQL text it lies, for the text's line and what stands there to be shown. An error that knows its
     * place already stays as it is: the innermost expression is the wrong one.
     *
     * @param line   from 1
     * @param column from 1
     * @param text   what stands there
     */
    public EngineException at(int line, int column, String text) {
        if (parameters.containsKey(LINE)) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(LINE, String.valueOf(line));
        more.put(COLUMN, String.valueOf(column));
        more.put(FRAGMENT, text.lines().findFirst().orElse(""));
        return copy(more);
    }

    /** The same error with its line of {@code sql} in the message, when it lies in SQL text. */
    public EngineException in(String sql) {
        if (!parameters.containsKey(LINE) || parameters.containsKey(SOURCE)) {
            return this;
        }
        int line = Integer.parseInt(parameters.get(LINE));
        String source = sql.lines().skip(line - 1L).findFirst().orElse("");
        int from = Integer.parseInt(parameters.get(COLUMN)) - 1;
        String fragment = parameters.getOrDefault(FRAGMENT, "");
        if (!source.startsWith(fragment, from)) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(SOURCE, source);
        return copy(more);
    }

    private EngineException copy(Map<String, String> changed) {
        EngineException copy = new EngineException(condition, changed, getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The position, and the line with the place underlined; at most so much of a long line as tells where it is. */
    private static String place(Map<String, String> parameters) {
        if (!parameters.containsKey(LINE)) {
            return "";
        }
        String position = " (line " + parameters.get(LINE) + ", column " + parameters.get(COLUMN) + ")";
        String source = parameters.get(SOURCE);
        if (source == null) {
            return position;
        }
        int from = Integer.parseInt(parameters.get(COLUMN)) - 1;
        int shownFrom = Math.max(0, Math.min(from - SHOWN / 2, source.length() - SHOWN));
        String shown = source.substring(shownFrom, Math.min(source.length(), shownFrom + SHOWN)).replace('\t', ' ');
        int marks = Math.max(1, Math.min(parameters.getOrDefault(FRAGMENT, "").length(), shown.length() - (from - shownFrom)));
        String before = shownFrom > 0 ? "…" : "";
        return position + "\n\n    " + before + shown + (shownFrom + SHOWN < source.length() ? "…" : "") + "\n    "
                + " ".repeat(before.length() + from - shownFrom) + "^".repeat(marks) + "\n\n";
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
