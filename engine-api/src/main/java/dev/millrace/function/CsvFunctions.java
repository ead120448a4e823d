package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of functions on CSV texts. */
final class CsvFunctions {

    private static final DataType TEXT = DataType.STRING;

    private CsvFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("csv");
        scalars.strict("from_csv", 2, 3, CsvFunctions::parsed, "from_csv(csv, schema[, options])",
                "The struct of a CSV line, with the fields that a schema text names.");
        scalars.partial("to_csv", 1, 2, CsvFunctions::written, "to_csv(struct[, options])", "A struct as a CSV line.");
        scalars.add("schema_of_csv", List.of(), 1, 2, CsvFunctions::described, Nulls.NEVER, true, "schema_of_csv(csv[, options])",
                "The schema of a constant CSV line.");
        return scalars.all();
    }

    private static Typing.Choice parsed(List<Expr> arguments) {
        DataType type = JsonFunctions.schema("from_csv", arguments, 1);
        if (!(type instanceof DataType.StructType)) {
            throw Typings.mismatch("from_csv", arguments, 1, "the schema of a struct");
        }
        return JsonFunctions.choice(arguments, List.of(TEXT, TEXT), type);
    }

    private static Typing.Choice written(List<Expr> arguments) {
        DataType type = arguments.getFirst().type();
        if (!(type instanceof DataType.StructType)) {
            throw Typings.mismatch("to_csv", arguments, 0, "a struct");
        }
        return JsonFunctions.choice(arguments, List.of(type), TEXT);
    }

    private static Typing.Choice described(List<Expr> arguments) {
        if (!(arguments.getFirst() instanceof Literal(String _, var _))) {
            throw Typings.mismatch("schema_of_csv", arguments, 0, "a constant STRING, foldable and not null");
        }
        return JsonFunctions.choice(arguments, List.of(TEXT), TEXT);
    }
}
