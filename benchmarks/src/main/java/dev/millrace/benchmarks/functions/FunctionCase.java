package dev.millrace.benchmarks.functions;

import java.util.ArrayList;
import java.util.List;

/**
 * A function over a column of the measured table, as both engines write it.
 *
 * @param column {@code i} BIGINT, {@code d} DOUBLE, {@code s} STRING of some 20 characters, {@code t} TIMESTAMP, {@code e} DATE
 */
record FunctionCase(String name, String column, String millrace, String duckdb) {

    static List<FunctionCase> all() {
        List<FunctionCase> all = new ArrayList<>();
        for (String same : List.of("abs(i)", "sign(d)", "sqrt(abs(d))", "exp(d / 1000)", "ln(abs(d) + 1)", "sin(d)", "atan2(d, 2)",
                "power(d, 2)", "floor(d)", "ceil(d)", "round(d, 2)", "greatest(i, 500)", "coalesce(i, 0)", "bit_count(i)", "i % 7",
                "degrees(d)", "cbrt(d)")) {
            all.add(same(same, same.contains("d") && !same.contains("i") || same.contains("(d") ? "d" : "i"));
        }
        for (String same : List.of("upper(s)", "lower(s)", "length(s)", "substring(s, 3, 5)", "concat(s, 'x')", "replace(s, 'a', 'bc')",
                "trim(s)", "reverse(s)", "lpad(s, 30, '*')", "left(s, 4)", "right(s, 4)", "instr(s, '7')", "contains(s, '77')",
                "ascii(s)", "repeat(s, 2)", "translate(s, 'abc', 'xyz')", "md5(s)", "s LIKE '%7_1%'", "levenshtein(s, 'value')",
                "split_part(s, '-', 2)", "concat_ws('-', s, s)")) {
            all.add(same(same, "s"));
        }
        all.add(new FunctionCase("rlike", "s", "rlike(s, '[0-9]7$')", "regexp_matches(s, '[0-9]7$')"));
        all.add(new FunctionCase("regexp_replace", "s", "regexp_replace(s, '[0-9]', '_')", "regexp_replace(s, '[0-9]', '_', 'g')"));
        all.add(new FunctionCase("regexp_extract", "s", "regexp_extract(s, '([0-9]+)', 1)", "regexp_extract(s, '([0-9]+)', 1)"));
        all.add(new FunctionCase("sha2", "s", "sha2(s, 256)", "sha256(s)"));
        all.add(new FunctionCase("startswith", "s", "startswith(s, 'va')", "starts_with(s, 'va')"));
        all.add(new FunctionCase("hex", "s", "hex(s)", "hex(s)"));
        all.add(new FunctionCase("base64", "s", "base64(s)", "base64(encode(s))"));
        all.add(new FunctionCase("xxhash64", "s", "xxhash64(s)", "hash(s)"));
        for (String same : List.of("year(e)", "month(e)", "dayofweek(e)", "dayofyear(e)", "quarter(e)", "last_day(e)")) {
            all.add(same(same, "e"));
        }
        all.add(new FunctionCase("date_add", "e", "date_add(e, 30)", "e + 30"));
        all.add(new FunctionCase("datediff", "e", "datediff(e, DATE '2020-01-01')", "date_diff('day', DATE '2020-01-01', e)"));
        all.add(new FunctionCase("hour", "t", "hour(t)", "hour(t)"));
        all.add(new FunctionCase("date_trunc", "t", "date_trunc('HOUR', t)", "date_trunc('hour', t)"));
        all.add(new FunctionCase("unix_seconds", "t", "unix_seconds(t)", "epoch_us(t) // 1000000"));
        all.add(new FunctionCase("date_format", "t", "date_format(t, 'yyyy-MM-dd HH:mm')", "strftime(t, '%Y-%m-%d %H:%M')"));
        all.add(new FunctionCase("add_months", "e", "add_months(e, 3)", "CAST(e + INTERVAL 3 MONTH AS DATE)"));
        return all;
    }

    private static FunctionCase same(String call, String column) {
        int end = call.indexOf('(');
        return new FunctionCase(end < 0 ? call : call.substring(0, end), column, call, call);
    }
}
