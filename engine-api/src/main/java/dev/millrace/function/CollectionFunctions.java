package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.ArrayType;
import dev.millrace.types.DataType.MapType;
import dev.millrace.types.DataType.StructType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;

/** Definitions of functions on arrays, maps and structs. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("collection");
        builders(scalars);
        elements(scalars);
        arrays(scalars);
        sets(scalars);
        maps(scalars);
        lambdas(scalars);
        return scalars.all();
    }

    private static void builders(Scalars scalars) {
        scalars.add("array", List.of(), 0, FunctionDefinition.ANY, arguments -> {
            DataType element = arguments.isEmpty() ? DataType.NULL : Typings.commonType("array", Typings.types(arguments));
            List<DataType> types = new ArrayList<>();
            arguments.forEach(_ -> types.add(element));
            return new Typing.Choice(types, new ArrayType(element, arguments.stream().anyMatch(Expr::nullable)));
        }, Nulls.NEVER, true, "array(a, b, …)", "An array of the values.");
        scalars.add("map", List.of(), 0, FunctionDefinition.ANY, CollectionFunctions::mapped, Nulls.NEVER, true, "map(key, value, …)",
                "A map of keys and values.");
        scalars.add("struct", List.of(), 1, FunctionDefinition.ANY, arguments -> {
            List<Field> fields = new ArrayList<>();
            for (Expr argument : arguments) {
                fields.add(new Field("col" + (fields.size() + 1), argument.type(), argument.nullable()));
            }
            return new Typing.Choice(Typings.types(arguments), new StructType(fields));
        }, Nulls.NEVER, true, "struct(a, b, …)", "A struct of the values.");
        scalars.add("named_struct", List.of(), 0, FunctionDefinition.ANY, CollectionFunctions::named, Nulls.NEVER, true,
                "named_struct(name, value, …)", "A struct of fields with these names.");
        scalars.partial("sequence", 2, 3, CollectionFunctions::sequence, "sequence(start, stop[, step])",
                "The values from start to stop by step.");
        scalars.strict("array_repeat", 2, 2, arguments -> new Typing.Choice(List.of(arguments.get(0).type(), DataType.INT),
                new ArrayType(arguments.get(0).type(), true)), "array_repeat(value, times)", "The value so many times.");
    }

    private static void elements(Scalars scalars) {
        scalars.add("size", List.of("cardinality"), 1, 1, Typings.asIs(DataType.INT), Nulls.STRICT, true, "size(collection)",
                "The number of elements or entries.");
        scalars.strict("array_size", 1, 1, Typings.asIs(DataType.INT), "array_size(array)", "The number of elements.");
        for (String name : List.of("element_at", "try_element_at", "getitem", "get")) {
            scalars.partial(name, 2, 2, arguments -> element(name, arguments), name + "(collection, key)",
                    name.equals("get") || name.equals("getitem") ? "The element at an index from 0, or the value of a key."
                            : "The element at an index from 1 (from the end when negative), or the value of a key.");
        }
        scalars.partial("getfield", 2, 2, arguments -> field(arguments), "struct.field", "A field of a struct.");
        scalars.strict("array_contains", 2, 2, CollectionFunctions::withElementToBoolean, "array_contains(array, value)",
                "True when the value occurs; null when it does not but a null does.");
        scalars.strict("array_position", 2, 2, arguments -> new Typing.Choice(withElement("array_position", arguments), DataType.BIGINT),
                "array_position(array, value)", "Where the value first occurs, from 1; 0 for nowhere.");
        scalars.partial("array_max", 1, 1, CollectionFunctions::elementOf, "array_max(array)", "The largest element; nulls are skipped.");
        scalars.partial("array_min", 1, 1, CollectionFunctions::elementOf, "array_min(array)", "The smallest element; nulls are skipped.");
        scalars.strict("array_join", 2, 3, Typings.fixed(DataType.STRING, DataType.array(DataType.STRING), DataType.STRING),
                "array_join(array, delimiter[, nullText])",
                "The elements as text with a delimiter; nulls are left out without a text for them.");
    }

    private static void arrays(Scalars scalars) {
        scalars.strict("slice", 3, 3, Typings.firstThen(DataType.INT), "slice(array, start, length)",
                "Elements from a position on, from 1.");
        for (String name : List.of("array_append", "array_prepend", "array_remove")) {
            Nulls nulls = name.equals("array_remove") ? Nulls.STRICT : Nulls.FIRST;
            scalars.add(name, List.of(), 2, 2, arguments -> {
                List<DataType> types = withElement(name, arguments);
                return new Typing.Choice(types, types.getFirst());
            }, nulls, true, name + "(array, value)",
                    name.equals("array_remove") ? "Without the elements that equal the value."
                            : "With the value at the " + (name.equals("array_append") ? "end." : "beginning."));
        }
        scalars.add("array_insert", List.of(), 3, 3, arguments -> {
            ArrayType array = array("array_insert", arguments, 0);
            return new Typing.Choice(List.of(array, DataType.INT, array.element()), new ArrayType(array.element(), true));
        }, Nulls.OWN, true, "array_insert(array, position, value)", "With the value at a position from 1; from the end when negative.");
        for (String[] function : new String[][] {{"array_compact", "Without the nulls."}, {"array_distinct", "Each element once."},
                {"shuffle", "In random order."}}) {
            scalars.add(function[0], List.of(), 1, 1, Typings.firstAsIs(), Nulls.STRICT, !function[0].equals("shuffle"),
                    function[0] + "(array)", function[1]);
        }
        scalars.strict("sort_array", 1, 2, Typings.firstThen(DataType.BOOLEAN), "sort_array(array[, ascending])",
                "In order, nulls first ascending and last descending.");
        scalars.strict("array_sort", 1, 2, arguments -> new Typing.Choice(Typings.types(arguments), arguments.getFirst().type()),
                "array_sort(array[, (a, b) -> order])", "In ascending order with nulls last, or in the order that the lambda gives.");
        scalars.strict("flatten", 1, 1, arguments -> {
            if (array("flatten", arguments, 0).element() instanceof ArrayType inner) {
                return new Typing.Choice(Typings.types(arguments), inner);
            }
            throw Typings.mismatch("flatten", arguments, 0, "an array of arrays");
        }, "flatten(array of arrays)", "The elements of all inner arrays; null when one of them is.");
        scalars.strict("arrays_zip", 1, FunctionDefinition.ANY, arguments -> {
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                fields.add(Field.of(String.valueOf(i), array("arrays_zip", arguments, i).element()));
            }
            return new Typing.Choice(Typings.types(arguments), new ArrayType(new StructType(fields), false));
        }, "arrays_zip(a, b, …)", "Structs of the elements at one place, as many as the longest array has.");
    }

    private static void sets(Scalars scalars) {
        scalars.strict("array_union", 2, 2, Typings.common("array_union"), "array_union(a, b)", "The elements of either, each once.");
        scalars.strict("array_intersect", 2, 2, Typings.common("array_intersect"), "array_intersect(a, b)",
                "The elements of both, each once.");
        scalars.strict("array_except", 2, 2, Typings.common("array_except"), "array_except(a, b)",
                "The elements of a that b lacks, each once.");
        scalars.partial("arrays_overlap", 2, 2, Typings.common("arrays_overlap", _ -> DataType.BOOLEAN), "arrays_overlap(a, b)",
                "True when an element that is not null occurs in both; null when only a null might.");
    }

    private static void maps(Scalars scalars) {
        scalars.strict("map_keys", 1, 1,
                arguments -> new Typing.Choice(Typings.types(arguments), new ArrayType(map("map_keys", arguments, 0).key(), false)),
                "map_keys(map)", "The keys.");
        scalars.strict("map_values", 1, 1, arguments -> {
            MapType map = map("map_values", arguments, 0);
            return new Typing.Choice(Typings.types(arguments), new ArrayType(map.value(), map.valueContainsNull()));
        }, "map_values(map)", "The values.");
        scalars.strict("map_entries", 1, 1, arguments -> {
            MapType map = map("map_entries", arguments, 0);
            return new Typing.Choice(Typings.types(arguments), new ArrayType(
                    new StructType(List.of(new Field("key", map.key(), false), new Field("value", map.value(), map.valueContainsNull()))),
                    false));
        }, "map_entries(map)", "Structs of key and value.");
        scalars.strict("map_from_arrays", 2, 2, arguments -> {
            ArrayType values = array("map_from_arrays", arguments, 1);
            return new Typing.Choice(Typings.types(arguments),
                    new MapType(array("map_from_arrays", arguments, 0).element(), values.element(), values.containsNull()));
        }, "map_from_arrays(keys, values)", "A map of the elements at one place.");
        scalars.strict("map_from_entries", 1, 1, arguments -> {
            if (array("map_from_entries", arguments, 0).element() instanceof StructType(var fields) && fields.size() == 2) {
                return new Typing.Choice(Typings.types(arguments),
                        new MapType(fields.get(0).type(), fields.get(1).type(), fields.get(1).nullable()));
            }
            throw Typings.mismatch("map_from_entries", arguments, 0, "an array of structs with two fields");
        }, "map_from_entries(array)", "A map of structs of key and value.");
        scalars.strict("map_concat", 1, FunctionDefinition.ANY, Typings.common("map_concat"), "map_concat(a, b, …)",
                "The entries of all maps; DUPLICATED_MAP_KEY for a key in two.");
        scalars.strict("map_contains_key", 2, 2, arguments -> new Typing.Choice(
                List.of(arguments.get(0).type(), map("map_contains_key", arguments, 0).key()), DataType.BOOLEAN),
                "map_contains_key(map, key)",
                "True when the map has the key.");
        scalars.strict("str_to_map", 1, 3, Typings.fixed(new MapType(DataType.STRING, DataType.STRING, true), DataType.STRING),
                "str_to_map(text[, pairDelimiter[, keyValueDelimiter]])", "A map of the pairs of a text: a:1,b:2.");
    }

    private static void lambdas(Scalars scalars) {
        scalars.strict("transform", 2, 2, arguments -> new Typing.Choice(Typings.types(arguments),
                new ArrayType(arguments.get(1).type(), arguments.get(1).nullable())), "transform(array, x -> …)", "Each element changed.");
        scalars.strict("filter", 2, 2, arguments -> conditional("filter", arguments, arguments.getFirst().type()), "filter(array, x -> …)",
                "The elements for which the lambda is true.");
        scalars.partial("exists", 2, 2, arguments -> conditional("exists", arguments, DataType.BOOLEAN), "exists(array, x -> …)",
                "True when the lambda is true for some element.");
        scalars.partial("forall", 2, 2, arguments -> conditional("forall", arguments, DataType.BOOLEAN), "forall(array, x -> …)",
                "True when the lambda is true for every element.");
        scalars.add("aggregate", List.of("reduce"), 3, 4, arguments -> {
            DataType zero = arguments.get(1).type();
            if (!arguments.get(2).type().equals(zero)) {
                throw Typings.mismatch("aggregate", arguments, 2,
                        "a lambda that gives " + zero.sql() + " as the start value does (cast one of them)");
            }
            return new Typing.Choice(Typings.types(arguments), arguments.getLast().type());
        }, Nulls.OWN, true, "aggregate(array, start, (sum, x) -> …[, sum -> …])", "The elements taken into a value one after the other.");
        scalars.strict("zip_with", 3, 3,
                arguments -> new Typing.Choice(Typings.types(arguments), new ArrayType(arguments.get(2).type(), true)),
                "zip_with(a, b, (x, y) -> …)", "The elements at one place put together; nulls where an array is shorter.");
        scalars.strict("map_zip_with", 3, 3, arguments -> {
            MapType map = map("map_zip_with", arguments, 0);
            map("map_zip_with", arguments, 1);
            return new Typing.Choice(Typings.types(arguments), new MapType(map.key(), arguments.get(2).type(), true));
        }, "map_zip_with(a, b, (k, x, y) -> …)", "The values of one key put together; null where a map has no such key.");
        scalars.strict("transform_keys", 2, 2, arguments -> {
            MapType map = map("transform_keys", arguments, 0);
            return new Typing.Choice(Typings.types(arguments), new MapType(arguments.get(1).type(), map.value(), map.valueContainsNull()));
        }, "transform_keys(map, (k, v) -> …)", "The keys changed.");
        scalars.strict("transform_values", 2, 2, arguments -> new Typing.Choice(Typings.types(arguments),
                new MapType(map("transform_values", arguments, 0).key(), arguments.get(1).type(), true)),
                "transform_values(map, (k, v) -> …)",
                "The values changed.");
        scalars.strict("map_filter", 2, 2, arguments -> conditional("map_filter", arguments, arguments.getFirst().type()),
                "map_filter(map, (k, v) -> …)", "The entries for which the lambda is true.");
    }

    private static Typing.Choice conditional(String function, List<Expr> arguments, DataType result) {
        if (!(arguments.getLast() instanceof Lambda lambda) || lambda.type() != DataType.BOOLEAN) {
            throw Typings.mismatch(function, arguments, arguments.size() - 1, "a lambda that gives BOOLEAN");
        }
        return new Typing.Choice(Typings.types(arguments), result);
    }

    private static Typing.Choice mapped(List<Expr> arguments) {
        if (arguments.size() % 2 != 0) {
            throw Typings.mismatch("map", arguments, arguments.size() - 1, "followed by a value");
        }
        List<DataType> keys = new ArrayList<>();
        List<DataType> values = new ArrayList<>();
        boolean nulls = false;
        for (int i = 0; i < arguments.size(); i += 2) {
            keys.add(arguments.get(i).type());
            values.add(arguments.get(i + 1).type());
            nulls |= arguments.get(i + 1).nullable();
        }
        DataType key = keys.isEmpty() ? DataType.STRING : Typings.commonType("map", keys);
        DataType value = values.isEmpty() ? DataType.STRING : Typings.commonType("map", values);
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            types.add(i % 2 == 0 ? key : value);
        }
        return new Typing.Choice(types, new MapType(key, value, nulls));
    }

    private static Typing.Choice named(List<Expr> arguments) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (!(arguments.get(i) instanceof Literal(String name, var _))) {
                throw Typings.mismatch("named_struct", arguments, i, "a text literal: the field's name");
            }
            fields.add(new Field(name, arguments.get(i + 1).type(), arguments.get(i + 1).nullable()));
        }
        return new Typing.Choice(Typings.types(arguments), new StructType(fields));
    }

    private static Typing.Choice sequence(List<Expr> arguments) {
        DataType type = Typings.commonType("sequence", Typings.types(arguments.subList(0, 2)));
        List<DataType> types = new ArrayList<>(List.of(type, type));
        if (!type.isIntegral() && !(type instanceof DataType.DateType) && !(type instanceof DataType.TimestampType)) {
            throw Typings.mismatch("sequence", arguments, 0, "integral, a date or a timestamp");
        }
        if (arguments.size() > 2) {
            types.add(type.isIntegral() ? type : arguments.get(2).type());
        }
        return new Typing.Choice(types, new ArrayType(type, false));
    }

    private static Typing.Choice element(String function, List<Expr> arguments) {
        return switch (arguments.getFirst().type()) {
            case ArrayType array -> new Typing.Choice(List.of(array, DataType.INT), array.element());
            case MapType map -> new Typing.Choice(List.of(map, map.key()), map.value());
            default -> throw Typings.mismatch(function, arguments, 0, "an array or a map");
        };
    }

    private static Typing.Choice field(List<Expr> arguments) {
        if (arguments.get(0).type() instanceof StructType(var fields) && arguments.get(1) instanceof Literal(String name, var _)) {
            for (Field field : fields) {
                if (field.name().equalsIgnoreCase(name)) {
                    return new Typing.Choice(Typings.types(arguments), field.type());
                }
            }
        }
        throw Typings.mismatch("getfield", arguments, 0, "a struct with this field");
    }

    private static Typing.Choice elementOf(List<Expr> arguments) {
        return new Typing.Choice(Typings.types(arguments), array("array_max", arguments, 0).element());
    }

    private static Typing.Choice withElementToBoolean(List<Expr> arguments) {
        return new Typing.Choice(withElement("array_contains", arguments), DataType.BOOLEAN);
    }

    /** The array and the value cast to a common element type. */
    private static List<DataType> withElement(String function, List<Expr> arguments) {
        ArrayType array = array(function, arguments, 0);
        DataType element = Typings.commonType(function, List.of(array.element(), arguments.get(1).type()));
        return List.of(new ArrayType(element, true), element);
    }

    private static ArrayType array(String function, List<Expr> arguments, int position) {
        if (arguments.get(position).type() instanceof ArrayType array) {
            return array;
        }
        throw Typings.mismatch(function, arguments, position, "an array");
    }

    private static MapType map(String function, List<Expr> arguments, int position) {
        if (arguments.get(position).type() instanceof MapType map) {
            return map;
        }
        throw Typings.mismatch(function, arguments, position, "a map");
    }
}
