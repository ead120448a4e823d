package dev.millrace.files.json;

import dev.millrace.files.values.MomentPattern;
import dev.millrace.files.values.ValueParser;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/**
 * The kinds of values that were seen in one place, with those of its fields or elements. Their common type is Spark's: numbers widen
 * (BIGINT, DECIMAL, DOUBLE), values of different kinds are STRING, and so is what was always null.
 */
final class JsonTypes {

    private boolean texts;
    private boolean moments;
    private boolean flags;
    private boolean longs;
    private boolean doubles;
    /** Most digits before and behind the point of numbers that are to be decimals, -1 when there is none. */
    private int whole = -1;
    private int scale;
    private @Nullable Map<String, JsonTypes> fields;
    private @Nullable JsonTypes element;

    /** Adds the value that the parser stands at, and goes to its end. */
    void add(JsonParser json, JsonOptions options) {
        add(json, json.currentToken(), options);
    }

    private void add(JsonParser json, JsonToken token, JsonOptions options) {
        switch (token) {
            case START_OBJECT -> {
                Map<String, JsonTypes> own = fields();
                String name;
                while ((name = json.nextName()) != null) {
                    own.computeIfAbsent(name, _ -> new JsonTypes()).add(json, json.nextToken(), options);
                }
            }
            case START_ARRAY -> {
                JsonTypes own = element();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    own.add(json, next, options);
                }
            }
            case VALUE_STRING -> addText(json, options);
            case VALUE_NUMBER_INT -> addWhole(json, options);
            case VALUE_NUMBER_FLOAT -> addFraction(json, options);
            case VALUE_TRUE, VALUE_FALSE -> {
                texts |= options.primitivesAsText();
                flags = true;
            }
            case VALUE_NULL, NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT -> {
            }
        }
    }

    private void addText(JsonParser json, JsonOptions options) {
        if (json.getStringLength() == 0) {
            // writers that know no null write an empty text
            return;
        }
        if (!texts && options.inferTimestamp() && !options.primitivesAsText() && isTimestamp(json.getString(), options)) {
            moments = true;
        } else {
            texts = true;
        }
    }

    private static boolean isTimestamp(String text, JsonOptions options) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MomentPattern pattern = options.patterns().timestamp();
        ValueParser parser = new ValueParser(options.zone());
        return pattern == null ? parser.readTimestamp(bytes, 0, bytes.length) : pattern.readTimestamp(bytes, 0, bytes.length, parser);
    }

    private void addWhole(JsonParser json, JsonOptions options) {
        texts |= options.primitivesAsText();
        if (json.getNumberType() == NumberType.BIG_INTEGER) {
            addDecimal(new BigDecimal(json.getBigIntegerValue()));
        } else {
            longs = true;
        }
    }

    private void addFraction(JsonParser json, JsonOptions options) {
        texts |= options.primitivesAsText();
        if (options.prefersDecimal() && !json.isNaN()) {
            addDecimal(json.getDecimalValue());
        } else {
            doubles = true;
        }
    }

    private void addDecimal(BigDecimal number) {
        int digits = Math.max(number.precision() - number.scale(), 0);
        int behind = Math.max(number.scale(), 0);
        if (digits + behind > DecimalType.MAX_PRECISION) {
            doubles = true;
        } else {
            whole = Math.max(whole, digits);
            scale = Math.max(scale, behind);
        }
    }

    /** Adds a field that is a text. */
    void addText(String name) {
        fields().computeIfAbsent(name, _ -> new JsonTypes()).texts = true;
    }

    private Map<String, JsonTypes> fields() {
        Map<String, JsonTypes> own = fields;
        if (own == null) {
            own = new TreeMap<>();
            fields = own;
        }
        return own;
    }

    private JsonTypes element() {
        JsonTypes own = element;
        if (own == null) {
            own = new JsonTypes();
            element = own;
        }
        return own;
    }

    /** The type of the records. */
    DataType rootType(JsonOptions options) {
        DataType type = fields == null ? DataType.NULL : struct(fields, options);
        return type;
    }

    /** The common type; NULL when only nulls, empty objects and empty arrays without a type were seen and those are to be left out. */
    private DataType type(JsonOptions options) {
        boolean decimals = whole >= 0;
        int kinds =
                (texts ? 1 : 0) + (moments ? 1 : 0) + (flags ? 1 : 0) + (longs || doubles || decimals ? 1 : 0) + (fields != null ? 1 : 0)
                        + (element != null ? 1 : 0);
        if (kinds == 0) {
            return options.dropAllNull() ? DataType.NULL : DataType.STRING;
        }
        if (kinds > 1 || texts) {
            return DataType.STRING;
        }
        if (fields != null) {
            return struct(fields, options);
        }
        if (element != null) {
            DataType of = element.type(options);
            return of instanceof DataType.NullType ? of : DataType.array(of);
        }
        return moments ? DataType.TIMESTAMP : flags ? DataType.BOOLEAN : number();
    }

    private DataType number() {
        if (doubles || whole < 0) {
            return doubles ? DataType.DOUBLE : DataType.BIGINT;
        }
        int digits = Math.max(1, Math.max(longs ? 20 : 0, whole) + scale);
        return digits > DecimalType.MAX_PRECISION ? DataType.DOUBLE : DataType.decimal(digits, scale);
    }

    private static DataType struct(Map<String, JsonTypes> fields, JsonOptions options) {
        List<Field> typed = new ArrayList<>();
        fields.forEach((name, types) -> {
            DataType type = types.type(options);
            if (!(type instanceof DataType.NullType)) {
                typed.add(Field.of(name, type));
            }
        });
        return typed.isEmpty() ? DataType.NULL : new DataType.StructType(typed);
    }
}
