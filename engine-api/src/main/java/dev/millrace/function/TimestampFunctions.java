package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Definitions of functions that make timestamps of fields and texts, with and without a time zone, and count units between them. */
final class TimestampFunctions {

    private static final int FIELDS = 6;

    private TimestampFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("datetime");
        scalars.strict("timestampadd", 3, 3, arguments -> new Typing.Choice(
                List.of(DataType.STRING, DataType.BIGINT, timestamp(arguments.get(2))), timestamp(arguments.get(2))),
                "timestampadd(unit, n, timestamp)", "The timestamp so many units later: MICROSECOND … DAY, WEEK, MONTH, QUARTER, YEAR.");
        scalars.strict("timestampdiff", 3, 3, arguments -> {
            DataType type = timestamp(arguments.get(1)).equals(timestamp(arguments.get(2))) ? timestamp(arguments.get(1))
                    : DataType.TIMESTAMP;
            return new Typing.Choice(List.of(DataType.STRING, type, type), DataType.BIGINT);
        }, "timestampdiff(unit, start, end)", "The whole units from start to end.");
        for (String name : List.of("make_timestamp", "make_timestamp_ltz")) {
            String usage = "(year, month, day, hour, minute, second[, zone])";
            scalars.strict(name, FIELDS, FIELDS + 1, fields(DataType.TIMESTAMP), name + usage,
                    "A timestamp, of the session's time zone by default.");
            scalars.partial("try_" + name, FIELDS, FIELDS + 1, fields(DataType.TIMESTAMP), "try_" + name + usage,
                    "As " + name + "; null for fields out of bounds.");
        }
        scalars.strict("make_timestamp_ntz", FIELDS, FIELDS, fields(DataType.TIMESTAMP_NTZ),
                "make_timestamp_ntz(year, month, day, hour, minute, second)", "A timestamp without time zone.");
        scalars.partial("try_make_timestamp_ntz", FIELDS, FIELDS, fields(DataType.TIMESTAMP_NTZ),
                "try_make_timestamp_ntz(year, month, day, hour, minute, second)", "As make_timestamp_ntz; null for fields out of bounds.");
        Typing parsed = arguments -> {
            DataType first = arguments.getFirst().type() instanceof DataType.StringType || arguments.getFirst().type() == DataType.NULL
                    ? DataType.STRING
                    : DataType.TIMESTAMP_NTZ;
            return new Typing.Choice(arguments.size() == 1 ? List.of(first) : List.of(first, DataType.STRING), DataType.TIMESTAMP_NTZ);
        };
        scalars.strict("to_timestamp_ntz", 1, 2, parsed, "to_timestamp_ntz(expr[, pattern])",
                "The timestamp without time zone that a text shows.");
        return scalars.all();
    }

    private static DataType timestamp(Expr argument) {
        return argument.type() instanceof DataType.TimestampNtzType ? DataType.TIMESTAMP_NTZ : DataType.TIMESTAMP;
    }

    private static Typing fields(DataType result) {
        return arguments -> {
            List<DataType> types = new ArrayList<>(List.of(DataType.INT, DataType.INT, DataType.INT, DataType.INT, DataType.INT,
                    DataType.decimal(16, 6)));
            if (arguments.size() > types.size()) {
                types.add(DataType.STRING);
            }
            return new Typing.Choice(types, result);
        };
    }
}
