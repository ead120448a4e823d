package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.function.json.JsonPath;
import dev.millrace.executor.kernel.function.json.JsonReader;
import dev.millrace.executor.kernel.function.json.JsonSchemas;
import dev.millrace.executor.kernel.function.json.JsonValues;
import dev.millrace.executor.kernel.function.json.JsonWriter;
import dev.millrace.executor.kernel.function.json.MalformedJson;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on JSON texts. */
final class JsonKernels {

    private JsonKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "from_json" -> RowKernel.strict((call, values) -> parsed(call, (String) values[0]));
            case "to_json" -> RowKernel.strict((call, values) -> call.state(JsonWriter.class,
                    () -> new JsonWriter(call.zone(), options(call, 1))).text(values[0], call.argumentType(0)));
            case "schema_of_json" -> RowKernel.strict(JsonKernels::schema);
            case "get_json_object" -> RowKernel.strict((call, values) -> {
                JsonPath path = JsonPath.parse((String) values[1]);
                try {
                    return path == null ? null : path.find(JsonReader.read((String) values[0], plain(call)));
                } catch (MalformedJson e) {
                    return null;
                }
            });
            case "json_member" -> RowKernel.strict((call, values) -> tree(call, values) instanceof Map<?, ?> fields
                    ? new JsonPath(List.of((String) values[1])).find(fields)
                    : null);
            case "json_array_length" ->
                    RowKernel.strict((call, values) -> tree(call, values) instanceof List<?> items ? (Object) items.size() : null);
            case "json_object_keys" -> RowKernel.strict((call, values) -> tree(call, values) instanceof Map<?, ?> fields
                    ? new ArrayList<>(fields.keySet())
                    : null);
            default -> null;
        };
    }

    /** What a call keeps. */
    private record FromJson(FormatOptions options, JsonValues values) {}

    private static @Nullable Object parsed(KernelCall call, String text) {
        FromJson state = call.state(FromJson.class, () -> {
            FormatOptions options = options(call, 2);
            return new FromJson(options, new JsonValues(call.zone(), options));
        });
        if (text.isBlank()) {
            return null;
        }
        try {
            Object value = state.values.root(JsonReader.read(text, state.options), call.type(), text);
            if (state.options.failsFast() && !state.values.wasExact()) {
                throw malformed(call, "a value does not fit its type");
            }
            return value;
        } catch (MalformedJson e) {
            if (state.options.failsFast()) {
                throw malformed(call, e.getMessage());
            }
            return call.type() instanceof DataType.StructType(var fields) ? state.values.malformed(fields, text) : null;
        }
    }

    private static Object schema(KernelCall call, @Nullable Object[] values) {
        FormatOptions options = options(call, 1);
        if (((String) values[0]).isBlank()) {
            return DataType.STRING.sql();
        }
        try {
            return JsonSchemas.ddl(new JsonSchemas(options).type(JsonReader.read((String) values[0], options)));
        } catch (MalformedJson e) {
            throw malformed(call, e.getMessage());
        }
    }

    private static @Nullable Object tree(KernelCall call, @Nullable Object[] values) {
        try {
            return JsonReader.read((String) values[0], plain(call));
        } catch (MalformedJson e) {
            return null;
        }
    }

    private static FormatOptions plain(KernelCall call) {
        return call.state(FormatOptions.class, () -> new FormatOptions(null, call.function()));
    }

    private static FormatOptions options(KernelCall call, int argument) {
        return new FormatOptions(argument < call.argumentCount() ? call.constant(argument) : null, call.function());
    }

    private static EngineException malformed(KernelCall call, @Nullable String detail) {
        return ErrorCondition.MALFORMED_RECORD_IN_PARSING.with("file", call.text(), "line", 1, "detail", detail);
    }
}
