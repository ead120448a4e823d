package dev.millrace.driver.job;

import java.util.List;

/** One JSON object on one line, written field by field: {@code new JsonLine().put("type", "Tick").put("now", 5).toString()}. */
final class JsonLine {

    private final StringBuilder text = new StringBuilder("{");

    JsonLine put(String name, String value) {
        return field(name, quoted(value));
    }

    JsonLine put(String name, long value) {
        return field(name, String.valueOf(value));
    }

    JsonLine put(String name, double value) {
        return field(name, String.valueOf(value));
    }

    JsonLine put(String name, boolean value) {
        return field(name, String.valueOf(value));
    }

    JsonLine put(String name, JsonLine object) {
        return field(name, object.toString());
    }

    /** @param values numbers, or objects of this kind */
    JsonLine put(String name, List<?> values) {
        StringBuilder list = new StringBuilder("[");
        for (Object value : values) {
            list.append(list.length() == 1 ? "" : ",").append(value);
        }
        return field(name, list.append(']').toString());
    }

    private JsonLine field(String name, String value) {
        text.append(text.length() == 1 ? "" : ",").append(quoted(name)).append(':').append(value);
        return this;
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
