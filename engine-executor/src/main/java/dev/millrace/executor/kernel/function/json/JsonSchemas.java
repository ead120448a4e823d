package dev.millrace.executor.kernel.function.json;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The type of a JSON tree: whole numbers are BIGINT, longer ones DECIMAL, others DOUBLE, fields come in the order of their names, and
 * what has no type in common is STRING.
 */
public final class JsonSchemas {

    private static final int MAX_PRECISION = DataType.DecimalType.MAX_PRECISION;
    private static final int DIGITS_OF_LONG = 20;

    private final boolean primitivesAsString;
    private final boolean prefersDecimal;
    private final boolean inferTimestamp;
    private final boolean dropNullFields;

    public JsonSchemas(FormatOptions options) {
        this.primitivesAsString = options.flag("primitivesAsString", false);
        this.prefersDecimal = options.flag("prefersDecimal", false);
        this.inferTimestamp = options.flag("inferTimestamp", false);
        this.dropNullFields = options.flag("dropFieldIfAllNull", false);
    }

    /** The type of a tree, a field of nulls being STRING. */
    public DataType type(@Nullable Object tree) {
        DataType known = known(infer(tree));
        return known == DataType.NULL ? DataType.STRING : known;
    }

    private DataType infer(@Nullable Object tree) {
        return switch (tree) {
            case null -> DataType.NULL;
            case String text -> inferTimestamp && isTimestamp(text) ? DataType.TIMESTAMP : DataType.STRING;
            case JsonNumber number -> primitivesAsString ? DataType.STRING : number(number);
            case Map<?, ?> fields -> {
                Map<String, Field> byName = new TreeMap<>();
                fields.forEach((name, value) -> {
                    if (!name.toString().isEmpty()) {
                        byName.put(name.toString(), Field.of(name.toString(), infer(value)));
                    }
                });
                yield new DataType.StructType(new ArrayList<>(byName.values()));
            }
            case List<?> items -> {
                DataType element = DataType.NULL;
                for (Object item : items) {
                    element = merged(element, infer(item));
                }
                yield DataType.array(element);
            }
            default -> primitivesAsString ? DataType.STRING : DataType.BOOLEAN;
        };
    }

    private DataType number(JsonNumber number) {
        if (number.isSpecial()) {
            return DataType.DOUBLE;
        }
        if (number.isWhole()) {
            BigInteger value = number.decimal().toBigInteger();
            int digits = value.abs().toString().length();
            return value.bitLength() <= 63 ? DataType.BIGINT : digits <= MAX_PRECISION ? DataType.decimal(digits, 0) : DataType.DOUBLE;
        }
        if (!prefersDecimal) {
            return DataType.DOUBLE;
        }
        BigDecimal value = number.decimal();
        if (value.scale() < 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the number", "function", "schema_of_json", "expected",
                    "a DECIMAL without a negative scale", "actual", number.text());
        }
        int precision = Math.max(value.precision(), value.scale());
        return precision <= MAX_PRECISION ? DataType.decimal(precision, value.scale()) : DataType.DOUBLE;
    }

    private static boolean isTimestamp(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[-+]\\d{2}:?\\d{2})?");
    }

    private static DataType merged(DataType one, DataType other) {
        if (one.equals(other) || other == DataType.NULL) {
            return one;
        }
        if (one == DataType.NULL) {
            return other;
        }
        if (one instanceof DataType.StructType(var left) && other instanceof DataType.StructType(var right)) {
            Map<String, Field> byName = new TreeMap<>();
            left.forEach(field -> byName.put(field.name(), field));
            right.forEach(field -> byName.merge(field.name(), field,
                    (known, more) -> Field.of(known.name(), merged(known.type(), more.type()))));
            return new DataType.StructType(new ArrayList<>(byName.values()));
        }
        if (one instanceof DataType.ArrayType(var left, var _) && other instanceof DataType.ArrayType(var right, var _)) {
            return DataType.array(merged(left, right));
        }
        if (!one.isNumeric() || !other.isNumeric()) {
            return DataType.STRING;
        }
        if (one instanceof DataType.DoubleType || other instanceof DataType.DoubleType) {
            return DataType.DOUBLE;
        }
        DataType.DecimalType left = decimal(one);
        DataType.DecimalType right = decimal(other);
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return whole + scale > MAX_PRECISION ? DataType.DOUBLE : DataType.decimal(whole + scale, scale);
    }

    private static DataType.DecimalType decimal(DataType type) {
        return type instanceof DataType.DecimalType decimal ? decimal : DataType.decimal(DIGITS_OF_LONG, 0);
    }

    /** Fields of nulls become STRING, or are left out. */
    private DataType known(DataType type) {
        return switch (type) {
            case DataType.StructType(var fields) -> {
                List<Field> kept = new ArrayList<>();
                for (Field field : fields) {
                    DataType known = known(field.type());
                    boolean empty = known == DataType.NULL || known instanceof DataType.ArrayType(DataType.NullType _, var _);
                    if (!(dropNullFields && empty)) {
                        kept.add(Field.of(field.name(), known == DataType.NULL ? DataType.STRING : known));
                    }
                }
                yield new DataType.StructType(kept);
            }
            case DataType.ArrayType(var element, var _) -> {
                DataType known = known(element);
                yield DataType.array(known == DataType.NULL && !dropNullFields ? DataType.STRING : known);
            }
            default -> type;
        };
    }

    /** A type as DDL text: {@code STRUCT<a: BIGINT, `b c`: STRING>}. */
    public static String ddl(DataType type) {
        return switch (type) {
            case DataType.StructType(var fields) -> {
                List<String> texts = new ArrayList<>();
                for (Field field : fields) {
                    String name = field.name().matches("[a-zA-Z_][a-zA-Z0-9_]*") ? field.name()
                            : "`" + field.name().replace("`", "``") + "`";
                    texts.add(name + ": " + ddl(field.type()));
                }
                yield "STRUCT<" + String.join(", ", texts) + ">";
            }
            case DataType.ArrayType(var element, var _) -> "ARRAY<" + ddl(element) + ">";
            case DataType.MapType(var key, var value, var _) -> "MAP<" + ddl(key) + ", " + ddl(value) + ">";
            default -> type.sql().toUpperCase(Locale.ROOT);
        };
    }
}
