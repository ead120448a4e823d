package dev.millrace.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link JsonLine} writes: objects, lists, texts, numbers and truth values; nothing else of JSON. */
final class JsonText {

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when the text is not one such object */
    static Map<String, Object> parse(String line) {
        JsonText json = new JsonText(line);
        Map<String, Object> object = json.object();
        if (json.at != line.length()) {
            throw json.wrong();
        }
        return object;
    }

    private Map<String, Object> object() {
        Map<String, Object> fields = new LinkedHashMap<>();
        take('{');
        while (!taken('}')) {
            if (!fields.isEmpty()) {
                take(',');
            }
            String name = string();
            take(':');
            fields.put(name, value());
        }
        return fields;
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't', 'f' -> truth();
            default -> number();
        };
    }

    private List<Object> list() {
        List<Object> values = new ArrayList<>();
        take('[');
        while (!taken(']')) {
            if (!values.isEmpty()) {
                take(',');
            }
            values.add(value());
        }
        return values;
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        take('"');
        while (!taken('"')) {
            char c = peek();
            at++;
            if (c == '\\' && taken('u')) {
                read.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else if (c == '\\') {
                read.append(peek());
                at++;
            } else {
                read.append(c);
            }
        }
        return read.toString();
    }

    private Boolean truth() {
        boolean yes = text.startsWith("true", at);
        at += yes ? "true".length() : "false".length();
        return yes;
    }

    /** A Long, or a Double when it has a point or an exponent. */
    private Number number() {
        int from = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        try {
            if (digits.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
                return Long.valueOf(digits);
            }
            return Double.valueOf(digits);
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private boolean taken(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void take(char c) {
        if (!taken(c)) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("character " + at + " of " + text);
    }
}
