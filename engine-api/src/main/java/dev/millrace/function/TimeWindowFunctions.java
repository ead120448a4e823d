package dev.millrace.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;

/** Definitions of functions on windows of time: {@code GROUP BY window(time, '10 minutes', '5 minutes')}. */
final class TimeWindowFunctions {

    private TimeWindowFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("time window");
        scalars.add("window", List.of(), 2, 4, arguments -> choice(arguments, false), Nulls.OWN, true,
                "window(time, duration[, slide[, start]])",
                "The window of time, a struct of start and end, that holds a timestamp; several rows where windows overlap.");
        scalars.add("time_windows", List.of(), 2, 4, arguments -> choice(arguments, true), Nulls.OWN, true,
                "time_windows(time, duration[, slide[, start]])", "All windows of time that hold a timestamp, the latest first.");
        scalars.strict("window_time", 1, 1, TimeWindowFunctions::last, "window_time(window)", "The last microsecond of a window.");
        scalars.strict("time_bucket", 2, 3, TimeWindowFunctions::bucket, "time_bucket(width, timestamp[, origin])",
                "The start of the bucket that holds a timestamp; buckets are as wide as an interval, and one begins at the origin.");
        return scalars.all();
    }

    private static Typing.Choice choice(List<Expr> arguments, boolean several) {
        DataType time = switch (arguments.getFirst().type()) {
            case DataType.TimestampNtzType type -> type;
            case DataType.TimestampType _, DataType.DateType _, DataType.StringType _, DataType.NullType _ -> DataType.TIMESTAMP;
            default -> throw Typings.mismatch("window", arguments, 0, "a TIMESTAMP");
        };
        long[] micros = new long[arguments.size()];
        List<DataType> types = new ArrayList<>(List.of(time));
        for (int i = 1; i < arguments.size(); i++) {
            micros[i] = micros(arguments, i);
            types.add(arguments.get(i).type());
        }
        check(arguments, micros);
        DataType window = DataType.struct(Field.of("start", time), Field.of("end", time));
        return new Typing.Choice(types, several ? new DataType.ArrayType(window, false) : window);
    }

    private static long micros(List<Expr> arguments, int position) {
        if (arguments.get(position) instanceof Literal(var value, var _)) {
            if (value instanceof Integer || value instanceof Long) {
                return ((Number) value).longValue();
            }
            if (value instanceof String text) {
                return WindowDuration.micros(text);
            }
        }
        throw Typings.mismatch("window", arguments, position, "an integer, long or string literal");
    }

    private static void check(List<Expr> arguments, long[] micros) {
        long duration = micros[1];
        long slide = micros.length > 2 ? micros[2] : duration;
        long start = micros.length > 3 ? micros[3] : 0;
        if (duration <= 0 || slide <= 0) {
            throw Typings.mismatch("window", arguments, duration <= 0 ? 1 : 2, "above 0");
        }
        if (slide > duration || Math.abs(start) >= slide) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "window", "detail",
                    "the slide must not be longer than the duration, and the start must lie within one slide.");
        }
    }

    private static Typing.Choice last(List<Expr> arguments) {
        if (arguments.getFirst().type() instanceof DataType.StructType(var fields) && fields.size() == 2
                && fields.get(0).name().equals("start") && fields.get(1).name().equals("end")) {
            return new Typing.Choice(Typings.types(arguments), fields.get(1).type());
        }
        throw Typings.mismatch("window_time", arguments, 0, "a window (a STRUCT of start and end)");
    }

    private static Typing.Choice bucket(List<Expr> arguments) {
        DataType width = arguments.getFirst().type();
        if (!(width instanceof DataType.YearMonthIntervalType || width instanceof DataType.DayTimeIntervalType)) {
            throw Typings.mismatch("time_bucket", arguments, 0, "an interval");
        }
        DataType time = arguments.get(1).type() instanceof DataType.TimestampNtzType type ? type : DataType.TIMESTAMP;
        return new Typing.Choice(arguments.size() == 2 ? List.of(width, time) : List.of(width, time, time), time);
    }
}
