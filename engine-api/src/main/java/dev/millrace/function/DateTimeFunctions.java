package dev.millrace.function;

import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of functions on dates and times. */
final class DateTimeFunctions {

    private DateTimeFunctions() {}

    static List<FunctionDefinition> all() {
        return new Scalars("date and time")
                .partial("date_trunc", 2, 2, Typings.fixed(DataType.TIMESTAMP, DataType.STRING, DataType.TIMESTAMP), "date_trunc(unit, timestamp)",
                        "The timestamp cut down to the unit: YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND …; null for another unit.")
                .partial("trunc", 2, 2, Typings.fixed(DataType.DATE, DataType.DATE, DataType.STRING), "trunc(date, unit)",
                        "The date cut down to the unit: YEAR, QUARTER, MONTH or WEEK; null for another unit.")
                .all();
    }
}
