package dev.millrace.function;

import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of functions on dates and times. */
final class DateTimeFunctions {

    private DateTimeFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("date and time");
        fields(scalars);
        calendar(scalars);
        texts(scalars);
        instants(scalars);
        return scalars.all();
    }

    private static void fields(Scalars scalars) {
        Typing date = Typings.fixed(DataType.INT, DataType.DATE);
        String[][] ofDate = {{"year", "The year."}, {"quarter", "The quarter, 1 to 4."}, {"month", "The month, 1 to 12."},
                {"dayofmonth", "The day of the month."}, {"dayofweek", "The day of the week, 1 for Sunday."},
                {"weekday", "The day of the week, 0 for Monday."}, {"dayofyear", "The day of the year."},
                {"weekofyear", "The ISO week of the year."}};
        for (String[] function : ofDate) {
            scalars.add(function[0], function[0].equals("dayofmonth") ? List.of("day") : List.of(), 1, 1, date, Nulls.STRICT, true,
                    function[0] + "(date)", function[1]);
        }
        Typing name = Typings.fixed(DataType.STRING, DataType.DATE);
        scalars.strict("dayname", 1, 1, name, "dayname(date)", "The day's short name: Mon.");
        scalars.strict("monthname", 1, 1, name, "monthname(date)", "The month's short name: Jan.");
        Typing time = Typings.fixed(DataType.INT, DataType.TIMESTAMP);
        for (String function : List.of("hour", "minute", "second")) {
            scalars.strict(function, 1, 1, time, function + "(timestamp)", "The " + function + " in the session's time zone.");
        }
        scalars.add("date_part", List.of("datepart", "extract"), 2, 2, TimeField::typing, Nulls.STRICT, true, "date_part(field, source)",
                "A field, named by a literal, of a date, timestamp or interval: INT or TINYINT, seconds DECIMAL(8,6).");
    }

    private static void calendar(Scalars scalars) {
        Typing days = Typings.fixed(DataType.DATE, DataType.DATE, DataType.INT);
        scalars.add("date_add", List.of("dateadd"), 2, 2, days, Nulls.STRICT, true, "date_add(date, days)", "The date so many days later.");
        scalars.strict("date_sub", 2, 2, days, "date_sub(date, days)", "The date so many days earlier.");
        scalars.add("datediff", List.of("date_diff"), 2, 2, Typings.fixed(DataType.INT, DataType.DATE), Nulls.STRICT, true,
                "datediff(end, start)",
                "The days from start to end.");
        scalars.strict("add_months", 2, 2, days, "add_months(date, months)",
                "The date so many months later; the last day of the month where it has fewer days.");
        scalars.strict("months_between", 2, 3, Typings.fixed(DataType.DOUBLE, DataType.TIMESTAMP, DataType.TIMESTAMP, DataType.BOOLEAN),
                "months_between(end, start[, roundOff])", "The months from start to end, with a fraction counted in 31sts.");
        scalars.strict("last_day", 1, 1, Typings.fixed(DataType.DATE, DataType.DATE), "last_day(date)", "The last day of the month.");
        scalars.partial("next_day", 2, 2, Typings.fixed(DataType.DATE, DataType.DATE, DataType.STRING), "next_day(date, day)",
                "The first day after the date that is such a day of the week.");
        scalars.partial("trunc", 2, 2, Typings.fixed(DataType.DATE, DataType.DATE, DataType.STRING), "trunc(date, unit)",
                "The date cut down to the unit: YEAR, QUARTER, MONTH or WEEK; null for another unit.");
        scalars.partial("date_trunc", 2, 2, Typings.fixed(DataType.TIMESTAMP, DataType.STRING, DataType.TIMESTAMP),
                "date_trunc(unit, timestamp)",
                "The timestamp cut down to the unit: YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND …; null for another unit.");
        scalars.strict("make_date", 3, 3, Typings.fixed(DataType.DATE, DataType.INT), "make_date(year, month, day)",
                "A date; DATETIME_FIELD_OUT_OF_BOUNDS when there is no such day.");
        scalars.strict("make_dt_interval", 0, 4,
                Typings.fixed(DataType.INTERVAL_DAY_TIME, DataType.INT, DataType.INT, DataType.INT, DataType.DOUBLE),
                "make_dt_interval([days[, hours[, minutes[, seconds]]]])", "A day-time interval.");
        scalars.strict("make_ym_interval", 0, 2, Typings.fixed(DataType.INTERVAL_YEAR_MONTH, DataType.INT),
                "make_ym_interval([years[, months]])", "A year-month interval.");
        scalars.strict("unix_date", 1, 1, Typings.fixed(DataType.INT, DataType.DATE), "unix_date(date)", "Days since 1970-01-01.");
        scalars.strict("date_from_unix_date", 1, 1, Typings.fixed(DataType.DATE, DataType.INT), "date_from_unix_date(days)",
                "The date so many days after 1970-01-01.");
    }

    private static void texts(Scalars scalars) {
        scalars.strict("date_format", 2, 2, Typings.fixed(DataType.STRING, DataType.TIMESTAMP, DataType.STRING),
                "date_format(timestamp, pattern)",
                "The timestamp as text, by a pattern of java.time.");
        scalars.strict("to_date", 1, 2, parsed(DataType.DATE), "to_date(expr[, pattern])", "The date that a text shows.");
        scalars.partial("try_to_date", 1, 2, parsed(DataType.DATE), "try_to_date(expr[, pattern])",
                "As to_date; null for a text that shows none.");
        scalars.add("to_timestamp", List.of("to_timestamp_ltz"), 1, 2, parsed(DataType.TIMESTAMP), Nulls.STRICT, true,
                "to_timestamp(expr[, pattern])",
                "The timestamp that a text shows.");
        scalars.partial("try_to_timestamp", 1, 2, parsed(DataType.TIMESTAMP), "try_to_timestamp(expr[, pattern])",
                "As to_timestamp; null for a text that shows none.");
        scalars.add("unix_timestamp", List.of("to_unix_timestamp"), 1, 2, parsed(DataType.BIGINT), Nulls.STRICT, true,
                "unix_timestamp(expr[, pattern])", "Seconds since 1970-01-01 UTC.");
        scalars.strict("from_unixtime", 1, 2, Typings.fixed(DataType.STRING, DataType.BIGINT, DataType.STRING),
                "from_unixtime(seconds[, pattern])",
                "Seconds since 1970-01-01 UTC as text in the session's time zone.");
    }

    /** A text stays one, so that it is read by the pattern; a date or timestamp becomes a TIMESTAMP. */
    private static Typing parsed(DataType result) {
        return arguments -> {
            DataType given = arguments.getFirst().type();
            DataType first =
                    given instanceof DataType.StringType || given instanceof DataType.NullType ? DataType.STRING : DataType.TIMESTAMP;
            return new Typing.Choice(arguments.size() == 1 ? List.of(first) : List.of(first, DataType.STRING), result);
        };
    }

    private static void instants(Scalars scalars) {
        for (String unit : List.of("seconds", "millis", "micros")) {
            scalars.strict("unix_" + unit, 1, 1, Typings.fixed(DataType.BIGINT, DataType.TIMESTAMP), "unix_" + unit + "(timestamp)",
                    unit + " since 1970-01-01 UTC.");
            scalars.strict("timestamp_" + unit, 1, 1,
                    Typings.fixed(DataType.TIMESTAMP, unit.equals("seconds") ? DataType.DOUBLE : DataType.BIGINT),
                    "timestamp_" + unit + "(n)",
                    "The instant so many " + unit + " after 1970-01-01 UTC.");
        }
        scalars.strict("from_utc_timestamp", 2, 2, Typings.fixed(DataType.TIMESTAMP, DataType.TIMESTAMP, DataType.STRING),
                "from_utc_timestamp(timestamp, zone)", "The clock of UTC read as the clock of the zone.");
        scalars.strict("to_utc_timestamp", 2, 2, Typings.fixed(DataType.TIMESTAMP, DataType.TIMESTAMP, DataType.STRING),
                "to_utc_timestamp(timestamp, zone)", "The clock of the zone read as the clock of UTC.");
        scalars.strict("convert_timezone", 2, 3, arguments -> new Typing.Choice(arguments.size() == 2
                ? List.of(DataType.STRING, DataType.TIMESTAMP_NTZ)
                : List.of(DataType.STRING, DataType.STRING, DataType.TIMESTAMP_NTZ), DataType.TIMESTAMP_NTZ),
                "convert_timezone([from, ]to, timestamp_ntz)",
                "What the clock of one zone shows when that of another, the session's by default, shows this.");
        scalars.add("current_timezone", List.of(), 0, 0, Typings.asIs(DataType.STRING), Nulls.NEVER, true, "current_timezone()",
                "The session's time zone.");
        scalars.add("current_date", List.of("curdate"), 0, 0, Typings.asIs(DataType.DATE), Nulls.NEVER, true, "current_date()",
                "The day on which the query is planned, in the session's time zone.");
        scalars.add("current_timestamp", List.of("now"), 0, 0, Typings.asIs(DataType.TIMESTAMP), Nulls.NEVER, true, "current_timestamp()",
                "The instant at which the query is planned.");
        scalars.add("localtimestamp", List.of(), 0, 0, Typings.asIs(DataType.TIMESTAMP_NTZ), Nulls.NEVER, true, "localtimestamp()",
                "What the session's clock shows when the query is planned.");
    }
}
