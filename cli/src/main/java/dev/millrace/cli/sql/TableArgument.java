package dev.millrace.cli.sql;

import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --table trips='trips/*.parquet'}: files under a name, their format and columns found by looking at them. */
record TableArgument(String name, String path) {

    static final class Converter implements ITypeConverter<TableArgument> {
        @Override
        public TableArgument convert(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw new TypeConversionException("expected NAME=GLOB but got '" + text + "'");
            }
            return new TableArgument(text.substring(0, equals).strip(), text.substring(equals + 1));
        }
    }

    /** @throws EngineException PATH_NOT_FOUND and whatever else is wrong with the files */
    void register(Session session) {
        session.engine().run(new Statement.CreateView(List.of(name), List.of(), Statement.Lifetime.SESSION, Statement.IfExists.REPLACE,
                new UnresolvedPlan.File(path, Origin.NONE), "", Origin.NONE));
    }
}
