package dev.millrace.files.json;

import dev.millrace.columnar.Values;
import dev.millrace.files.values.MomentPattern;
import dev.millrace.files.values.ValueParser;
import dev.millrace.types.DataType;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Reads JSON values in {@code Literal} form. A value of the wrong kind is null and noted as a problem; the rest of its record is read
 * on. Conversions are Spark's: any value is a STRING, numbers are no text, moments may be numbers of seconds.
 */
final class JsonValues {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final JsonOptions options;
    private final ValueParser parser;
    private @Nullable String problem;

    JsonValues(JsonOptions options) {
        this.options = options;
        this.parser = new ValueParser(options.zone());
    }

    /** What was wrong with the record that was read last, or null. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Reads the fields of an object, from its beginning on, one value for each of the shape's children. */
    @Nullable
    Object[] readRecord(JsonParser json, JsonShape shape) {
        problem = null;
        return fields(json, shape);
    }

    private @Nullable Object[] fields(JsonParser json, JsonShape shape) {
        @Nullable
        Object[] values = new @Nullable Object[shape.children().size()];
        String name;
        while ((name = json.nextName()) != null) {
            Integer position = shape.positions().get(name);
            JsonToken token = json.nextToken();
            if (position == null) {
                json.skipChildren();
            } else {
                values[position] = value(json, token, shape.children().get(position));
            }
        }
        return values;
    }

    private @Nullable Object value(JsonParser json, JsonToken token, JsonShape shape) {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        Object value = converted(json, token, shape);
        if (value == null && problem == null) {
            problem = "the value of " + shape.name() + " is not " + shape.type().sql() + " but "
                    + (token == JsonToken.END_OBJECT || token == JsonToken.START_OBJECT ? "an object"
                            : token == JsonToken.END_ARRAY || token == JsonToken.START_ARRAY ? "an array" : "'" + json.getString() + "'");
        }
        return value;
    }

    /** Null when the token is no value of the type; then it is skipped. */
    private @Nullable Object converted(JsonParser json, JsonToken token, JsonShape shape) {
        Object value = switch (shape.type()) {
            case DataType.StringType _ -> token.isScalarValue() ? json.getString() : text(json);
            case DataType.BooleanType _ ->
                    token == JsonToken.VALUE_TRUE ? Boolean.TRUE : token == JsonToken.VALUE_FALSE ? Boolean.FALSE : null;
            case DataType.ByteType _ -> integer(json, token, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case DataType.ShortType _ -> integer(json, token, Short.MIN_VALUE, Short.MAX_VALUE);
            case DataType.IntType _ -> integer(json, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DataType.LongType _ -> token == JsonToken.VALUE_NUMBER_INT ? whole(json) : null;
            case DataType.DoubleType _ -> number(json, token);
            case DataType.FloatType _ -> rounded(number(json, token));
            case DataType.DecimalType decimal -> decimal(json, token, decimal);
            case DataType.BinaryType _ -> token == JsonToken.VALUE_STRING ? bytes(json.getString()) : null;
            case DataType.DateType _, DataType.TimestampType _, DataType.TimestampNtzType _ -> moment(json, token, shape.type());
            case DataType.ArrayType _ -> token == JsonToken.START_ARRAY ? elements(json, shape.children().getFirst()) : null;
            case DataType.MapType(var key, var _, var _) -> token == JsonToken.START_OBJECT && key instanceof DataType.StringType
                    ? entries(json, shape.children().getFirst()) : null;
            case DataType.StructType _ -> token == JsonToken.START_OBJECT ? Arrays.asList(fields(json, shape)) : null;
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _, DataType.NullType _ -> null;
        };
        if (value == null) {
            json.skipChildren();
        }
        return value;
    }

    private String text(JsonParser json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = options.factory().createGenerator(ObjectWriteContext.empty(), text)) {
            generator.copyCurrentStructure(json);
        }
        return text.toString();
    }

    private static @Nullable Long whole(JsonParser json) {
        try {
            return json.getLongValue();
        } catch (InputCoercionException e) {
            return null;
        }
    }

    private static @Nullable Integer integer(JsonParser json, JsonToken token, int min, int max) {
        Long value = token == JsonToken.VALUE_NUMBER_INT ? whole(json) : null;
        return value == null || value < min || value > max ? null : value.intValue();
    }

    private static @Nullable Double number(JsonParser json, JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getDoubleValue();
        }
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        return switch (json.getString()) {
            case "NaN" -> Double.NaN;
            case "Infinity", "+Infinity", "INF", "+INF" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static @Nullable Double rounded(@Nullable Double number) {
        return number == null ? null : Double.valueOf(number.floatValue());
    }

    private @Nullable Object decimal(JsonParser json, JsonToken token, DataType.DecimalType type) {
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_STRING) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(json.getString());
            boolean near = Math.abs((long) number.scale()) < 1000;
            if (!near || !parser.fit(number, type)) {
                return null;
            }
            return type.precision() <= DataType.DecimalType.MAX_LONG_PRECISION ? (Object) parser.longValue
                    : Values.decimal128(parser.longValue, parser.highWord);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static byte @Nullable [] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Object moment(JsonParser json, JsonToken token, DataType type) {
        if (token == JsonToken.VALUE_NUMBER_INT && type instanceof DataType.TimestampType) {
            Long seconds = whole(json);
            return seconds == null || Math.abs(seconds) > Long.MAX_VALUE / MICROS_PER_SECOND ? null
                    : (Object) (seconds * MICROS_PER_SECOND);
        }
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        byte[] text = json.getString().getBytes(StandardCharsets.UTF_8);
        MomentPattern pattern = options.patterns().of(type);
        boolean read;
        if (type instanceof DataType.DateType) {
            read = pattern == null ? parser.readDate(text, 0, text.length) : pattern.readDate(text, 0, text.length, parser);
        } else if (type instanceof DataType.TimestampType) {
            read = pattern == null ? parser.readTimestamp(text, 0, text.length) : pattern.readTimestamp(text, 0, text.length, parser);
        } else {
            read = pattern == null ? parser.readLocalTimestamp(text, 0, text.length)
                    : pattern.readLocalTimestamp(text, 0, text.length, parser);
        }
        return !read ? null : type instanceof DataType.DateType ? (Object) (int) parser.longValue : (Object) parser.longValue;
    }

    private List<@Nullable Object> elements(JsonParser json, JsonShape element) {
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            values.add(value(json, token, element));
        }
        return values;
    }

    private Map<Object, @Nullable Object> entries(JsonParser json, JsonShape shape) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        String name;
        while ((name = json.nextName()) != null) {
            entries.put(name, value(json, json.nextToken(), shape));
        }
        return entries;
    }
}
