package dev.millrace.executor.kernel.function.json;

/** A text is no JSON, or not the JSON that was asked for. */
public final class MalformedJson extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
