package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads about text that is no SQL: where, what was found, what was expected, and the line. */
class SyntaxErrorTest {

    @Test
    void theLineIsShownWithThePlaceUnderlined() {
        assertEquals("""
                [PARSE_SYNTAX_ERROR] Syntax error at line 3, column 12: found '==', but expected an expression.

                     where x ==== 3
                               ^^

                 SQLSTATE: 42601""", Sql.error("select a\n  from t\n where x ==== 3").getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
            textBlock = """
                    selec 1                          | line 1, column 1  | CREATE, INSERT or SHOW; did you mean SELECT?
                    select a, from t                 | line 1, column 11 | found 'from', but expected an expression.
                    select a b c from t              | line 1, column 12 | found 'c', but expected ',', FROM, GROUP, ORDER, WHERE or
                    select * from t order a          | line 1, column 23 | found 'a', but expected BY.
                    select * from t where            | line 1, column 22 | the text ends here, but expected an expression.
                    insert t values (1)              | line 1, column 8  | found 't', but expected INTO or OVERWRITE.
                    select (1 + 2 from t             | line 1, column 15 | the ( at line 1, column 8 is never closed.
                    select a from (select b from c   | line 1, column 31 | the ( at line 1, column 15 is never closed.
                    select )                         | line 1, column 8  | found ')', but expected an expression
                    select case when a then b        | line 1, column 26 | the text ends here, but expected an operator, ELSE, END or WHEN.
                    select 'abc                      | line 1, column 8  | the string that begins here is never closed.
                    select 1 /* /* */                | line 1, column 10 | the comment that begins here is never closed.
                    select `abc                      | line 1, column 8  | the name in backquotes that begins here is never closed.
                    select # from t                  | line 1, column 8  | the character '#' is no part of SQL.
                    create tabl x                    | line 1, column 8  | did you mean TABLE?
                    select 1; select 2               | line 1, column 11 | found 'select', but expected the end.
                    select a between 1 or 2          | line 1, column 20 | found 'or', but expected
                    select > > 1                     | line 1, column 8  | found '>', but expected an expression
                    select 1 > > 1                   | line 1, column 10 | there must be no space within a shift operator.
                    select f(x).*                    | line 1, column 12 | only a relation or a column can be expanded by .*
                    select a from t limit 1 limit 2  | line 1, column 25 | LIMIT and OFFSET can be given once.
                    select x like any () from t      | line 1, column 10 | LIKE ANY and LIKE ALL need at least one pattern
                    select * from a natural join b on true | line 1, column 17 | a NATURAL join takes neither
                    create or replace view if not exists v as select 1 | line 1, column 1 | OR REPLACE and IF NOT EXISTS exclude each other.
                    select * from t tablesample (200 percent) | line 1, column 30 | Sampling fraction (2.0) must be on interval [0, 1].
                    select * from t unpivot (v for n in ((a, b))) | line 1, column 38 | UNPIVOT needs 1 columns here
                    """)
    void saysWhatIsWrong(String sql, String position, String detail) {
        EngineException error = Sql.error(sql);
        assertEquals(ErrorCondition.PARSE_SYNTAX_ERROR, error.condition());
        assertTrue(error.getMessage().contains("at " + position + ":"), error.getMessage());
        assertTrue(error.getMessage().contains(detail) && error.getMessage().contains("\n    "),
                error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            select 128Y                                    | INVALID_NUMERIC_LITERAL_RANGE
            select -32769S                                 | INVALID_NUMERIC_LITERAL_RANGE
            select 9223372036854775808L                    | INVALID_NUMERIC_LITERAL_RANGE
            select 1e400                                   | INVALID_NUMERIC_LITERAL_RANGE
            select 1e39F                                   | INVALID_NUMERIC_LITERAL_RANGE
            select 123456789012345678901234567890123456789 | DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION
            select 1e99BD                                  | DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION
            select 1e999999999999BD                        | DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION
            select cast(a as decimal(39, 1))               | DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION
            select cast(a as inte)                         | UNSUPPORTED_DATATYPE
            select cast(a as interval)                     | UNSUPPORTED_DATATYPE
            select date '2021-02-29'                       | INVALID_TYPED_LITERAL
            select timestamp '2020-01-01 25:00:00'         | INVALID_TYPED_LITERAL
            select timestamp '2020-01-01 12:00:00 Mars'    | INVALID_TYPED_LITERAL
            select timestamp_ntz '2020-01-01 12:00:00Z'    | INVALID_TYPED_LITERAL
            select x'1g'                                   | INVALID_TYPED_LITERAL
            select foo 'bar'                               | UNSUPPORTED_TYPED_LITERAL
            select interval '1 month 1 day'                | INVALID_INTERVAL_FORMAT
            select interval 1 month 1 day                  | INVALID_INTERVAL_FORMAT
            select interval '1 25:00' day to minute        | INVALID_INTERVAL_FORMAT
            select interval '1.5' day                      | INVALID_INTERVAL_FORMAT
            select interval '1 parsec'                     | INVALID_INTERVAL_FORMAT
            select interval '1-12' year to month           | INVALID_INTERVAL_FORMAT
            select interval 99999999999 years              | INVALID_INTERVAL_FORMAT
            select interval '1' minute to day              | INVALID_INTERVAL_FORMAT
            select a like 'b' escape '!!'                  | INVALID_ESC
            select sum(a) over w from t                    | MISSING_WINDOW_SPECIFICATION
            select sum(a) over w from t window w as (w)    | MISSING_WINDOW_SPECIFICATION
            select ?                                       | UNBOUND_SQL_PARAMETER
            select :name                                   | UNBOUND_SQL_PARAMETER
            update t set a = 1                             | UNSUPPORTED_FEATURE
            """)
    void hasTheConditionOfSpark(String sql, ErrorCondition condition) {
        assertEquals(condition, Sql.error(sql).condition(), sql);
    }

    @Test
    void onlyPartOfALongLineIsShown() {
        String message = Sql.error("select " + "a, ".repeat(50_000) + "from" + ", b".repeat(50_000)).getMessage();
        assertTrue(message.length() < 500 && message.contains("…, a, a") && message.contains("from, b"), message);
    }
}
