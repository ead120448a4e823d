package dev.millrace.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code date_part('WEEK', day)} and {@code extract(WEEK FROM day)} can name: {@code TimeField.of("qtr")} is QUARTER. */
public enum TimeField {
    YEAR("YEAR", "Y", "YEARS", "YR", "YRS"), YEAROFWEEK("YEAROFWEEK"), QUARTER("QUARTER", "QTR"), MONTH("MONTH", "MON", "MONS", "MONTHS"),
    WEEK("WEEK", "W", "WEEKS"), DAY("DAY", "D", "DAYS"), DAYOFWEEK("DAYOFWEEK", "DOW"), DAYOFWEEK_ISO("DAYOFWEEK_ISO", "DOW_ISO"),
    DOY("DOY"),
    HOUR("HOUR", "H", "HOURS", "HR", "HRS"), MINUTE("MINUTE", "M", "MIN", "MINS", "MINUTES"),
    SECOND("SECOND", "S", "SEC", "SECONDS", "SECS");

    /** The type of SECOND, which has the microseconds as its fraction. */
    private static final DataType SECONDS = DataType.decimal(8, 6);

    private final List<String> names;

    TimeField(String... names) {
        this.names = List.of(names);
    }

    /** @param name in any case; empty when there is no such field */
    public static Optional<TimeField> of(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        for (TimeField field : values()) {
            if (field.names.contains(wanted)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** A date is taken as the midnight at which it begins, on no zone's clock. */
    static Typing.Choice typing(List<Expr> arguments) {
        DataType given = arguments.get(1).type();
        DataType source = switch (given) {
            case DataType.TimestampNtzType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ -> given;
            case DataType.DateType _ -> DataType.TIMESTAMP_NTZ;
            default -> DataType.TIMESTAMP;
        };
        List<DataType> types = List.of(DataType.STRING, source);
        if (!(arguments.getFirst() instanceof Literal literal)) {
            throw Typings.mismatch("date_part", arguments, 0, "a text literal: the field's name");
        }
        if (!(literal.value() instanceof String name)) {
            return new Typing.Choice(types, DataType.DOUBLE);
        }
        return new Typing.Choice(types, of(name).flatMap(field -> field.typeIn(source))
                .orElseThrow(() -> ErrorCondition.INVALID_EXTRACT_FIELD.with("field", name, "expression", arguments.get(1))));
    }

    private Optional<DataType> typeIn(DataType source) {
        return switch (source) {
            case DataType.YearMonthIntervalType _ -> switch (this) {
                case YEAR -> Optional.of(DataType.INT);
                case MONTH -> Optional.of(DataType.TINYINT);
                default -> Optional.empty();
            };
            case DataType.DayTimeIntervalType _ -> switch (this) {
                case DAY -> Optional.of(DataType.INT);
                case HOUR, MINUTE -> Optional.of(DataType.TINYINT);
                case SECOND -> Optional.of(SECONDS);
                default -> Optional.empty();
            };
            default -> Optional.of(this == SECOND ? SECONDS : DataType.INT);
        };
    }
}
