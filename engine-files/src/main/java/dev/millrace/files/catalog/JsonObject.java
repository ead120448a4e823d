package dev.millrace.files.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A small JSON object, read as a whole. A field that is missing or of another kind is an IllegalArgumentException with its name. */
record JsonObject(Map<String, @Nullable Object> fields) {

    static JsonObject parse(byte[] bytes) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            if (value(parser) instanceof JsonObject object) {
                return object;
            }
            throw new IllegalArgumentException("it does not begin with an object");
        }
    }

    /** The value that begins at the current token; the parser stands at its last one then. */
    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return new JsonObject(fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return items;
        }
        return token == JsonToken.VALUE_STRING ? parser.getString()
                : token == JsonToken.VALUE_NUMBER_INT ? (Object) parser.getLongValue()
                        : token == JsonToken.VALUE_TRUE ? Boolean.TRUE : token == JsonToken.VALUE_FALSE ? Boolean.FALSE : null;
    }

    String text(String name) {
        return of(name, String.class);
    }

    Optional<String> optionalText(String name) {
        return fields.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        return of(name, Long.class);
    }

    boolean flag(String name) {
        return of(name, Boolean.class);
    }

    JsonObject object(String name) {
        return of(name, JsonObject.class);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : of(name, List.class)) {
            texts.add(as(item, name, String.class));
        }
        return texts;
    }

    List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object item : of(name, List.class)) {
            objects.add(as(item, name, JsonObject.class));
        }
        return objects;
    }

    /** All fields, each of them a text. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> texts.put(name, as(value, name, String.class)));
        return texts;
    }

    private <T> T of(String name, Class<T> kind) {
        return as(fields.get(name), name, kind);
    }

    private static <T> T as(@Nullable Object value, String name, Class<T> kind) {
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException("the field " + name + " is missing or wrong");
        }
        return kind.cast(value);
    }
}
