package dev.millrace.engine;

import static dev.millrace.api.Functions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.api.Column;
import dev.millrace.api.Session;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function once on constants and once on a column, from a call to the text of its value. */
class FunctionsTest {

    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.builder().master("local[1]").config("session.timezone", "UTC").create();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"numbers", "texts", "times", "collections", "others"})
    void givesWhatSparkGives(String name, Column call, String expected) {
        assertEquals(expected, text(session.range(1).select(call.cast("string").as("result")).collect().getFirst().get(0)),
                name + " folded");
        try (Session plain =
                Session.builder().master("local[1]").config("session.timezone", "UTC").config("debug.optimizer", "false").create()) {
            assertEquals(expected, text(plain.range(1).select(call.cast("string").as("result")).collect().getFirst().get(0)),
                    name + " evaluated");
        }
    }

    private static String text(Object value) {
        return value == null ? "NULL" : value.toString();
    }

    static Stream<Arguments> numbers() {
        return cases("abs", abs(lit(-3)), "3", "abs decimal", abs(lit(new BigDecimal("-1.50"))), "1.50", "pmod", pmod(lit(-7), lit(3)), "2",
                "round",
                round(lit(2.5)), "3.0", "round to", round(lit(new BigDecimal("2.345")), 2), "2.35", "bround", bround(lit(2.5)), "2.0",
                "floor",
                floor(lit(-0.1)), "-1", "ceil", ceil(lit(new BigDecimal("3.10"))), "4", "sqrt", sqrt(lit(4.0)), "2.0", "ln", log(lit(-1.0)),
                "NULL",
                "power", pow(lit(2), lit(3)), "8.0", "factorial", factorial(lit(5)), "120", "bin", bin(lit(13L)), "1101", "conv",
                conv(lit("100"), 2, 10), "4", "shiftleft", shiftleft(lit(2), 1), "4", "bit_count", bit_count(lit(7L)), "3", "width_bucket",
                width_bucket(lit(5.3), lit(0.2), lit(10.6), lit(5)), "3", "signum", signum(lit(-40.0)), "-1.0", "degrees",
                degrees(lit(Math.PI)), "180.0", "try_divide", try_divide(lit(1), lit(0)), "NULL", "isnan", isnan(lit(Double.NaN)), "true",
                "cbrt",
                cbrt(lit(27.0)), "3.0", "rint", rint(lit(12.3456)), "12.0",
                "nanvl", nanvl(lit(Double.NaN), lit(5.0)), "5.0", "nanvl without need", nanvl(lit(1.0), lit(null)), "1.0",
                "nanvl of nothing",
                nanvl(lit(Double.NaN), lit(null)), "NULL");
    }

    static Stream<Arguments> texts() {
        return cases("upper", upper(lit("straße")), "STRASSE", "lower", lower(lit("ÄB")), "äb", "initcap", initcap(lit("sPark sql")),
                "Spark Sql", "length",
                length(lit("Spark SQL ")), "10", "length of characters", length(lit("zürich")), "6", "trim", trim(lit("  a ")), "a",
                "trim of characters", trim(lit("SSparkSQLS"), "SL"), "parkSQ", "ltrim of characters", ltrim(lit("éébé"), "é"), "bé",
                "rtrim of characters", rtrim(lit("SSparkSQLS"), "SL"), "SSparkSQ", "btrim", btrim(lit("SSparkSQLS"), lit("SL")), "parkSQ",
                "trim in SQL's order", call_function("rtrim", lit("xy"), lit("axyx")), "a", "substring",
                substring(lit("Spark SQL"), 5, 1), "k", "substring from the end", substring(lit("Spark SQL"), -3, 10), "SQL", "left",
                left(lit("Spark"), lit(3)), "Spa", "right", right(lit("Spark"), lit(3)), "ark", "concat",
                concat(lit("a"), lit("b"), lit("c")), "abc",
                "concat_ws", concat_ws(" ", lit("a"), lit(null).cast("string"), lit("b")), "a b", "lpad", lpad(lit("hi"), 5, "??"), "???hi",
                "rpad",
                rpad(lit("hi"), 1, "?"), "h", "replace", replace(lit("ABCabc"), lit("abc"), lit("DEF")), "ABCDEF", "instr",
                instr(lit("SparkSQL"), "SQL"),
                "6", "locate", locate("bar", lit("foobarbar"), 5), "7", "repeat", repeat(lit("ab"), 3), "ababab", "reverse",
                reverse(lit("abc")), "cba",
                "split", split(lit("oneAtwoBthreeC"), "[ABC]"), "[one, two, three, ]", "translate", translate(lit("AaBbCc"), "abc", "123"),
                "A1B2C3",
                "soundex", soundex(lit("Miller")), "M460", "levenshtein", levenshtein(lit("kitten"), lit("sitting")), "3", "regexp_replace",
                regexp_replace(lit("100-200"), "(\\d+)", "num"), "num-num", "regexp_extract",
                regexp_extract(lit("100-200"), "(\\d+)-(\\d+)", 1), "100",
                "substring_index", substring_index(lit("www.apache.org"), ".", 2), "www.apache", "split_part",
                split_part(lit("11.12.13"), lit("."), lit(3)), "13", "base64", base64(lit("Spark SQL").cast("binary")), "U3BhcmsgU1FM",
                "hex",
                hex(lit(17L)), "11", "md5", md5(lit("Spark").cast("binary")), "8cde774d6f7333752ed72cacddb05126", "sha2",
                sha2(lit("Spark").cast("binary"), 256), "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b", "crc32",
                crc32(lit("Spark").cast("binary")), "1557323817", "format_number", format_number(lit(12332.123456), 4), "12,332.1235",
                "like",
                lit("Spark").like("_park"), "true", "rlike", lit("Spark").rlike("ar+"), "true", "contains", lit("Spark").contains("par"),
                "true");
    }

    static Stream<Arguments> times() {
        Column day = lit(LocalDate.of(2016, 7, 30));
        Column time = lit("2009-07-30 12:58:59").cast("timestamp");
        return cases("year", year(day), "2016", "quarter", quarter(day), "3", "dayofweek", dayofweek(day), "7", "weekday", weekday(day),
                "5",
                "dayofyear", dayofyear(day), "212", "weekofyear", weekofyear(day), "30", "hour", hour(time), "12", "minute", minute(time),
                "58",
                "second", second(time), "59", "date_add", date_add(day, 1), "2016-07-31", "datediff",
                datediff(day, lit(LocalDate.of(2016, 7, 1))), "29",
                "add_months", add_months(lit(LocalDate.of(2016, 8, 31)), 1), "2016-09-30", "last_day",
                last_day(lit(LocalDate.of(2009, 2, 12))),
                "2009-02-28", "next_day", next_day(lit(LocalDate.of(2015, 1, 14)), "TU"), "2015-01-20", "trunc", trunc(day, "quarter"),
                "2016-07-01",
                "date_trunc", date_trunc("HOUR", time), "2009-07-30 12:00:00", "months_between",
                months_between(lit("1997-02-28 10:30:00").cast("timestamp"), lit("1996-10-30").cast("timestamp")), "3.94959677",
                "date_format",
                date_format(time, "yyyy/MM/dd HH"), "2009/07/30 12", "to_date", to_date(lit("2016-12-31"), "yyyy-MM-dd"), "2016-12-31",
                "to_timestamp",
                to_timestamp(lit("2016-12-31 00:12:00")), "2016-12-31 00:12:00", "unix_timestamp", unix_timestamp(time), "1248958739",
                "from_unixtime",
                from_unixtime(lit(0L)), "1970-01-01 00:00:00", "make_date", make_date(lit(2013), lit(7), lit(15)), "2013-07-15",
                "timestamp_millis",
                timestamp_millis(lit(1230219000123L)), "2008-12-25 15:30:00.123", "type of a field",
                typeof(date_part(lit("week"), day)), "int", "date_part", date_part(lit("week"), day), "30", "type of seconds",
                typeof(extract(lit("SECONDS"), time)), "decimal(8,6)", "extract seconds",
                extract(lit("SECONDS"), lit("2019-10-01 00:00:01.000001").cast("timestamp")), "1.000001", "extract from an interval",
                extract(lit("MINUTE"), make_dt_interval(lit(1), lit(12), lit(30), lit(1.5))), "30");
    }

    static Stream<Arguments> collections() {
        Column numbers = array(lit(3), lit(1), lit(2), lit(1));
        Column map = map(lit("a"), lit(1), lit("b"), lit(2));
        return cases("size", size(numbers), "4", "array_contains", array_contains(numbers, 2), "true", "element_at",
                element_at(numbers, -1), "1",
                "get", get(numbers, lit(9)), "NULL", "slice", slice(numbers, 2, 2), "[1, 2]", "sort_array", sort_array(numbers, false),
                "[3, 2, 1, 1]",
                "array_distinct", array_distinct(numbers), "[3, 1, 2]", "array_union", array_union(numbers, array(lit(5))), "[3, 1, 2, 5]",
                "array_except", array_except(numbers, array(lit(1))), "[3, 2]", "array_max", array_max(numbers), "3",
                "array_distinct of maps",
                array_distinct(array(map(lit("a"), lit(1)), map(lit("a"), lit(2)), map(lit("a"), lit(1)))), "[{a -> 1}, {a -> 2}]",
                "array_join",
                array_join(array(lit("a"), lit("b")), "-"), "a-b", "flatten", flatten(array(array(lit(1)), array(lit(2)))), "[1, 2]",
                "sequence",
                sequence(lit(1), lit(5), lit(2)), "[1, 3, 5]", "map_keys", map_keys(map), "[a, b]", "map_values", map_values(map), "[1, 2]",
                "element of map", element_at(map, "b"), "2", "struct", struct(lit(1), lit("x")), "{1, x}", "transform",
                transform(numbers, x -> x.plus(lit(1))), "[4, 2, 3, 2]", "filter", filter(numbers, x -> x.gt(lit(1))), "[3, 2]", "exists",
                exists(numbers, x -> x.equalTo(lit(2))), "true", "forall", forall(numbers, x -> x.gt(lit(1))), "false", "aggregate",
                aggregate(numbers, lit(0), (sum, x) -> sum.plus(x)), "7", "zip_with",
                zip_with(numbers, array(lit(10)), (x, y) -> coalesce(y, x)),
                "[10, 1, 2, 1]", "map_filter", map_filter(map, (_, value) -> value.gt(lit(1))), "{b -> 2}");
    }

    static Stream<Arguments> others() {
        return cases("coalesce", coalesce(lit(null).cast("int"), lit(2)), "2", "greatest", greatest(lit(1), lit(null).cast("int"), lit(3)),
                "3", "least",
                least(lit(2), lit(1)), "1", "nullif", nullif(lit(1), lit(1)), "NULL", "nvl2", nvl2(lit(null).cast("int"), lit(1), lit(2)),
                "2", "when",
                when(lit(true), lit("yes")).otherwise("no"), "yes", "xxhash64", xxhash64(lit("Spark"), array(lit(123)), lit(2)),
                "5602566077635097486", "typeof", typeof(lit(1)), "int",
                "hash", call_function("hash", lit("Spark"), array(lit(123)), lit(2)), "-1321691492", "format_string",
                call_function("printf", lit("Hello World %d %s %.2f"), lit(100), lit("days"), lit(new BigDecimal("1.255"))),
                "Hello World 100 days 1.26",
                "luhn_check", call_function("luhn_check", lit("8112189876")), "true", "luhn_check wrong",
                call_function("luhn_check", lit("79927398714")), "false", "url_decode",
                call_function("url_decode", lit("https%3A%2F%2Fspark.apache.org")), "https://spark.apache.org", "bit_get",
                call_function("getbit", lit(11), lit(2)), "0", "positive", call_function("positive", lit(-1)), "-1", "equal_null",
                call_function("equal_null", lit(null), lit("abc")), "false", "equal_null of nulls",
                call_function("equal_null", lit(null), lit(null)), "true",
                "zeroifnull", call_function("zeroifnull", lit(null).cast("bigint")), "0", "nullifzero", call_function("nullifzero", lit(0)),
                "NULL", "mask",
                call_function("mask", lit("AbCD123-@$#"), lit("Q"), lit(null), lit("d"), lit("o")), "QbQQdddoooo", "try_to_date",
                call_function("try_to_date", lit("foo"), lit("yyyy-MM-dd")), "NULL", "convert_timezone",
                call_function("convert_timezone", lit("Europe/Brussels"), lit("2021-12-05 15:00:00").cast("timestamp_ntz")),
                "2021-12-05 16:00:00");
    }

    private static Stream<Arguments> cases(Object... namesCallsAndTexts) {
        List<Arguments> cases = new ArrayList<>();
        for (int i = 0; i < namesCallsAndTexts.length; i += 3) {
            cases.add(Arguments.of(namesCallsAndTexts[i], namesCallsAndTexts[i + 1], namesCallsAndTexts[i + 2]));
        }
        return cases.stream();
    }
}
