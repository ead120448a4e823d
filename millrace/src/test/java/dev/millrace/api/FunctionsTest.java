package dev.millrace.api;

import static dev.millrace.api.Functions.*;
import static dev.millrace.api.LocalSession.assertRows;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Every function is called once with values whose answer Spark gives too: so that names and the order of arguments are right. */
class FunctionsTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static final Column DAY = lit(LocalDate.of(2020, 4, 15));
    private static final Column TIME = lit(Instant.parse("2020-04-15T10:20:30Z"));
    private static final Column LIST = lit(List.of(3, 1, 2));
    private static final Column MAP = map(lit("a"), lit(1), lit("b"), lit(2));

    /** Functions and what they give, each checked so that one failure does not hide another. */
    private static final class Answers {
        private final List<Executable> checks = new ArrayList<>();

        Answers is(Column column, @Nullable Object expected) {
            checks.add(() -> assertEquals(expected, LOCAL.evaluate(column), column::toString));
            return this;
        }

        void check() {
            assertAll(checks);
        }
    }

    @Test
    void mathematics() {
        Answers answers = new Answers();
        answers.is(abs(lit(-3)), 3);
        answers.is(sqrt(lit(9.0)), 3.0);
        answers.is(cbrt(lit(27.0)), 3.0);
        answers.is(exp(lit(0.0)), 1.0);
        answers.is(expm1(lit(0.0)), 0.0);
        answers.is(ln(lit(1.0)), 0.0);
        answers.is(ln(lit(0.0)), null);
        answers.is(log(2, lit(8.0)), 3.0);
        answers.is(log10(lit(1000.0)), 3.0);
        answers.is(log2(lit(8.0)), 3.0);
        answers.is(log1p(lit(0.0)), 0.0);
        answers.is(pow(lit(2), lit(10)), 1024.0);
        answers.is(floor(lit(-1.5)), -2L);
        answers.is(ceil(lit(1.2)), 2L);
        answers.is(round(lit(2.5)), 3.0);
        answers.is(round(lit(-2.345), 2), -2.35);
        answers.is(bround(lit(2.5)), 2.0);
        answers.is(bround(lit(2.25), 1), 2.2);
        answers.is(rint(lit(2.5)), 2.0);
        answers.is(round(lit(new BigDecimal("2.345")), 2), new BigDecimal("2.35"));
        answers.is(sign(lit(-7.5)), -1.0);
        answers.is(sin(lit(0.0)), 0.0);
        answers.is(cos(lit(0.0)), 1.0);
        answers.is(tan(lit(0.0)), 0.0);
        answers.is(asin(lit(0.0)), 0.0);
        answers.is(acos(lit(1.0)), 0.0);
        answers.is(atan(lit(0.0)), 0.0);
        answers.is(atan2(lit(0.0), lit(1.0)), 0.0);
        answers.is(sinh(lit(0.0)), 0.0);
        answers.is(cosh(lit(0.0)), 1.0);
        answers.is(tanh(lit(0.0)), 0.0);
        answers.is(degrees(lit(Math.PI)), 180.0);
        answers.is(radians(lit(180.0)), Math.PI);
        answers.is(e(), Math.E);
        answers.is(pi(), Math.PI);
        answers.is(factorial(lit(5)), 120L);
        answers.is(hypot(lit(3.0), lit(4.0)), 5.0);
        answers.is(pmod(lit(-7), lit(3)), 2);
        answers.is(try_add(lit(Integer.MAX_VALUE), lit(1)), null);
        answers.is(try_subtract(lit(3), lit(1)), 2);
        answers.is(try_multiply(lit(3), lit(2)), 6);
        answers.is(try_divide(lit(1), lit(0)), null);
        answers.is(shiftleft(lit(1), 3), 8);
        answers.is(shiftright(lit(-8), 1), -4);
        answers.is(shiftrightunsigned(lit(-1), 28), 15);
        answers.is(bit_count(lit(7)), 3);
        answers.is(bin(lit(13L)), "1101");
        answers.is(hex(lit(255L)), "FF");
        answers.is(hex(lit("ab")), "6162");
        answers.is(conv(lit("100"), 2, 10), "4");
        answers.is(negate(lit(3)), -3);
        answers.is(bitwise_not(lit(0)), -1);
        answers.is(lit(6).bitwiseAND(3), 2);
        answers.is(lit(6).bitwiseOR(3), 7);
        answers.is(lit(6).bitwiseXOR(3), 5);
        answers.is(lit(7).divide(2), 3.5);
        answers.is(lit(-7).mod(3), -1);
        answers.is(lit(new BigDecimal("1.5")).multiply(new BigDecimal("2.25")), new BigDecimal("3.375"));
        answers.is(width_bucket(lit(5.3), lit(0.2), lit(10.6), lit(5)), 3L);
        answers.check();
    }

    @Test
    void conditions() {
        Answers answers = new Answers();
        answers.is(coalesce(lit(null), lit(2), lit(3)), 2);
        answers.is(nvl(lit(null), lit("x")), "x");
        answers.is(nvl2(lit(1), lit("a"), lit("b")), "a");
        answers.is(nullif(lit(1), lit(1)), null);
        answers.is(greatest(lit(1), lit(null), lit(3)), 3);
        answers.is(least(lit(2), lit(1.5)), 1.5);
        answers.is(isnull(lit(null)), true);
        answers.is(isnotnull(lit(null)), false);
        answers.is(isnan(lit(Double.NaN)), true);
        answers.is(nanvl(lit(Double.NaN), lit(1.0)), 1.0);
        answers.is(not(lit(true)), false);
        answers.is(zeroifnull(lit(null).cast("int")), 0);
        answers.is(when(lit(1).gt(2), "a").when(lit(2).gt(1), "b").otherwise("c"), "b");
        answers.is(when(lit(false), 1), null);
        answers.is(typeof(lit(1L)), "bigint");
        answers.is(lit(null).cast("boolean").and(lit(false)), false);
        answers.is(lit(null).cast("boolean").or(lit(true)), true);
        answers.is(lit(null).eqNullSafe(null), true);
        answers.is(lit(1).isin(2, null), null);
        answers.is(lit("12").cast("int"), 12);
        answers.is(lit("x").tryCast("int"), null);
        answers.is(lit(3.7).cast("int"), 3);
        answers.is(lit(List.of(1, 2)).cast("string"), "[1, 2]");
        answers.is(assert_true(lit(true)), null);
        answers.is(call_function("UPPER", lit("a")), "A");
        answers.check();
    }

    @Test
    void text() {
        Answers answers = new Answers();
        answers.is(upper(lit("aé")), "AÉ");
        answers.is(lower(lit("ÀB")), "àb");
        answers.is(initcap(lit("the quick fOX")), "The Quick Fox");
        answers.is(length(lit("añb")), 3);
        answers.is(octet_length(lit("añb")), 4);
        answers.is(bit_length(lit("ab")), 16);
        answers.is(trim(lit("  a b ")), "a b");
        answers.is(trim(lit("xxaxx"), "x"), "a");
        answers.is(ltrim(lit("  a ")), "a ");
        answers.is(ltrim(lit("xyax"), "xy"), "ax");
        answers.is(rtrim(lit(" a  ")), " a");
        answers.is(rtrim(lit("xaxy"), "xy"), "xa");
        answers.is(btrim(lit("xax"), lit("x")), "a");
        answers.is(lpad(lit("7"), 3, "0"), "007");
        answers.is(rpad(lit("abc"), 2, "x"), "ab");
        answers.is(concat(lit("a"), lit("b"), lit("c")), "abc");
        answers.is(concat(lit("a"), lit(null).cast("string")), null);
        answers.is(concat_ws("-", lit("a"), lit(null).cast("string"), lit("b")), "a-b");
        answers.is(substring(lit("abcdef"), 2, 3), "bcd");
        answers.is(substring(lit("abcdef"), -2, 2), "ef");
        answers.is(substr(lit("abcdef"), lit(3)), "cdef");
        answers.is(lit("abcdef").substr(1, 2), "ab");
        answers.is(substring_index(lit("a.b.c"), ".", 2), "a.b");
        answers.is(substring_index(lit("a.b.c"), ".", -1), "c");
        answers.is(left(lit("abc"), lit(2)), "ab");
        answers.is(right(lit("abc"), lit(2)), "bc");
        answers.is(instr(lit("abcb"), "b"), 2);
        answers.is(locate("b", lit("abcb")), 2);
        answers.is(locate("b", lit("abcb"), 3), 4);
        answers.is(position(lit("z"), lit("abc")), 0);
        answers.is(repeat(lit("ab"), 3), "ababab");
        answers.is(replace(lit("abab"), lit("b"), lit("x")), "axax");
        answers.is(reverse(lit("abc")), "cba");
        answers.is(split(lit("a1b2c"), "[0-9]"), List.of("a", "b", "c"));
        answers.is(split(lit("a1b2c"), "[0-9]", 2), List.of("a", "b2c"));
        answers.is(split_part(lit("a,b,c"), lit(","), lit(-1)), "c");
        answers.is(translate(lit("abcd"), "bd", "x"), "axc");
        answers.is(overlay(lit("abcdef"), lit("XY"), lit(3)), "abXYef");
        answers.is(overlay(lit("abcdef"), lit("X"), lit(2), lit(3)), "aXef");
        answers.is(ascii(lit("A")), 65);
        answers.is(chr(lit(65L)), "A");
        answers.is(space(lit(2)), "  ");
        answers.is(base64(lit(new byte[] {1, 2})), "AQI=");
        answers.is(unbase64(lit("AQI=")).equalTo(lit(new byte[] {1, 2})), true);
        answers.is(decode(encode(lit("é"), "UTF-8"), "UTF-8"), "é");
        answers.is(format_number(lit(1234567.891), 2), "1,234,567.89");
        answers.is(regexp_replace(lit("a1b22"), "([0-9]+)", "<$1>"), "a<1>b<22>");
        answers.is(regexp_extract(lit("100-200"), "(\\d+)-(\\d+)", 2), "200");
        answers.is(regexp_extract_all(lit("1a2b"), lit("([0-9])"), lit(1)), List.of("1", "2"));
        answers.is(regexp_like(lit("abc"), lit("^a")), true);
        answers.is(regexp_count(lit("aXbX"), lit("X")), 2);
        answers.is(regexp_substr(lit("ab12"), lit("[0-9]+")), "12");
        answers.is(regexp_instr(lit("ab12"), lit("[0-9]+")), 3);
        answers.is(levenshtein(lit("kitten"), lit("sitting")), 3);
        answers.is(soundex(lit("Miller")), "M460");
        answers.is(startswith(lit("abc"), lit("ab")), true);
        answers.is(endswith(lit("abc"), lit("ab")), false);
        answers.is(contains(lit("abc"), lit("b")), true);
        answers.is(lit("a_c").like("a\\_c"), true);
        answers.is(find_in_set(lit("b"), lit("a,b,c")), 2);
        answers.is(elt(lit(2), lit("a"), lit("b")), "b");
        answers.check();
    }

    @Test
    void dates() {
        Answers answers = new Answers();
        answers.is(year(DAY), 2020);
        answers.is(quarter(DAY), 2);
        answers.is(month(DAY), 4);
        answers.is(day(DAY), 15);
        answers.is(dayofweek(DAY), 4);
        answers.is(weekday(DAY), 2);
        answers.is(dayofyear(DAY), 106);
        answers.is(weekofyear(DAY), 16);
        answers.is(hour(TIME), 10);
        answers.is(minute(TIME), 20);
        answers.is(second(TIME), 30);
        answers.is(date_add(DAY, 20), LocalDate.of(2020, 5, 5));
        answers.is(date_sub(DAY, lit(15)), LocalDate.of(2020, 3, 31));
        answers.is(datediff(lit(LocalDate.of(2020, 5, 1)), DAY), 16);
        answers.is(add_months(lit(LocalDate.of(2020, 1, 31)), 1), LocalDate.of(2020, 2, 29));
        answers.is(months_between(lit(LocalDate.of(2020, 3, 31)), lit(LocalDate.of(2020, 2, 29))), 1.0);
        answers.is(last_day(DAY), LocalDate.of(2020, 4, 30));
        answers.is(next_day(DAY, "Mon"), LocalDate.of(2020, 4, 20));
        answers.is(trunc(DAY, "month"), LocalDate.of(2020, 4, 1));
        answers.is(date_trunc("hour", TIME), Instant.parse("2020-04-15T10:00:00Z"));
        answers.is(date_format(TIME, "dd.MM.yyyy HH:mm"), "15.04.2020 10:20");
        answers.is(to_date(lit("2020-04-15")), LocalDate.of(2020, 4, 15));
        answers.is(to_date(lit("15/04/2020"), "dd/MM/yyyy"), LocalDate.of(2020, 4, 15));
        answers.is(to_timestamp(lit("2020-04-15 10:20:30")), Instant.parse("2020-04-15T10:20:30Z"));
        answers.is(to_timestamp(lit("20200415 1020"), "yyyyMMdd HHmm"), Instant.parse("2020-04-15T10:20:00Z"));
        answers.is(try_to_timestamp(lit("x")), null);
        answers.is(unix_timestamp().gt(0), true);
        answers.is(unix_timestamp(TIME), 1_586_946_030L);
        answers.is(unix_timestamp(lit("2020-04-15"), "yyyy-MM-dd"), 1_586_908_800L);
        answers.is(from_unixtime(lit(0L)), "1970-01-01 00:00:00");
        answers.is(from_unixtime(lit(0L), "yyyy"), "1970");
        answers.is(unix_seconds(TIME), 1_586_946_030L);
        answers.is(unix_millis(TIME), 1_586_946_030_000L);
        answers.is(unix_micros(TIME), 1_586_946_030_000_000L);
        answers.is(unix_date(lit(LocalDate.of(1970, 1, 3))), 2);
        answers.is(date_from_unix_date(lit(2)), LocalDate.of(1970, 1, 3));
        answers.is(timestamp_seconds(lit(1L)), Instant.ofEpochSecond(1));
        answers.is(timestamp_millis(lit(1L)), Instant.ofEpochMilli(1));
        answers.is(timestamp_micros(lit(1L)), Instant.ofEpochSecond(0, 1000));
        answers.is(make_date(lit(2020), lit(4), lit(15)), LocalDate.of(2020, 4, 15));
        answers.is(make_timestamp(lit(2020), lit(4), lit(15), lit(10), lit(20), lit(new BigDecimal("30.5"))),
                Instant.parse("2020-04-15T10:20:30.500Z"));
        answers.is(from_utc_timestamp(TIME, "Europe/Berlin"), Instant.parse("2020-04-15T12:20:30Z"));
        answers.is(to_utc_timestamp(TIME, "Europe/Berlin"), Instant.parse("2020-04-15T08:20:30Z"));
        answers.is(DAY.plus(Period.of(0, 1, 0)), LocalDate.of(2020, 5, 15));
        answers.is(TIME.plus(Duration.ofHours(2)), Instant.parse("2020-04-15T12:20:30Z"));
        answers.is(current_timezone(), "UTC");
        answers.is(current_date().equalTo(to_date(current_timestamp())), true);
        answers.is(dayname(DAY), "Wed");
        answers.is(monthname(DAY), "Apr");
        answers.check();
    }

    @Test
    void collections() {
        Answers answers = new Answers();
        answers.is(array(lit(1), lit(null), lit(3)), Arrays.asList(1, null, 3));
        answers.is(array_contains(LIST, 2), true);
        answers.is(array_size(LIST), 3);
        answers.is(size(LIST), 3);
        answers.is(element_at(LIST, -1), 2);
        answers.is(element_at(MAP, "a"), 1);
        answers.is(element_at(MAP, "z"), null);
        answers.is(get(LIST, lit(0)), 3);
        answers.is(get(LIST, lit(9)), null);
        answers.is(LIST.getItem(1), 1);
        answers.is(MAP.getItem("b"), 2);
        answers.is(slice(LIST, 2, 2), List.of(1, 2));
        answers.is(array_position(LIST, 1), 2L);
        answers.is(array_append(LIST, 9), List.of(3, 1, 2, 9));
        answers.is(array_prepend(LIST, 9), List.of(9, 3, 1, 2));
        answers.is(array_insert(LIST, lit(2), lit(9)), List.of(3, 9, 1, 2));
        answers.is(array_remove(LIST, 3), List.of(1, 2));
        answers.is(array_compact(array(lit(1), lit(null))), List.of(1));
        answers.is(array_distinct(array(lit(1), lit(1), lit(2))), List.of(1, 2));
        answers.is(array_union(LIST, array(lit(2), lit(7))), List.of(3, 1, 2, 7));
        answers.is(array_intersect(LIST, array(lit(2), lit(7))), List.of(2));
        answers.is(array_except(LIST, array(lit(2), lit(7))), List.of(3, 1));
        answers.is(arrays_overlap(LIST, array(lit(7))), false);
        answers.is(array_join(array(lit("a"), lit(null), lit("b")), ","), "a,b");
        answers.is(array_join(array(lit("a"), lit(null), lit("b")), ",", "?"), "a,?,b");
        answers.is(array_max(LIST), 3);
        answers.is(array_min(LIST), 1);
        answers.is(array_repeat(lit("x"), 2), List.of("x", "x"));
        answers.is(array_sort(LIST), List.of(1, 2, 3));
        answers.is(sort_array(LIST, false), List.of(3, 2, 1));
        answers.is(arrays_zip(LIST, array(lit("a"), lit("b"), lit("c"))).getItem(0).getField("1"), "a");
        answers.is(flatten(array(LIST, array(lit(7)))), List.of(3, 1, 2, 7));
        answers.is(sequence(lit(1), lit(3)), List.of(1, 2, 3));
        answers.is(sequence(lit(3), lit(1), lit(-2)), List.of(3, 1));
        answers.is(array_size(shuffle(LIST)), 3);
        answers.is(reverse(LIST), List.of(2, 1, 3));
        answers.is(concat(LIST, array(lit(7))), List.of(3, 1, 2, 7));
        answers.is(transform(LIST, x -> x.multiply(2)), List.of(6, 2, 4));
        answers.is(transform(LIST, (x, i) -> x.plus(i)), List.of(3, 2, 4));
        answers.is(transform(LIST, x -> size(transform(LIST, y -> x.plus(y)))), List.of(3, 3, 3));
        answers.is(filter(LIST, x -> x.gt(1)), List.of(3, 2));
        answers.is(filter(LIST, (x, i) -> i.gt(0)), List.of(1, 2));
        answers.is(exists(LIST, x -> x.equalTo(2)), true);
        answers.is(forall(LIST, x -> x.gt(1)), false);
        answers.is(aggregate(LIST, lit(0), (sum, x) -> sum.plus(x)), 6);
        answers.is(aggregate(LIST, lit(0), (sum, x) -> sum.plus(x), sum -> sum.multiply(10)), 60);
        answers.is(zip_with(LIST, LIST, (x, y) -> x.plus(y)), List.of(6, 2, 4));
        answers.is(map_keys(MAP), List.of("a", "b"));
        answers.is(map_values(MAP), List.of(1, 2));
        answers.is(map_contains_key(MAP, "a"), true);
        answers.is(map(lit("k"), lit(1)), Map.of("k", 1));
        answers.is(map_from_arrays(array(lit("k")), array(lit(1))), Map.of("k", 1));
        answers.is(map_from_entries(map_entries(MAP)), Map.of("a", 1, "b", 2));
        answers.is(map_concat(map(lit("k"), lit(1)), map(lit("l"), lit(2))), Map.of("k", 1, "l", 2));
        answers.is(str_to_map(lit("a:1,b:2"), lit(","), lit(":")), Map.of("a", "1", "b", "2"));
        answers.is(transform_keys(MAP, (key, value) -> upper(key)), Map.of("A", 1, "B", 2));
        answers.is(transform_values(MAP, (key, value) -> value.plus(1)), Map.of("a", 2, "b", 3));
        answers.is(map_filter(MAP, (key, value) -> value.gt(1)), Map.of("b", 2));
        answers.is(struct(lit(1).as("x"), lit("y")).getField("x"), 1);
        answers.is(named_struct(lit("x"), lit(1)).getField("x"), 1);
        answers.check();
    }

    @Test
    void hashes() {
        Answers answers = new Answers();
        answers.is(md5(lit("a")), "0cc175b9c0f1b6a831c399e269772661");
        answers.is(sha1(lit("a")), "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8");
        answers.is(sha2(lit("a"), 256), "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        answers.is(crc32(lit("a")), 3_904_355_907L);
        answers.is(xxhash64(lit("Spark")), -4_294_468_057_691_064_905L);
        answers.check();
    }

    @Test
    void aggregates() {
        DataFrame rows = LOCAL.frame("x INT, y DOUBLE, s STRING, b BOOLEAN", Row.of(1, 2.0, "a", true), Row.of(2, 4.0, "b", false),
                Row.of(3, 6.0, null, null), Row.of(null, null, "b", true));
        Map<Column, Object> expected = new LinkedHashMap<>();
        expected.put(count("*"), 4L);
        expected.put(count("x"), 3L);
        expected.put(count(lit(1)), 4L);
        expected.put(count_distinct(col("s")), 2L);
        expected.put(countDistinct("s", "x"), 2L);
        expected.put(sum("x"), 6L);
        expected.put(sum_distinct(col("x")), 6L);
        expected.put(avg("x"), 2.0);
        expected.put(mean("y"), 4.0);
        expected.put(min("s"), "a");
        expected.put(max("y"), 6.0);
        expected.put(first(col("s"), true), "a");
        expected.put(any_value(col("x"), true), 1);
        expected.put(stddev("x"), 1.0);
        expected.put(variance("x"), 1.0);
        expected.put(var_pop(col("x")), 2.0 / 3);
        expected.put(stddev_pop(col("x")), Math.sqrt(2.0 / 3));
        expected.put(skewness(col("x")), 0.0);
        expected.put(kurtosis(col("x")), -1.5);
        expected.put(corr(col("x"), col("y")), 1.0);
        expected.put(covar_pop(col("x"), col("y")), 4.0 / 3);
        expected.put(covar_samp(col("x"), col("y")), 2.0);
        expected.put(array_sort(collect_list("s")), List.of("a", "b", "b"));
        expected.put(array_sort(collect_set("s")), List.of("a", "b"));
        expected.put(percentile(col("x"), lit(0.25)), 1.5);
        expected.put(percentile_approx(col("x"), lit(0.5)), 2);
        expected.put(median(col("x")), 2.0);
        expected.put(mode(col("s")), "b");
        expected.put(approx_count_distinct("s"), 2L);
        expected.put(max_by(col("s"), col("y")), null);
        expected.put(min_by(col("s"), col("y")), "a");
        expected.put(bool_and(col("b")), false);
        expected.put(bool_or(col("b")), true);
        expected.put(count_if(col("b")), 2L);
        expected.put(length(listagg(col("s"), lit("-"))), 5);
        expected.put(bit_and(col("x")), 0);
        expected.put(bit_or(col("x")), 3);
        expected.put(bit_xor(col("x")), 0);
        List<Executable> checks = new ArrayList<>();
        expected.forEach((column, value) -> checks.add(() -> {
            Object actual = rows.coalesce(1).agg(column).head().get(0);
            if (value instanceof Double number && actual instanceof Double) {
                assertEquals(number, (Double) actual, 1e-12, column::toString);
            } else {
                assertEquals(value, actual, column::toString);
            }
        }));
        assertAll(checks);
    }

    @Test
    void windows() {
        DataFrame rows = LOCAL.frame("g STRING, x INT", Row.of("a", 1), Row.of("a", 2), Row.of("a", 2), Row.of("a", 5), Row.of("b", 7));
        WindowSpec ordered = Window.partitionBy("g").orderBy("x");
        assertRows(rows.select(col("g"), col("x"), row_number().over(ordered).gt(0), rank().over(ordered), dense_rank().over(ordered),
                percent_rank().over(ordered), cume_dist().over(ordered)), Row.of("a", 1, true, 1, 1, 0.0, 0.25),
                Row.of("a", 2, true, 2, 2, 1.0 / 3, 0.75),
                Row.of("a", 2, true, 2, 2, 1.0 / 3, 0.75), Row.of("a", 5, true, 4, 3, 1.0, 1.0), Row.of("b", 7, true, 1, 1, 0.0, 1.0));
        assertRows(rows.select(col("x"), lag(col("x"), 1).over(ordered), lead(col("x"), 1, -1).over(ordered), ntile(2).over(ordered)),
                Row.of(1, null, 2, 1), Row.of(2, 1, 2, 1), Row.of(2, 2, 5, 2), Row.of(5, 2, -1, 2), Row.of(7, null, -1, 1));
        WindowSpec all = ordered.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
        assertRows(rows.select(col("x"), first_value(col("x")).over(all), last_value(col("x")).over(all), nth_value(col("x"), 2).over(all)),
                Row.of(1, 1, 5, 2), Row.of(2, 1, 5, 2), Row.of(2, 1, 5, 2), Row.of(5, 1, 5, 2), Row.of(7, 7, 7, null));
        assertRows(
                rows.select(col("x"), sum("x").over(ordered), sum("x").over(ordered.rowsBetween(-1, 0)),
                        count("*").over(Window.partitionBy("g"))),
                Row.of(1, 1L, 1L, 4L), Row.of(2, 5L, 3L, 4L), Row.of(2, 5L, 4L, 4L), Row.of(5, 10L, 7L, 4L), Row.of(7, 7L, 7L, 1L));
        assertRows(rows.select(col("x"), sum("x").over(ordered.rangeBetween(-1, 1))), Row.of(1, 5L), Row.of(2, 5L), Row.of(2, 5L),
                Row.of(5, 5L),
                Row.of(7, 7L));
    }

    @Test
    void randomNumbers() {
        DataFrame rows = LOCAL.get().range(0, 1000, 1, 2).select(rand(3).as("r"), randn(3).as("n"), uuid().as("u"));
        Row sums = rows.agg(avg("r"), avg("n"), count_distinct(col("u"))).head();
        assertEquals(0.5, sums.getDouble(0), 0.05);
        assertEquals(0.0, sums.getDouble(1), 0.15);
        assertEquals(1000, sums.getLong(2));
        assertTrue(rows.filter(col("r").lt(0).or(col("r").geq(1))).isEmpty());
    }

    @Test
    void textConditions() {
        DataFrame people = LOCAL.frame("id INT, name STRING", Row.of(1, "ada"), Row.of(2, "bob"), Row.of(3, null));
        assertRows(people.filter(col("name").like("_d%").or(col("name").startsWith("b"))).select("id"), Row.of(1), Row.of(2));
        assertRows(people.filter(col("name").rlike("b.b").or(col("name").ilike("AD_"))).select("id"), Row.of(1), Row.of(2));
        assertRows(people.filter(col("name").endsWith("a").or(col("name").contains("o"))).select("id"), Row.of(1), Row.of(2));
    }

    @Test
    void generators() {
        DataFrame one = LOCAL.get().range(1);
        assertRows(one.select(stack(lit(2), lit(1), lit("a"), lit(2), lit("b"))), Row.of(1, "a"), Row.of(2, "b"));
        assertRows(one.select(inline(array(struct(lit(1).as("x"), lit("a").as("y"))))), Row.of(1, "a"));
        assertRows(one.select(posexplode_outer(lit(null).cast("array<int>"))), Row.of(null, null));
    }
}
