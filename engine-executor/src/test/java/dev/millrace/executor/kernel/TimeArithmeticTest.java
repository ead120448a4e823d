package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import org.junit.jupiter.api.Test;

/** Dates, timestamps and intervals, in the zone Europe/Berlin. */
class TimeArithmeticTest {

    private static final long HOUR = 3_600_000_000L;

    private final ExprCompiler compiler = new ExprCompiler(Config.EMPTY.with("session.timezone", "Europe/Berlin"));

    private static Expr read(String text, DataType type) {
        return new Cast(Literal.of(text), type, OnError.THROW);
    }

    private String text(Arithmetic.Op op, Expr left, Expr right, DataType type) {
        Expr value = new Arithmetic(op, left, right, type, OnError.THROW);
        return (String) compiler.evaluateConstant(new Cast(value, DataType.STRING, OnError.THROW)).value();
    }

    private static Expr months(int months) {
        return new Literal(months, DataType.INTERVAL_YEAR_MONTH);
    }

    private static Expr micros(long micros) {
        return new Literal(micros, DataType.INTERVAL_DAY_TIME);
    }

    @Test
    void datesMove() {
        Expr day = read("2024-01-31", DataType.DATE);
        assertEquals("2024-02-05", text(Arithmetic.Op.ADD, day, Literal.of(5), DataType.DATE));
        assertEquals("2024-02-05", text(Arithmetic.Op.ADD, Literal.of(5), day, DataType.DATE));
        assertEquals("2024-01-26", text(Arithmetic.Op.SUBTRACT, day, Literal.of(5), DataType.DATE));
        assertEquals("2024-02-29", text(Arithmetic.Op.ADD, day, months(1), DataType.DATE));
        assertEquals("2023-12-31", text(Arithmetic.Op.SUBTRACT, day, months(1), DataType.DATE));
        assertEquals("2024-02-29", text(Arithmetic.Op.ADD, months(1), day, DataType.DATE));
        assertEquals("2024-01-31 01:00:00", text(Arithmetic.Op.ADD, day, micros(HOUR), DataType.TIMESTAMP));
        assertEquals("2024-02-01", text(Arithmetic.Op.ADD, day, micros(24 * HOUR), DataType.DATE));
    }

    @Test
    void timestampsMoveOnTheWallClockByDaysAndInTimeByHours() {
        Expr before = read("2024-03-30 12:00:00", DataType.TIMESTAMP);
        assertEquals("2024-03-31 12:00:00", text(Arithmetic.Op.ADD, before, micros(24 * HOUR), DataType.TIMESTAMP));
        assertEquals("2024-03-31 12:00:00",
                text(Arithmetic.Op.ADD, read("2024-03-30 13:00:00", DataType.TIMESTAMP), micros(22 * HOUR), DataType.TIMESTAMP));
        assertEquals("2024-04-30 12:00:00", text(Arithmetic.Op.ADD, before, months(1), DataType.TIMESTAMP));
        assertEquals("2024-03-30 11:00:00", text(Arithmetic.Op.SUBTRACT, before, micros(HOUR), DataType.TIMESTAMP));
    }

    @Test
    void differences() {
        assertEquals("INTERVAL '30 00:00:00' DAY TO SECOND",
                text(Arithmetic.Op.SUBTRACT, read("2024-01-31", DataType.DATE), read("2024-01-01", DataType.DATE),
                        DataType.INTERVAL_DAY_TIME));
        assertEquals("INTERVAL '1 00:00:00' DAY TO SECOND", text(Arithmetic.Op.SUBTRACT, read("2024-03-31 12:00:00", DataType.TIMESTAMP),
                read("2024-03-30 12:00:00", DataType.TIMESTAMP), DataType.INTERVAL_DAY_TIME));
    }

    @Test
    void intervals() {
        assertEquals("INTERVAL '0-5' YEAR TO MONTH", text(Arithmetic.Op.ADD, months(3), months(2), DataType.INTERVAL_YEAR_MONTH));
        assertEquals("INTERVAL '0-5' YEAR TO MONTH",
                text(Arithmetic.Op.MULTIPLY, months(3), Literal.of(1.5), DataType.INTERVAL_YEAR_MONTH));
        assertEquals("INTERVAL '0-6' YEAR TO MONTH", text(Arithmetic.Op.MULTIPLY, Literal.of(2), months(3), DataType.INTERVAL_YEAR_MONTH));
        assertEquals("INTERVAL '0 00:30:00' DAY TO SECOND",
                text(Arithmetic.Op.DIVIDE, micros(HOUR), Literal.of(2), DataType.INTERVAL_DAY_TIME));
        assertEquals("INTERVAL '0 02:30:00' DAY TO SECOND",
                text(Arithmetic.Op.MULTIPLY, micros(HOUR), new Literal(25L, DataType.decimal(2, 1)), DataType.INTERVAL_DAY_TIME));
    }

    @Test
    void whatDoesNotFitIsAnError() {
        assertEquals(ErrorCondition.ARITHMETIC_OVERFLOW, assertThrows(EngineException.class,
                () -> text(Arithmetic.Op.ADD, micros(Long.MAX_VALUE), micros(1), DataType.INTERVAL_DAY_TIME)).condition());
        assertEquals(ErrorCondition.ARITHMETIC_OVERFLOW, assertThrows(EngineException.class,
                () -> text(Arithmetic.Op.ADD, new Literal(Integer.MAX_VALUE, DataType.DATE), Literal.of(1), DataType.DATE)).condition());
        assertEquals(ErrorCondition.DIVIDE_BY_ZERO, assertThrows(EngineException.class,
                () -> text(Arithmetic.Op.DIVIDE, micros(1), Literal.of(0), DataType.INTERVAL_DAY_TIME)).condition());
    }
}
