package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Kind;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Definitions of generators, whose result type is a struct of the columns they make, and of window functions. */
final class TableFunctions {

    private TableFunctions() {}

    static List<FunctionDefinition> all() {
        List<FunctionDefinition> all = new ArrayList<>();
        for (String suffix : List.of("", "_outer")) {
            String outer = suffix.isEmpty() ? "." : "; one row of nulls for none.";
            all.add(generator("explode" + suffix, 1, 1, arguments -> exploded(arguments, false), "(array or map)",
                    "A row for each element or entry" + outer));
            all.add(generator("posexplode" + suffix, 1, 1, arguments -> exploded(arguments, true), "(array or map)",
                    "A row for each element or entry, with its position from 0" + outer));
            all.add(generator("inline" + suffix, 1, 1, TableFunctions::inlined, "(array of structs)",
                    "A row for each struct, a column for each field" + outer));
        }
        all.add(generator("stack", 2, FunctionDefinition.ANY, TableFunctions::stacked, "(n, a, b, …)", "The values in n rows."));
        all.add(generator("json_tuple", 2, FunctionDefinition.ANY, TableFunctions::members, "(json, name, …)",
                "One row: the members of these names, as text."));
        windows(all);
        return all;
    }

    private static void windows(List<FunctionDefinition> all) {
        all.add(window("row_number", 0, Typings.asIs(DataType.INT), "()", "The row's number, from 1."));
        all.add(window("rank", FunctionDefinition.ANY, Typings.asIs(DataType.INT), "()",
                "One more than the rows that come before; arguments do not matter."));
        all.add(window("dense_rank", FunctionDefinition.ANY, Typings.asIs(DataType.INT), "()",
                "One more than the different values that come before."));
        all.add(window("percent_rank", FunctionDefinition.ANY, Typings.asIs(DataType.DOUBLE), "()",
                "The rank as a share of the other rows."));
        all.add(window("cume_dist", 0, Typings.asIs(DataType.DOUBLE), "()", "The share of rows that do not come after."));
        all.add(new FunctionDefinition("ntile", List.of(), Kind.WINDOW, "window", 1, 1,
                Typings.oneOf("ntile", "an INT", type -> type instanceof DataType.IntType ? type : DataType.NULL, _ -> DataType.INT),
                Nulls.NEVER, true,
                "ntile(n)", "The number of the bucket when the rows are dealt out to n."));
        for (String name : List.of("lag", "lead")) {
            all.add(new FunctionDefinition(name, List.of(), Kind.WINDOW, "window", 1, 3, TableFunctions::shifted, Nulls.OWN, true,
                    name + "(expr[, offset[, default]])",
                    "The value of the row so many " + (name.equals("lag") ? "before" : "after")
                            + ", 1 by default; the default when there is none."));
        }
        all.add(new FunctionDefinition("nth_value", List.of(), Kind.WINDOW, "window", 2, 2, Typings.firstThen(DataType.INT), Nulls.OWN,
                true,
                "nth_value(expr, n)", "The value of the frame's n-th row."));
    }

    private static Typing.Choice exploded(List<Expr> arguments, boolean position) {
        List<Field> fields = new ArrayList<>();
        if (position) {
            fields.add(new Field("pos", DataType.INT, false));
        }
        switch (arguments.getFirst().type()) {
            case DataType.ArrayType(var element, var nulls) -> fields.add(new Field("col", element, nulls));
            case DataType.MapType(var key, var value, var nulls) -> {
                fields.add(new Field("key", key, false));
                fields.add(new Field("value", value, nulls));
            }
            default -> throw Typings.mismatch("explode", arguments, 0, "an array or a map");
        }
        return new Typing.Choice(Typings.types(arguments), new DataType.StructType(fields));
    }

    private static Typing.Choice inlined(List<Expr> arguments) {
        if (arguments.getFirst().type() instanceof DataType.ArrayType(DataType.StructType struct, var _)) {
            return new Typing.Choice(Typings.types(arguments), struct);
        }
        throw Typings.mismatch("inline", arguments, 0, "an array of structs");
    }

    private static Typing.Choice members(List<Expr> arguments) {
        List<Field> fields = new ArrayList<>();
        for (int column = 0; column < arguments.size() - 1; column++) {
            fields.add(Field.of("c" + column, DataType.STRING));
        }
        return new Typing.Choice(Collections.nCopies(arguments.size(), DataType.STRING), new DataType.StructType(fields));
    }

    private static Typing.Choice stacked(List<Expr> arguments) {
        if (!(arguments.getFirst() instanceof Literal(Integer rows, var _)) || rows < 1) {
            throw Typings.mismatch("stack", arguments, 0, "a positive INT literal");
        }
        List<DataType> given = Typings.types(arguments.subList(1, arguments.size()));
        int columns = (given.size() + rows - 1) / rows;
        List<Field> fields = new ArrayList<>();
        List<DataType> types = new ArrayList<>(List.of(DataType.INT));
        given.forEach(types::add);
        for (int column = 0; column < columns; column++) {
            List<DataType> ofColumn = new ArrayList<>();
            for (int value = column; value < given.size(); value += columns) {
                ofColumn.add(given.get(value));
            }
            DataType type = Typings.commonType("stack", ofColumn);
            for (int value = column; value < given.size(); value += columns) {
                types.set(value + 1, type);
            }
            fields.add(Field.of("col" + column, type));
        }
        return new Typing.Choice(types, new DataType.StructType(fields));
    }

    private static Typing.Choice shifted(List<Expr> arguments) {
        DataType type = arguments.getFirst().type();
        List<DataType> types = new ArrayList<>(List.of(type));
        if (arguments.size() > 1) {
            types.add(DataType.INT);
        }
        if (arguments.size() > 2) {
            types.add(type);
        }
        return new Typing.Choice(types, type);
    }

    private static FunctionDefinition generator(String name, int min, int max, Typing typing, String usage, String doc) {
        return new FunctionDefinition(name, List.of(), Kind.GENERATOR, "generator", min, max, typing, Nulls.OWN, true, name + usage, doc);
    }

    private static FunctionDefinition window(String name, int arguments, Typing typing, String usage, String doc) {
        return new FunctionDefinition(name, List.of(), Kind.WINDOW, "window", 0, arguments, typing, Nulls.NEVER, true, name + usage,
                doc);
    }
}
