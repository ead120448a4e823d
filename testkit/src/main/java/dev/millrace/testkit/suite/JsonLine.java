package dev.millrace.testkit.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An object of one line of JSON: maps, lists, strings, booleans, numbers as text, null. */
record JsonLine(Map<String, @Nullable Object> fields) {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    static JsonLine parse(String line) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            return new JsonLine(object(parser));
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The text of a field; empty for null or none. */
    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /** The texts of a list; empty for null or none. */
    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** The objects of a list; empty for null or none. */
    @SuppressWarnings("unchecked")
    List<JsonLine> objects(String name) {
        List<JsonLine> objects = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            for (Object item : list) {
                objects.add(new JsonLine((Map<String, @Nullable Object>) item));
            }
        }
        return objects;
    }

    /** A list of lists of texts; empty for null or none. */
    List<List<String>> table(String name) {
        List<List<String>> rows = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            for (Object row : list) {
                rows.add(((List<?>) row).stream().map(String::valueOf).toList());
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }
}
