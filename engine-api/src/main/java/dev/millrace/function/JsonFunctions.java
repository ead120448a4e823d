package dev.millrace.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.TypeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Definitions of functions on JSON texts. */
final class JsonFunctions {

    private static final DataType TEXT = DataType.STRING;

    private JsonFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("json");
        scalars.add("from_json", List.of(), 2, 3, JsonFunctions::parsed, Nulls.STRICT_OR_NULL, true, "from_json(json, schema[, options])",
                "The value of a JSON text, of the type that a schema text names.");
        scalars.partial("to_json", 1, 2, JsonFunctions::written, "to_json(expr[, options])", "A struct, array or map as JSON.");
        scalars.add("schema_of_json", List.of(), 1, 2, JsonFunctions::described, Nulls.NEVER, true, "schema_of_json(json[, options])",
                "The schema of a constant JSON text.");
        scalars.partial("get_json_object", 2, 2, Typings.fixed(TEXT, TEXT), "get_json_object(json, path)",
                "What stands at a path such as $.a[0], as text; null for nothing.");
        scalars.partial("json_array_length", 1, 1, Typings.fixed(DataType.INT, TEXT), "json_array_length(json)",
                "The number of elements of a JSON array; null for what is none.");
        scalars.partial("json_object_keys", 1, 1, Typings.fixed(DataType.array(TEXT), TEXT), "json_object_keys(json)",
                "The names of a JSON object's fields; null for what is none.");
        return scalars.all();
    }

    private static Typing.Choice parsed(List<Expr> arguments) {
        DataType type = schema("from_json", arguments, 1);
        if (!type.isNested()) {
            throw Typings.mismatch("from_json", arguments, 1, "the schema of a struct, an array or a map");
        }
        return choice(arguments, List.of(TEXT, TEXT), type);
    }

    private static Typing.Choice written(List<Expr> arguments) {
        DataType type = arguments.getFirst().type();
        if (!type.isNested()) {
            throw Typings.mismatch("to_json", arguments, 0, "a struct, an array or a map");
        }
        return choice(arguments, List.of(type), TEXT);
    }

    private static Typing.Choice described(List<Expr> arguments) {
        if (!(arguments.getFirst() instanceof Literal(String _, var _))) {
            throw Typings.mismatch("schema_of_json", arguments, 0, "a constant STRING, foldable and not null");
        }
        return choice(arguments, List.of(TEXT), TEXT);
    }

    /** The given types, and after them a constant map of options. */
    static Typing.Choice choice(List<Expr> arguments, List<DataType> given, DataType result) {
        List<DataType> types = new ArrayList<>(given);
        if (arguments.size() > given.size()) {
            Expr options = arguments.get(given.size());
            boolean texts = options instanceof Literal(Map<?, ?> _, DataType.MapType(DataType.StringType _, DataType.StringType _, var _));
            if (!texts) {
                throw Typings.mismatch("options", arguments, given.size(), "a constant MAP<STRING,STRING>");
            }
            types.add(options.type());
        }
        return new Typing.Choice(types, result);
    }

    /** The type that a constant text names: {@code a INT, b STRING} or {@code ARRAY<INT>}; everything in it may be null. */
    static DataType schema(String function, List<Expr> arguments, int position) {
        if (!(arguments.get(position) instanceof Literal(String text, var _))) {
            throw Typings.mismatch(function, arguments, position, "a constant STRING with a schema");
        }
        try {
            return nullable(TypeParser.type(text));
        } catch (EngineException noType) {
            if (noType.condition() != ErrorCondition.PARSE_SYNTAX_ERROR) {
                throw noType;
            }
            return nullable(TypeParser.schema(text).asStruct());
        }
    }

    private static DataType nullable(DataType type) {
        return switch (type) {
            case DataType.StructType(var fields) ->
                    new DataType.StructType(fields.stream().map(field -> Field.of(field.name(), nullable(field.type()))).toList());
            case DataType.ArrayType(var element, var _) -> DataType.array(nullable(element));
            case DataType.MapType(var key, var value, var _) -> DataType.map(nullable(key), nullable(value));
            default -> type;
        };
    }
}
