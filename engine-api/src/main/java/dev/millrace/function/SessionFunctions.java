package dev.millrace.function;

import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of functions that tell of the session, and are constants of a query. */
final class SessionFunctions {

    private SessionFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("session");
        Typing text = Typings.asIs(DataType.STRING);
        scalars.add("current_user", List.of("user", "session_user"), 0, 0, text, Nulls.NEVER, true, "current_user()",
                "The user that runs the engine.");
        scalars.add("current_database", List.of("current_schema"), 0, 0, text, Nulls.NEVER, true, "current_database()",
                "The database that names without one belong to.");
        scalars.add("current_catalog", List.of(), 0, 0, text, Nulls.NEVER, true, "current_catalog()", "The catalog: spark_catalog.");
        scalars.add("current_path", List.of(), 0, 0, text, Nulls.NEVER, true, "current_path()",
                "Where functions and tables are looked for, in order.");
        scalars.add("version", List.of(), 0, 0, text, Nulls.NEVER, true, "version()", "The version of the engine.");
        scalars.add("collation", List.of(), 1, 1, Typings.fixed(DataType.STRING, DataType.STRING), Nulls.NEVER, true, "collation(text)",
                "How texts are compared: by their bytes, UTF8_BINARY.");
        return scalars.all();
    }
}
