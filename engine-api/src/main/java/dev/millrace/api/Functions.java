package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The built-in functions, under Spark's names: {@code import static dev.millrace.api.Functions.*;} Each only describes a call; types are
 * checked when the Column is given to a DataFrame ({@code DATATYPE_MISMATCH}, {@code WRONG_NUM_ARGS}), values when the query runs.
 *
 * <p>{@code trips.groupBy("zone").agg(sum("fare").as("revenue"), count("*").as("trips"))}
 *
 * <p>Where an {@code Object} is taken, a Column stands for itself and anything else is a constant as in {@link #lit}. A function that is
 * not here is called by {@link #call_function}.
 */
public final class Functions {

    private Functions() {}

    // Columns and constants

    /**
     * A column by name: {@code col("fare")}, {@code col("t.fare")} of an alias, {@code col("address.city")} of a STRUCT; {@code *} and
     * {@code t.*} are all. A name with dots or blanks stands in backquotes: {@code col("`my.name`")}.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR for a name with an odd backquote or an empty part
     */
    public static Column col(String name) {
        return new Column(ColumnNames.parse(name));
    }

    /** {@link #col}. */
    public static Column column(String name) {
        return col(name);
    }

    /** An expression as SQL text: {@code expr("price * 1.19 AS gross")}; read when a DataFrame uses it. */
    public static Column expr(String sql) {
        return new Column(new UnresolvedText(sql));
    }

    /**
     * A constant: null, Boolean, a number (BigDecimal as DECIMAL of its own precision and scale), String, Character, byte[], LocalDate
     * (DATE), Instant, ZonedDateTime or OffsetDateTime (TIMESTAMP), LocalDateTime (TIMESTAMP_NTZ), Duration and Period (intervals), a List
     * or an array (ARRAY), a Map (MAP), a Row (STRUCT). A Column stays what it is.
     *
     * @throws EngineException UNSUPPORTED_FEATURE for another class
     */
    public static Column lit(@Nullable Object value) {
        return value instanceof Column column ? column : new Column(JavaLiterals.expr(value));
    }

    /** Begins a CASE: {@code when(col("fare").lt(0), "refund").otherwise("fare")}; null without {@code otherwise}. */
    public static Column when(Column condition, @Nullable Object value) {
        return new Column(new UnresolvedCase(List.of(condition.expr()), List.of(JavaLiterals.expr(value)), Optional.empty()));
    }

    /** First value that is not null; null when all are. */
    public static Column coalesce(Column... columns) {
        return call("coalesce", columns);
    }

    /** {@code otherwise} when {@code value} is null. */
    public static Column nvl(Column value, Column otherwise) {
        return call("nvl", value, otherwise);
    }

    /** {@link #nvl}. */
    public static Column ifnull(Column value, Column otherwise) {
        return call("nvl", value, otherwise);
    }

    /** {@code present} when {@code value} is not null, else {@code absent}. */
    public static Column nvl2(Column value, Column present, Column absent) {
        return call("nvl2", value, present, absent);
    }

    /** Null when both are equal, else {@code value}. */
    public static Column nullif(Column value, Column other) {
        return call("nullif", value, other);
    }

    /** 0 for null. */
    public static Column zeroifnull(Column column) {
        return call("coalesce", column, lit(0));
    }

    /** Greatest of two or more values; nulls are skipped, null when all are. */
    public static Column greatest(Column... columns) {
        return call("greatest", columns);
    }

    /** Least of two or more values; nulls are skipped, null when all are. */
    public static Column least(Column... columns) {
        return call("least", columns);
    }

    /** True for null, else false. */
    public static Column isnull(Column column) {
        return call("isnull", column);
    }

    /** False for null, else true. */
    public static Column isnotnull(Column column) {
        return call("isnotnull", column);
    }

    /** True for NaN; false for null. */
    public static Column isnan(Column column) {
        return call("isnan", column);
    }

    /** {@code otherwise} when {@code value} is NaN; null when {@code value} is. */
    public static Column nanvl(Column value, Column otherwise) {
        return call("nanvl", value, otherwise);
    }

    /** NOT; null for null. */
    public static Column not(Column condition) {
        return call("not", condition);
    }

    /** Unary minus; ARITHMETIC_OVERFLOW for the smallest value of its type. */
    public static Column negate(Column column) {
        return call("-", column);
    }

    /** {@link #negate}. */
    public static Column negative(Column column) {
        return call("-", column);
    }

    /** Every bit of an integer turned over. */
    public static Column bitwise_not(Column column) {
        return call("~", column);
    }

    /** A DOUBLE from 0 (inclusive) to 1 (exclusive) for each row, never null; another each time the query is built. */
    public static Column rand() {
        return call("rand", lit(seed()));
    }

    /** As {@link #rand()}; the same for the same seed, partition and position of the row. */
    public static Column rand(long seed) {
        return call("rand", lit(seed));
    }

    /** A DOUBLE of the standard normal distribution for each row, never null. */
    public static Column randn() {
        return call("randn", lit(seed()));
    }

    /** As {@link #randn()}, from a seed. */
    public static Column randn(long seed) {
        return call("randn", lit(seed));
    }

    /** A random UUID as text for each row, never null. */
    public static Column uuid() {
        return call("uuid");
    }

    /** BIGINT ids that grow within a partition and differ between partitions; not consecutive. */
    public static Column monotonically_increasing_id() {
        return call("monotonically_increasing_id");
    }

    /** Number of the partition that the row is in. */
    public static Column spark_partition_id() {
        return call("spark_partition_id");
    }

    /** Name of the value's type: {@code bigint}. */
    public static Column typeof(Column column) {
        return call("typeof", column);
    }

    /** Fails the query with USER_RAISED_EXCEPTION when a row gets here. */
    public static Column raise_error(Column message) {
        return call("raise_error", message);
    }

    /** Null when the condition is true, else fails the query with USER_RAISED_EXCEPTION. */
    public static Column assert_true(Column condition) {
        return call("assert_true", condition);
    }

    /** As {@link #assert_true(Column)}, with a message. */
    public static Column assert_true(Column condition, Column message) {
        return call("assert_true", condition, message);
    }

    /** Any function by name, for those that have no method here: {@code call_function("luhn_check", col("card"))}. */
    public static Column call_function(String name, Column... arguments) {
        return call(name.toLowerCase(Locale.ROOT), arguments);
    }

    /** Says that {@code frame} is small enough to be sent to every task of a join: {@code trips.join(broadcast(zones), "zone")}. */
    public static DataFrame broadcast(DataFrame frame) {
        return frame.hint("broadcast");
    }

    // Aggregates: nulls are skipped unless said otherwise; over no rows the result is null, counts are 0

    /** Rows where the value is not null; {@code count(col("*"))} and {@code count(lit(1))} count all. A BIGINT. */
    public static Column count(Column column) {
        return call("count", column);
    }

    /** As {@link #count(Column)}: {@code count("*")}. */
    public static Column count(String column) {
        return count(col(column));
    }

    /** Number of different combinations in which no value is null. */
    public static Column count_distinct(Column column, Column... more) {
        List<UnresolvedExpr> arguments = ColumnLists.exprs(more);
        arguments.addFirst(column.expr());
        return new Column(new UnresolvedCall("count", arguments, true, Optional.empty(), List.of(), Origin.NONE));
    }

    /** {@link #count_distinct}. */
    public static Column countDistinct(Column column, Column... more) {
        return count_distinct(column, more);
    }

    /** {@link #count_distinct}, by names. */
    public static Column countDistinct(String column, String... more) {
        return count_distinct(col(column), ColumnLists.columns(more));
    }

    /** Sum: BIGINT for integers, DOUBLE for floating point, a DECIMAL of ten digits more; ARITHMETIC_OVERFLOW. */
    public static Column sum(Column column) {
        return call("sum", column);
    }

    /** {@link #sum(Column)}, by name. */
    public static Column sum(String column) {
        return sum(col(column));
    }

    /** Mean as DOUBLE, or a DECIMAL of four digits more. */
    public static Column avg(Column column) {
        return call("avg", column);
    }

    /** {@link #avg(Column)}, by name. */
    public static Column avg(String column) {
        return avg(col(column));
    }

    /** {@link #avg(Column)}. */
    public static Column mean(Column column) {
        return call("avg", column);
    }

    /** {@link #mean(Column)}, by name. */
    public static Column mean(String column) {
        return mean(col(column));
    }

    /** Least value; NaN is greater than any number. */
    public static Column min(Column column) {
        return call("min", column);
    }

    /** {@link #min(Column)}, by name. */
    public static Column min(String column) {
        return min(col(column));
    }

    /** Greatest value; NaN is greater than any number. */
    public static Column max(Column column) {
        return call("max", column);
    }

    /** {@link #max(Column)}, by name. */
    public static Column max(String column) {
        return max(col(column));
    }

    /** Sum of the different values. */
    public static Column sum_distinct(Column column) {
        return new Column(new UnresolvedCall("sum", List.of(column.expr()), true, Optional.empty(), List.of(), Origin.NONE));
    }

    /** {@link #sum_distinct}. */
    public static Column sumDistinct(Column column) {
        return sum_distinct(column);
    }

    /** The first value met, null too; which that is depends on the order of rows. */
    public static Column first(Column column) {
        return call("first", column);
    }

    /** {@link #first(Column)}, by name. */
    public static Column first(String column) {
        return first(col(column));
    }

    /** As {@link #first(Column)}, or the first that is not null. */
    public static Column first(Column column, boolean ignoreNulls) {
        return call("first", column, lit(ignoreNulls));
    }

    /** The last value met, null too. */
    public static Column last(Column column) {
        return call("last", column);
    }

    /** {@link #last(Column)}, by name. */
    public static Column last(String column) {
        return last(col(column));
    }

    /** As {@link #last(Column)}, or the last that is not null. */
    public static Column last(Column column, boolean ignoreNulls) {
        return call("last", column, lit(ignoreNulls));
    }

    /** Some value of the group, null too. */
    public static Column any_value(Column column) {
        return call("any_value", column);
    }

    /** Some value of the group that is not null, if asked so. */
    public static Column any_value(Column column, boolean ignoreNulls) {
        return call("any_value", column, lit(ignoreNulls));
    }

    /** Standard deviation of a sample; null for one row. */
    public static Column stddev(Column column) {
        return call("stddev", column);
    }

    /** {@link #stddev(Column)}, by name. */
    public static Column stddev(String column) {
        return stddev(col(column));
    }

    /** {@link #stddev}. */
    public static Column stddev_samp(Column column) {
        return call("stddev_samp", column);
    }

    /** Standard deviation of a population. */
    public static Column stddev_pop(Column column) {
        return call("stddev_pop", column);
    }

    /** Variance of a sample; null for one row. */
    public static Column variance(Column column) {
        return call("variance", column);
    }

    /** {@link #variance(Column)}, by name. */
    public static Column variance(String column) {
        return variance(col(column));
    }

    /** {@link #variance}. */
    public static Column var_samp(Column column) {
        return call("var_samp", column);
    }

    /** Variance of a population. */
    public static Column var_pop(Column column) {
        return call("var_pop", column);
    }

    /** Skewness of a population; null when its variance is 0. */
    public static Column skewness(Column column) {
        return call("skewness", column);
    }

    /** Excess kurtosis of a population; null when its variance is 0. */
    public static Column kurtosis(Column column) {
        return call("kurtosis", column);
    }

    /** Pearson's correlation of rows where both are present. */
    public static Column corr(Column first, Column second) {
        return call("corr", first, second);
    }

    /** Covariance of a population. */
    public static Column covar_pop(Column first, Column second) {
        return call("covar_pop", first, second);
    }

    /** Covariance of a sample; null for one row. */
    public static Column covar_samp(Column first, Column second) {
        return call("covar_samp", first, second);
    }

    /** The values as an ARRAY, in the order met; an empty one when there is none. */
    public static Column collect_list(Column column) {
        return call("collect_list", column);
    }

    /** {@link #collect_list(Column)}, by name. */
    public static Column collect_list(String column) {
        return collect_list(col(column));
    }

    /** The different values as an ARRAY, in no order. */
    public static Column collect_set(Column column) {
        return call("collect_set", column);
    }

    /** {@link #collect_set(Column)}, by name. */
    public static Column collect_set(String column) {
        return collect_set(col(column));
    }

    /** {@link #collect_list}. */
    public static Column array_agg(Column column) {
        return call("collect_list", column);
    }

    /** Exact percentile with interpolation: {@code percentile(col("fare"), lit(0.5))}; an ARRAY for an ARRAY of percentages. */
    public static Column percentile(Column column, Column percentage) {
        return call("percentile", column, percentage);
    }

    /** A value whose rank is near the percentage; an ARRAY for an ARRAY of percentages. */
    public static Column percentile_approx(Column column, Column percentage) {
        return call("percentile_approx", column, percentage);
    }

    /** As {@link #percentile_approx(Column, Column)}; the error of the rank is at most 1 / accuracy. */
    public static Column percentile_approx(Column column, Column percentage, Column accuracy) {
        return call("percentile_approx", column, percentage, accuracy);
    }

    /** {@link #percentile_approx(Column, Column, Column)}. */
    public static Column approx_percentile(Column column, Column percentage, Column accuracy) {
        return call("percentile_approx", column, percentage, accuracy);
    }

    /** Exact median with interpolation. */
    public static Column median(Column column) {
        return call("median", column);
    }

    /** A most frequent value. */
    public static Column mode(Column column) {
        return call("mode", column);
    }

    /** Number of different values, within 5 % as a rule. */
    public static Column approx_count_distinct(Column column) {
        return call("approx_count_distinct", column);
    }

    /** {@link #approx_count_distinct(Column)}, by name. */
    public static Column approx_count_distinct(String column) {
        return approx_count_distinct(col(column));
    }

    /** As {@link #approx_count_distinct(Column)}, with the standard deviation wanted. */
    public static Column approx_count_distinct(Column column, double relativeDeviation) {
        return call("approx_count_distinct", column, lit(relativeDeviation));
    }

    /** {@code value} of a row where {@code order} is greatest. */
    public static Column max_by(Column value, Column order) {
        return call("max_by", value, order);
    }

    /** {@code value} of a row where {@code order} is least. */
    public static Column min_by(Column value, Column order) {
        return call("min_by", value, order);
    }

    /** True when all are. */
    public static Column bool_and(Column condition) {
        return call("bool_and", condition);
    }

    /** {@link #bool_and}. */
    public static Column every(Column condition) {
        return call("bool_and", condition);
    }

    /** True when any is. */
    public static Column bool_or(Column condition) {
        return call("bool_or", condition);
    }

    /** {@link #bool_or}. */
    public static Column some(Column condition) {
        return call("bool_or", condition);
    }

    /** Number of rows where it is true. */
    public static Column count_if(Column condition) {
        return call("count_if", condition);
    }

    /** The texts joined; null when there is none. */
    public static Column listagg(Column column) {
        return call("listagg", column);
    }

    /** The texts joined with a delimiter. */
    public static Column listagg(Column column, Column delimiter) {
        return call("listagg", column, delimiter);
    }

    /** {@link #listagg(Column, Column)}. */
    public static Column string_agg(Column column, Column delimiter) {
        return call("listagg", column, delimiter);
    }

    /** Bitwise AND of all. */
    public static Column bit_and(Column column) {
        return call("bit_and", column);
    }

    /** Bitwise OR of all. */
    public static Column bit_or(Column column) {
        return call("bit_or", column);
    }

    /** Bitwise XOR of all. */
    public static Column bit_xor(Column column) {
        return call("bit_xor", column);
    }

    /** With rollup, cube or grouping sets: 1 when the column is summed over in this row, else 0. */
    public static Column grouping(Column column) {
        return call("grouping", column);
    }

    /** With rollup, cube or grouping sets: the bits of {@link #grouping} of all grouping columns as one number. */
    public static Column grouping_id(Column... columns) {
        return call("grouping_id", columns);
    }

    // Mathematics: null for null

    /** Absolute value; ARITHMETIC_OVERFLOW for the smallest value of its type. */
    public static Column abs(Column column) {
        return call("abs", column);
    }

    /** Square root; NaN for a negative number. */
    public static Column sqrt(Column column) {
        return call("sqrt", column);
    }

    /** Cube root. */
    public static Column cbrt(Column column) {
        return call("cbrt", column);
    }

    /** e to the power. */
    public static Column exp(Column column) {
        return call("exp", column);
    }

    /** {@code exp(x) - 1}, exact near 0. */
    public static Column expm1(Column column) {
        return call("expm1", column);
    }

    /** Natural logarithm; null for a number that is not positive. */
    public static Column ln(Column column) {
        return call("ln", column);
    }

    /** {@link #ln}. */
    public static Column log(Column column) {
        return call("ln", column);
    }

    /** Logarithm to a base; null for a number that is not positive. */
    public static Column log(double base, Column column) {
        return call("log", lit(base), column);
    }

    /** Decimal logarithm; null for a number that is not positive. */
    public static Column log10(Column column) {
        return call("log10", column);
    }

    /** Binary logarithm; null for a number that is not positive. */
    public static Column log2(Column column) {
        return call("log2", column);
    }

    /** {@code ln(1 + x)}, exact near 0. */
    public static Column log1p(Column column) {
        return call("log1p", column);
    }

    /** {@code base} to the power, as DOUBLE. */
    public static Column pow(Column base, Column exponent) {
        return call("power", base, exponent);
    }

    /** {@link #pow}. */
    public static Column power(Column base, Column exponent) {
        return call("power", base, exponent);
    }

    /** Greatest integer that is not greater; BIGINT or DECIMAL. */
    public static Column floor(Column column) {
        return call("floor", column);
    }

    /** Least integer that is not less; BIGINT or DECIMAL. */
    public static Column ceil(Column column) {
        return call("ceil", column);
    }

    /** {@link #ceil}. */
    public static Column ceiling(Column column) {
        return call("ceil", column);
    }

    /** To an integer, half away from zero. */
    public static Column round(Column column) {
        return call("round", column);
    }

    /** To {@code scale} digits after the point (before it when negative), half away from zero. */
    public static Column round(Column column, int scale) {
        return call("round", column, lit(scale));
    }

    /** To an integer, half to the even neighbour. */
    public static Column bround(Column column) {
        return call("bround", column);
    }

    /** To {@code scale} digits, half to the even neighbour. */
    public static Column bround(Column column, int scale) {
        return call("bround", column, lit(scale));
    }

    /** To the nearest integer as DOUBLE, half to the even neighbour. */
    public static Column rint(Column column) {
        return call("rint", column);
    }

    /** -1.0, 0.0 or 1.0. */
    public static Column sign(Column column) {
        return call("sign", column);
    }

    /** {@link #sign}. */
    public static Column signum(Column column) {
        return call("sign", column);
    }

    /** Sine of an angle in radians. */
    public static Column sin(Column column) {
        return call("sin", column);
    }

    /** Cosine of an angle in radians. */
    public static Column cos(Column column) {
        return call("cos", column);
    }

    /** Tangent of an angle in radians. */
    public static Column tan(Column column) {
        return call("tan", column);
    }

    /** Cotangent of an angle in radians. */
    public static Column cot(Column column) {
        return call("cot", column);
    }

    /** Secant of an angle in radians. */
    public static Column sec(Column column) {
        return call("sec", column);
    }

    /** Cosecant of an angle in radians. */
    public static Column csc(Column column) {
        return call("csc", column);
    }

    /** Arc sine in radians; NaN outside [-1, 1]. */
    public static Column asin(Column column) {
        return call("asin", column);
    }

    /** Arc cosine in radians; NaN outside [-1, 1]. */
    public static Column acos(Column column) {
        return call("acos", column);
    }

    /** Arc tangent in radians. */
    public static Column atan(Column column) {
        return call("atan", column);
    }

    /** Angle of the point in radians. */
    public static Column atan2(Column y, Column x) {
        return call("atan2", y, x);
    }

    /** Hyperbolic sine. */
    public static Column sinh(Column column) {
        return call("sinh", column);
    }

    /** Hyperbolic cosine. */
    public static Column cosh(Column column) {
        return call("cosh", column);
    }

    /** Hyperbolic tangent. */
    public static Column tanh(Column column) {
        return call("tanh", column);
    }

    /** Inverse hyperbolic sine. */
    public static Column asinh(Column column) {
        return call("asinh", column);
    }

    /** Inverse hyperbolic cosine. */
    public static Column acosh(Column column) {
        return call("acosh", column);
    }

    /** Inverse hyperbolic tangent. */
    public static Column atanh(Column column) {
        return call("atanh", column);
    }

    /** Radians as degrees. */
    public static Column degrees(Column column) {
        return call("degrees", column);
    }

    /** Degrees as radians. */
    public static Column radians(Column column) {
        return call("radians", column);
    }

    /** Euler's number. */
    public static Column e() {
        return call("e");
    }

    /** The number pi. */
    public static Column pi() {
        return call("pi");
    }

    /** Factorial of 0 to 20; null beyond. */
    public static Column factorial(Column column) {
        return call("factorial", column);
    }

    /** {@code sqrt(a² + b²)} without overflow in between. */
    public static Column hypot(Column first, Column second) {
        return call("hypot", first, second);
    }

    /** Remainder with the sign of the divisor; DIVIDE_BY_ZERO. */
    public static Column pmod(Column dividend, Column divisor) {
        return call("pmod", dividend, divisor);
    }

    /** {@code +}; null on overflow. */
    public static Column try_add(Column first, Column second) {
        return call("try_add", first, second);
    }

    /** {@code -}; null on overflow. */
    public static Column try_subtract(Column first, Column second) {
        return call("try_subtract", first, second);
    }

    /** {@code *}; null on overflow. */
    public static Column try_multiply(Column first, Column second) {
        return call("try_multiply", first, second);
    }

    /** {@code /}; null on division by zero. */
    public static Column try_divide(Column first, Column second) {
        return call("try_divide", first, second);
    }

    /** Bits moved up. */
    public static Column shiftleft(Column column, int bits) {
        return call("shiftleft", column, lit(bits));
    }

    /** Bits moved down, the sign kept. */
    public static Column shiftright(Column column, int bits) {
        return call("shiftright", column, lit(bits));
    }

    /** Bits moved down, zeros from above. */
    public static Column shiftrightunsigned(Column column, int bits) {
        return call("shiftrightunsigned", column, lit(bits));
    }

    /** Number of bits that are set. */
    public static Column bit_count(Column column) {
        return call("bit_count", column);
    }

    /** Binary digits of a BIGINT. */
    public static Column bin(Column column) {
        return call("bin", column);
    }

    /** Hexadecimal digits of a BIGINT, a STRING or a BINARY. */
    public static Column hex(Column column) {
        return call("hex", column);
    }

    /** Bytes of hexadecimal digits; null when there is another character. */
    public static Column unhex(Column column) {
        return call("unhex", column);
    }

    /** Digits of a number in another base. */
    public static Column conv(Column column, int fromBase, int toBase) {
        return call("conv", column, lit(fromBase), lit(toBase));
    }

    /** Number of the bucket of an equal-width histogram, 0 below it and one more than there are above it. */
    public static Column width_bucket(Column value, Column min, Column max, Column buckets) {
        return call("width_bucket", value, min, max, buckets);
    }

    // Text: positions count characters from 1; null for null

    /** In upper case. */
    public static Column upper(Column column) {
        return call("upper", column);
    }

    /** {@link #upper}. */
    public static Column ucase(Column column) {
        return call("upper", column);
    }

    /** In lower case. */
    public static Column lower(Column column) {
        return call("lower", column);
    }

    /** {@link #lower}. */
    public static Column lcase(Column column) {
        return call("lower", column);
    }

    /** First letter of each word in upper case, the rest in lower case. */
    public static Column initcap(Column column) {
        return call("initcap", column);
    }

    /** Characters of a STRING, bytes of a BINARY. */
    public static Column length(Column column) {
        return call("length", column);
    }

    /** {@link #length}. */
    public static Column char_length(Column column) {
        return call("length", column);
    }

    /** {@link #length}. */
    public static Column character_length(Column column) {
        return call("length", column);
    }

    /** Bytes of the UTF-8 form. */
    public static Column octet_length(Column column) {
        return call("octet_length", column);
    }

    /** Bits of the UTF-8 form. */
    public static Column bit_length(Column column) {
        return call("bit_length", column);
    }

    /** Without blanks at both ends. */
    public static Column trim(Column column) {
        return call("trim", column);
    }

    /** Without any of these characters at both ends. */
    public static Column trim(Column column, String characters) {
        return call("btrim", column, lit(characters));
    }

    /** Without blanks at the front. */
    public static Column ltrim(Column column) {
        return call("ltrim", column);
    }

    /** Without any of these characters at the front. */
    public static Column ltrim(Column column, String characters) {
        return call("ltrim", lit(characters), column);
    }

    /** Without blanks at the end. */
    public static Column rtrim(Column column) {
        return call("rtrim", column);
    }

    /** Without any of these characters at the end. */
    public static Column rtrim(Column column, String characters) {
        return call("rtrim", lit(characters), column);
    }

    /** {@link #trim(Column)}. */
    public static Column btrim(Column column) {
        return call("btrim", column);
    }

    /** As {@link #trim(Column, String)}, computed. */
    public static Column btrim(Column column, Column characters) {
        return call("btrim", column, characters);
    }

    /** Filled up in front, or cut, to a length. */
    public static Column lpad(Column column, int length, String padding) {
        return call("lpad", column, lit(length), lit(padding));
    }

    /** Filled up at the end, or cut, to a length. */
    public static Column rpad(Column column, int length, String padding) {
        return call("rpad", column, lit(length), lit(padding));
    }

    /** Texts, bytes or arrays one after the other; null when one is. */
    public static Column concat(Column... columns) {
        return call("concat", columns);
    }

    /** Texts (and elements of arrays) joined with a separator; nulls are skipped. */
    public static Column concat_ws(String separator, Column... columns) {
        return callBefore("concat_ws", lit(separator), columns);
    }

    /** {@code length} characters from {@code position} on, from the end when negative. */
    public static Column substring(Column column, int position, int length) {
        return call("substring", column, lit(position), lit(length));
    }

    /** As {@link #substring(Column, int, int)}, computed. */
    public static Column substring(Column column, Column position, Column length) {
        return call("substring", column, position, length);
    }

    /** The rest from a position on. */
    public static Column substr(Column column, Column position) {
        return call("substring", column, position);
    }

    /** {@link #substring(Column, Column, Column)}. */
    public static Column substr(Column column, Column position, Column length) {
        return call("substring", column, position, length);
    }

    /** What stands before the {@code count}-th delimiter, counted from the end when negative. */
    public static Column substring_index(Column column, String delimiter, int count) {
        return call("substring_index", column, lit(delimiter), lit(count));
    }

    /** The first characters. */
    public static Column left(Column column, Column length) {
        return call("left", column, length);
    }

    /** The last characters. */
    public static Column right(Column column, Column length) {
        return call("right", column, length);
    }

    /** Position of the first occurrence, 0 when there is none. */
    public static Column instr(Column column, String part) {
        return call("instr", column, lit(part));
    }

    /** Position of the first occurrence, 0 when there is none. */
    public static Column locate(String part, Column column) {
        return call("locate", lit(part), column);
    }

    /** As {@link #locate(String, Column)}, from a position on. */
    public static Column locate(String part, Column column, int position) {
        return call("locate", lit(part), column, lit(position));
    }

    /** {@link #locate(String, Column)}, computed. */
    public static Column position(Column part, Column column) {
        return call("position", part, column);
    }

    /** The text several times. */
    public static Column repeat(Column column, int times) {
        return call("repeat", column, lit(times));
    }

    /** Every occurrence replaced. */
    public static Column replace(Column column, Column search, Column replacement) {
        return call("replace", column, search, replacement);
    }

    /** Characters of a STRING or elements of an ARRAY backwards. */
    public static Column reverse(Column column) {
        return call("reverse", column);
    }

    /** ARRAY of the parts between matches of a regular expression. */
    public static Column split(Column column, String pattern) {
        return call("split", column, lit(pattern));
    }

    /** As {@link #split(Column, String)}, at most {@code limit} parts when positive. */
    public static Column split(Column column, String pattern, int limit) {
        return call("split", column, lit(pattern), lit(limit));
    }

    /** One part, counted from 1, from the end when negative; empty text when there is none. */
    public static Column split_part(Column column, Column delimiter, Column part) {
        return call("split_part", column, delimiter, part);
    }

    /** Each character of {@code from} replaced by the one at its place in {@code to}, or left out. */
    public static Column translate(Column column, String from, String to) {
        return call("translate", column, lit(from), lit(to));
    }

    /** {@code replacement} written over the text from a position on. */
    public static Column overlay(Column column, Column replacement, Column position) {
        return call("overlay", column, replacement, position);
    }

    /** As {@link #overlay(Column, Column, Column)}, in place of {@code length} characters. */
    public static Column overlay(Column column, Column replacement, Column position, Column length) {
        return call("overlay", column, replacement, position, length);
    }

    /** Code point of the first character, 0 for empty text. */
    public static Column ascii(Column column) {
        return call("ascii", column);
    }

    /** Character of a code from 0 to 255. */
    public static Column chr(Column column) {
        return call("chr", column);
    }

    /** So many blanks. */
    public static Column space(Column times) {
        return call("space", times);
    }

    /** Bytes as Base64 text. */
    public static Column base64(Column column) {
        return call("base64", column);
    }

    /** Bytes of Base64 text. */
    public static Column unbase64(Column column) {
        return call("unbase64", column);
    }

    /** Text as bytes of a charset: UTF-8, US-ASCII, ISO-8859-1, UTF-16 … */
    public static Column encode(Column column, String charset) {
        return call("encode", column, lit(charset));
    }

    /** Bytes of a charset as text. */
    public static Column decode(Column column, String charset) {
        return call("decode", column, lit(charset));
    }

    /** With thousands separators and so many digits after the point: {@code 1,234.50}. */
    public static Column format_number(Column column, int digits) {
        return call("format_number", column, lit(digits));
    }

    /** Every match of a Java regular expression replaced; {@code $1} is a group. */
    public static Column regexp_replace(Column column, String pattern, String replacement) {
        return call("regexp_replace", column, lit(pattern), lit(replacement));
    }

    /** As {@link #regexp_replace(Column, String, String)}, computed. */
    public static Column regexp_replace(Column column, Column pattern, Column replacement) {
        return call("regexp_replace", column, pattern, replacement);
    }

    /** A group of the first match, empty text without one. */
    public static Column regexp_extract(Column column, String pattern, int group) {
        return call("regexp_extract", column, lit(pattern), lit(group));
    }

    /** A group of every match as an ARRAY. */
    public static Column regexp_extract_all(Column column, Column pattern, Column group) {
        return call("regexp_extract_all", column, pattern, group);
    }

    /** True when a part matches. */
    public static Column regexp_like(Column column, Column pattern) {
        return call("rlike", column, pattern);
    }

    /** Number of matches. */
    public static Column regexp_count(Column column, Column pattern) {
        return call("regexp_count", column, pattern);
    }

    /** The first match, null without one. */
    public static Column regexp_substr(Column column, Column pattern) {
        return call("regexp_substr", column, pattern);
    }

    /** Position of the first match, 0 without one. */
    public static Column regexp_instr(Column column, Column pattern) {
        return call("regexp_instr", column, pattern);
    }

    /** Number of edits from one text to the other. */
    public static Column levenshtein(Column first, Column second) {
        return call("levenshtein", first, second);
    }

    /** Soundex code of an English word. */
    public static Column soundex(Column column) {
        return call("soundex", column);
    }

    /** True when the text begins so. */
    public static Column startswith(Column column, Column prefix) {
        return call("startswith", column, prefix);
    }

    /** True when the text ends so. */
    public static Column endswith(Column column, Column suffix) {
        return call("endswith", column, suffix);
    }

    /** True when the text holds the part. */
    public static Column contains(Column column, Column part) {
        return call("contains", column, part);
    }

    /** Position in a list separated by commas, 0 when absent. */
    public static Column find_in_set(Column column, Column list) {
        return call("find_in_set", column, list);
    }

    /** The text at a position: first the number, then the texts. */
    public static Column elt(Column... columns) {
        return call("elt", columns);
    }

    // Dates and times: null for null; TIMESTAMP is cut into fields in the session time zone; patterns are those of java.time

    /** Today in the session time zone, the same for the whole query. */
    public static Column current_date() {
        return call("current_date");
    }

    /** {@link #current_date}. */
    public static Column curdate() {
        return call("current_date");
    }

    /** The time the query began. */
    public static Column current_timestamp() {
        return call("current_timestamp");
    }

    /** {@link #current_timestamp}. */
    public static Column now() {
        return call("current_timestamp");
    }

    /** The time the query began on the wall clock, TIMESTAMP_NTZ. */
    public static Column localtimestamp() {
        return call("localtimestamp");
    }

    /** Name of the session time zone. */
    public static Column current_timezone() {
        return call("current_timezone");
    }

    /** The year. */
    public static Column year(Column column) {
        return call("year", column);
    }

    /** 1 to 4. */
    public static Column quarter(Column column) {
        return call("quarter", column);
    }

    /** 1 to 12. */
    public static Column month(Column column) {
        return call("month", column);
    }

    /** Day of the month. */
    public static Column day(Column column) {
        return call("dayofmonth", column);
    }

    /** Day of the month. */
    public static Column dayofmonth(Column column) {
        return call("dayofmonth", column);
    }

    /** 1 for Sunday to 7 for Saturday. */
    public static Column dayofweek(Column column) {
        return call("dayofweek", column);
    }

    /** 0 for Monday to 6 for Sunday. */
    public static Column weekday(Column column) {
        return call("weekday", column);
    }

    /** 1 to 366. */
    public static Column dayofyear(Column column) {
        return call("dayofyear", column);
    }

    /** Week by ISO 8601. */
    public static Column weekofyear(Column column) {
        return call("weekofyear", column);
    }

    /** {@code Mon} to {@code Sun}. */
    public static Column dayname(Column column) {
        return call("dayname", column);
    }

    /** {@code Jan} to {@code Dec}. */
    public static Column monthname(Column column) {
        return call("monthname", column);
    }

    /** 0 to 23. */
    public static Column hour(Column column) {
        return call("hour", column);
    }

    /** 0 to 59. */
    public static Column minute(Column column) {
        return call("minute", column);
    }

    /** 0 to 59. */
    public static Column second(Column column) {
        return call("second", column);
    }

    /** A field by name: {@code extract(lit("WEEK"), col("day"))}. */
    public static Column extract(Column field, Column source) {
        return call("date_part", field, source);
    }

    /** {@link #extract}. */
    public static Column date_part(Column field, Column source) {
        return call("date_part", field, source);
    }

    /** Days later. */
    public static Column date_add(Column start, int days) {
        return call("date_add", start, lit(days));
    }

    /** Days later. */
    public static Column date_add(Column start, Column days) {
        return call("date_add", start, days);
    }

    /** Days earlier. */
    public static Column date_sub(Column start, int days) {
        return call("date_sub", start, lit(days));
    }

    /** Days earlier. */
    public static Column date_sub(Column start, Column days) {
        return call("date_sub", start, days);
    }

    /** Days from {@code start} to {@code end}. */
    public static Column datediff(Column end, Column start) {
        return call("datediff", end, start);
    }

    /** {@link #datediff}. */
    public static Column date_diff(Column end, Column start) {
        return call("datediff", end, start);
    }

    /** Months later; the last day of the month when that day does not exist. */
    public static Column add_months(Column start, int months) {
        return call("add_months", start, lit(months));
    }

    /** As {@link #add_months(Column, int)}, computed. */
    public static Column add_months(Column start, Column months) {
        return call("add_months", start, months);
    }

    /** Months as DOUBLE, rounded to 8 digits. */
    public static Column months_between(Column end, Column start) {
        return call("months_between", end, start);
    }

    /** Last day of the month. */
    public static Column last_day(Column date) {
        return call("last_day", date);
    }

    /** First day after it of this name: {@code Mon}. */
    public static Column next_day(Column date, String dayOfWeek) {
        return call("next_day", date, lit(dayOfWeek));
    }

    /** A DATE cut to {@code year}, {@code quarter}, {@code month} or {@code week}; null for another unit. */
    public static Column trunc(Column date, String unit) {
        return call("trunc", date, lit(unit));
    }

    /** A TIMESTAMP cut to {@code year} … {@code microsecond}; null for another unit. */
    public static Column date_trunc(String unit, Column timestamp) {
        return call("date_trunc", lit(unit), timestamp);
    }

    /** As text: {@code date_format(col("t"), "yyyy-MM")}. */
    public static Column date_format(Column date, String pattern) {
        return call("date_format", date, lit(pattern));
    }

    /** Cast to DATE. */
    public static Column to_date(Column column) {
        return call("to_date", column);
    }

    /** Text by a pattern as DATE; CANNOT_PARSE_TIMESTAMP. */
    public static Column to_date(Column column, String pattern) {
        return call("to_date", column, lit(pattern));
    }

    /** Cast to TIMESTAMP. */
    public static Column to_timestamp(Column column) {
        return call("to_timestamp", column);
    }

    /** Text by a pattern as TIMESTAMP; CANNOT_PARSE_TIMESTAMP. */
    public static Column to_timestamp(Column column, String pattern) {
        return call("to_timestamp", column, lit(pattern));
    }

    /** As {@link #to_timestamp(Column)}, null when it cannot be read. */
    public static Column try_to_timestamp(Column column) {
        return call("try_to_timestamp", column);
    }

    /** As {@link #to_timestamp(Column, String)}, null when it cannot be read. */
    public static Column try_to_timestamp(Column column, Column pattern) {
        return call("try_to_timestamp", column, pattern);
    }

    /** Seconds since the epoch when the query began. */
    public static Column unix_timestamp() {
        return call("unix_timestamp", current_timestamp());
    }

    /** Seconds since the epoch of a DATE, TIMESTAMP or text {@code yyyy-MM-dd HH:mm:ss}. */
    public static Column unix_timestamp(Column column) {
        return call("unix_timestamp", column);
    }

    /** Seconds since the epoch of text by a pattern. */
    public static Column unix_timestamp(Column column, String pattern) {
        return call("unix_timestamp", column, lit(pattern));
    }

    /** Seconds since the epoch as text {@code yyyy-MM-dd HH:mm:ss} in the session time zone. */
    public static Column from_unixtime(Column seconds) {
        return call("from_unixtime", seconds);
    }

    /** As {@link #from_unixtime(Column)}, by a pattern. */
    public static Column from_unixtime(Column seconds, String pattern) {
        return call("from_unixtime", seconds, lit(pattern));
    }

    /** Seconds since the epoch. */
    public static Column unix_seconds(Column timestamp) {
        return call("unix_seconds", timestamp);
    }

    /** Milliseconds since the epoch. */
    public static Column unix_millis(Column timestamp) {
        return call("unix_millis", timestamp);
    }

    /** Microseconds since the epoch. */
    public static Column unix_micros(Column timestamp) {
        return call("unix_micros", timestamp);
    }

    /** Days since 1970-01-01. */
    public static Column unix_date(Column date) {
        return call("unix_date", date);
    }

    /** DATE of days since 1970-01-01. */
    public static Column date_from_unix_date(Column days) {
        return call("date_from_unix_date", days);
    }

    /** TIMESTAMP of seconds since the epoch. */
    public static Column timestamp_seconds(Column column) {
        return call("timestamp_seconds", column);
    }

    /** TIMESTAMP of milliseconds since the epoch. */
    public static Column timestamp_millis(Column column) {
        return call("timestamp_millis", column);
    }

    /** TIMESTAMP of microseconds since the epoch. */
    public static Column timestamp_micros(Column column) {
        return call("timestamp_micros", column);
    }

    /** DATE of its fields; DATETIME_FIELD_OUT_OF_BOUNDS. */
    public static Column make_date(Column year, Column month, Column day) {
        return call("make_date", year, month, day);
    }

    /** TIMESTAMP of its fields in the session time zone. */
    public static Column make_timestamp(Column years, Column months, Column days, Column hours, Column minutes, Column seconds) {
        return call("make_timestamp", years, months, days, hours, minutes, seconds);
    }

    /** A day-time interval. */
    public static Column make_dt_interval(Column days, Column hours, Column minutes, Column seconds) {
        return call("make_dt_interval", days, hours, minutes, seconds);
    }

    /** A year-month interval. */
    public static Column make_ym_interval(Column years, Column months) {
        return call("make_ym_interval", years, months);
    }

    /** The wall-clock time in a zone of a time taken as UTC. */
    public static Column from_utc_timestamp(Column timestamp, String zone) {
        return call("from_utc_timestamp", timestamp, lit(zone));
    }

    /** The time in UTC of a wall-clock time in a zone. */
    public static Column to_utc_timestamp(Column timestamp, String zone) {
        return call("to_utc_timestamp", timestamp, lit(zone));
    }

    /** A TIMESTAMP_NTZ of one zone as that of another. */
    public static Column convert_timezone(Column sourceZone, Column targetZone, Column timestamp) {
        return call("convert_timezone", sourceZone, targetZone, timestamp);
    }

    // Arrays: null for a null array; indexes count from 1 unless said otherwise

    /** An ARRAY of the values, nulls too. */
    public static Column array(Column... columns) {
        return call("array", columns);
    }

    /** True when it holds the value; null when it does not but holds a null. */
    public static Column array_contains(Column array, @Nullable Object value) {
        return call("array_contains", array, lit(value));
    }

    /** Number of elements. */
    public static Column array_size(Column array) {
        return call("array_size", array);
    }

    /** Number of elements of an ARRAY or entries of a MAP. */
    public static Column size(Column collection) {
        return call("size", collection);
    }

    /** {@link #size}. */
    public static Column cardinality(Column collection) {
        return call("size", collection);
    }

    /** Element by index (from the end when negative; INVALID_ARRAY_INDEX), or value of a MAP by key (null when absent). */
    public static Column element_at(Column collection, @Nullable Object key) {
        return call("element_at", collection, lit(key));
    }

    /** As {@link #element_at}, null beyond the end. */
    public static Column try_element_at(Column collection, Column key) {
        return call("try_element_at", collection, key);
    }

    /** Element by index from 0; null beyond the end. */
    public static Column get(Column array, Column index) {
        return call("get", array, index);
    }

    /** {@code length} elements from {@code start} on, from the end when negative. */
    public static Column slice(Column array, int start, int length) {
        return call("slice", array, lit(start), lit(length));
    }

    /** As {@link #slice(Column, int, int)}, computed. */
    public static Column slice(Column array, Column start, Column length) {
        return call("slice", array, start, length);
    }

    /** Position of the first occurrence, 0 when there is none. */
    public static Column array_position(Column array, @Nullable Object value) {
        return call("array_position", array, lit(value));
    }

    /** One element more at the end. */
    public static Column array_append(Column array, @Nullable Object value) {
        return call("array_append", array, lit(value));
    }

    /** One element more in front. */
    public static Column array_prepend(Column array, @Nullable Object value) {
        return call("array_prepend", array, lit(value));
    }

    /** One element more at a position. */
    public static Column array_insert(Column array, Column position, Column value) {
        return call("array_insert", array, position, value);
    }

    /** Without every occurrence. */
    public static Column array_remove(Column array, @Nullable Object value) {
        return call("array_remove", array, lit(value));
    }

    /** Without the nulls. */
    public static Column array_compact(Column array) {
        return call("array_compact", array);
    }

    /** Without repeated values. */
    public static Column array_distinct(Column array) {
        return call("array_distinct", array);
    }

    /** Values of both, once. */
    public static Column array_union(Column first, Column second) {
        return call("array_union", first, second);
    }

    /** Values that are in both, once. */
    public static Column array_intersect(Column first, Column second) {
        return call("array_intersect", first, second);
    }

    /** Values of the first that are not in the second, once. */
    public static Column array_except(Column first, Column second) {
        return call("array_except", first, second);
    }

    /** True when they share a value that is not null. */
    public static Column arrays_overlap(Column first, Column second) {
        return call("arrays_overlap", first, second);
    }

    /** Elements as one text; nulls are skipped. */
    public static Column array_join(Column array, String delimiter) {
        return call("array_join", array, lit(delimiter));
    }

    /** As {@link #array_join(Column, String)}, with a text for nulls. */
    public static Column array_join(Column array, String delimiter, String nullReplacement) {
        return call("array_join", array, lit(delimiter), lit(nullReplacement));
    }

    /** Greatest element; nulls are skipped. */
    public static Column array_max(Column array) {
        return call("array_max", array);
    }

    /** Least element; nulls are skipped. */
    public static Column array_min(Column array) {
        return call("array_min", array);
    }

    /** The value several times. */
    public static Column array_repeat(Column value, int times) {
        return call("array_repeat", value, lit(times));
    }

    /** Upwards, nulls last. */
    public static Column array_sort(Column array) {
        return call("array_sort", array);
    }

    /** Upwards, nulls first. */
    public static Column sort_array(Column array) {
        return call("sort_array", array);
    }

    /** Upwards and nulls first, or downwards and nulls last. */
    public static Column sort_array(Column array, boolean ascending) {
        return call("sort_array", array, lit(ascending));
    }

    /** ARRAY of STRUCTs of the elements at each place; null where one is shorter. */
    public static Column arrays_zip(Column... arrays) {
        return call("arrays_zip", arrays);
    }

    /** An ARRAY of ARRAYs as one. */
    public static Column flatten(Column array) {
        return call("flatten", array);
    }

    /** Numbers or dates from start to stop, both included, by 1 or -1, or by a day. */
    public static Column sequence(Column start, Column stop) {
        return call("sequence", start, stop);
    }

    /** As {@link #sequence(Column, Column)}, by a step. */
    public static Column sequence(Column start, Column stop, Column step) {
        return call("sequence", start, stop, step);
    }

    /** In random order. */
    public static Column shuffle(Column array) {
        return call("shuffle", array);
    }

    // Maps and structs

    /** A MAP of key, value, key, value …; a null key or a repeated one is an error. */
    public static Column map(Column... keysAndValues) {
        return call("map", keysAndValues);
    }

    /** A MAP of an ARRAY of keys and one of values. */
    public static Column map_from_arrays(Column keys, Column values) {
        return call("map_from_arrays", keys, values);
    }

    /** A MAP of an ARRAY of STRUCTs of two fields. */
    public static Column map_from_entries(Column entries) {
        return call("map_from_entries", entries);
    }

    /** The keys as an ARRAY. */
    public static Column map_keys(Column map) {
        return call("map_keys", map);
    }

    /** The values as an ARRAY. */
    public static Column map_values(Column map) {
        return call("map_values", map);
    }

    /** The entries as an ARRAY of STRUCTs {@code key, value}. */
    public static Column map_entries(Column map) {
        return call("map_entries", map);
    }

    /** The entries of all. */
    public static Column map_concat(Column... maps) {
        return call("map_concat", maps);
    }

    /** True when the key is there. */
    public static Column map_contains_key(Column map, @Nullable Object key) {
        return call("map_contains_key", map, lit(key));
    }

    /** A MAP of text such as {@code a:1,b:2}. */
    public static Column str_to_map(Column text, Column pairDelimiter, Column keyValueDelimiter) {
        return call("str_to_map", text, pairDelimiter, keyValueDelimiter);
    }

    /** A STRUCT with a field for each column, named as it is ({@code col1}, {@code col2} … without a name). */
    public static Column struct(Column... columns) {
        return call("struct", columns);
    }

    /** {@link #struct(Column...)}, by names. */
    public static Column struct(String column, String... more) {
        return struct(ColumnLists.columns(column, more));
    }

    /** A STRUCT of name, value, name, value …, the names constant. */
    public static Column named_struct(Column... namesAndValues) {
        return call("named_struct", namesAndValues);
    }

    // Functions of functions: a Java lambda over the element's Column

    /** Each element changed: {@code transform(col("fares"), fare -> fare.multiply(2))}. */
    public static Column transform(Column array, Function<Column, Column> change) {
        return call("transform", array, lambda(change));
    }

    /** As {@link #transform(Column, Function)}; the second parameter is the index from 0. */
    public static Column transform(Column array, BiFunction<Column, Column, Column> change) {
        return call("transform", array, lambda(change));
    }

    /** Elements for which the condition is true. */
    public static Column filter(Column array, Function<Column, Column> condition) {
        return call("filter", array, lambda(condition));
    }

    /** As {@link #filter(Column, Function)}; the second parameter is the index from 0. */
    public static Column filter(Column array, BiFunction<Column, Column, Column> condition) {
        return call("filter", array, lambda(condition));
    }

    /** True when the condition is true for an element; null when it is null for one and true for none. */
    public static Column exists(Column array, Function<Column, Column> condition) {
        return call("exists", array, lambda(condition));
    }

    /** True when the condition is true for every element; null when it is null for one and false for none. */
    public static Column forall(Column array, Function<Column, Column> condition) {
        return call("forall", array, lambda(condition));
    }

    /** Folds an ARRAY from {@code zero}: {@code aggregate(col("fares"), lit(0.0), (sum, fare) -> sum.plus(fare))}. */
    public static Column aggregate(Column array, Column zero, BiFunction<Column, Column, Column> merge) {
        return call("aggregate", array, zero, lambda(merge));
    }

    /** As {@link #aggregate(Column, Column, BiFunction)}, with a last step. */
    public static Column aggregate(Column array, Column zero, BiFunction<Column, Column, Column> merge, Function<Column, Column> finish) {
        return call("aggregate", array, zero, lambda(merge), lambda(finish));
    }

    /** Two ARRAYs as one, element by element; null for what the shorter one lacks. */
    public static Column zip_with(Column first, Column second, BiFunction<Column, Column, Column> merge) {
        return call("zip_with", first, second, lambda(merge));
    }

    /** Each key of a MAP changed, from key and value. */
    public static Column transform_keys(Column map, BiFunction<Column, Column, Column> change) {
        return call("transform_keys", map, lambda(change));
    }

    /** Each value of a MAP changed, from key and value. */
    public static Column transform_values(Column map, BiFunction<Column, Column, Column> change) {
        return call("transform_values", map, lambda(change));
    }

    /** Entries of a MAP for which the condition is true. */
    public static Column map_filter(Column map, BiFunction<Column, Column, Column> condition) {
        return call("map_filter", map, lambda(condition));
    }

    // Generators: one row for each element; allowed once in a select, beside other columns

    /** A row for each element ({@code col}) or entry ({@code key}, {@code value}); none for null or empty. */
    public static Column explode(Column collection) {
        return call("explode", collection);
    }

    /** As {@link #explode}, one row of null for null or empty. */
    public static Column explode_outer(Column collection) {
        return call("explode_outer", collection);
    }

    /** As {@link #explode}, with the position from 0 ({@code pos}). */
    public static Column posexplode(Column collection) {
        return call("posexplode", collection);
    }

    /** As {@link #posexplode}, one row of nulls for null or empty. */
    public static Column posexplode_outer(Column collection) {
        return call("posexplode_outer", collection);
    }

    /** A row for each STRUCT of an ARRAY, a column for each field. */
    public static Column inline(Column structs) {
        return call("inline", structs);
    }

    /** As {@link #inline}, one row of nulls for null or empty. */
    public static Column inline_outer(Column structs) {
        return call("inline_outer", structs);
    }

    /** First the number of rows, then their values row by row ({@code col0}, {@code col1} …). */
    public static Column stack(Column... rowsThenValues) {
        return call("stack", rowsThenValues);
    }

    // Window functions: need {@link Column#over(WindowSpec)} with an order

    /** 1, 2, 3 … in the order of the window. */
    public static Column row_number() {
        return call("row_number");
    }

    /** 1 more than the rows before it; equal rows share it, then there is a gap. */
    public static Column rank() {
        return call("rank");
    }

    /** As {@link #rank}, without gaps. */
    public static Column dense_rank() {
        return call("dense_rank");
    }

    /** {@code (rank - 1) / (rows - 1)}. */
    public static Column percent_rank() {
        return call("percent_rank");
    }

    /** Share of rows that are before or equal. */
    public static Column cume_dist() {
        return call("cume_dist");
    }

    /** Number of the bucket, from 1, when the partition is cut into equal ones. */
    public static Column ntile(int buckets) {
        return call("ntile", lit(buckets));
    }

    /** Value so many rows before; null when there is none. */
    public static Column lag(Column column, int offset) {
        return call("lag", column, lit(offset));
    }

    /** As {@link #lag(Column, int)}, with another value when there is none. */
    public static Column lag(Column column, int offset, @Nullable Object otherwise) {
        return call("lag", column, lit(offset), lit(otherwise));
    }

    /** Value so many rows after; null when there is none. */
    public static Column lead(Column column, int offset) {
        return call("lead", column, lit(offset));
    }

    /** As {@link #lead(Column, int)}, with another value when there is none. */
    public static Column lead(Column column, int offset, @Nullable Object otherwise) {
        return call("lead", column, lit(offset), lit(otherwise));
    }

    /** First value of the frame, null too. */
    public static Column first_value(Column column) {
        return call("first_value", column);
    }

    /** First value of the frame that is not null, if asked so. */
    public static Column first_value(Column column, Column ignoreNulls) {
        return call("first_value", column, ignoreNulls);
    }

    /** Last value of the frame, null too. */
    public static Column last_value(Column column) {
        return call("last_value", column);
    }

    /** Last value of the frame that is not null, if asked so. */
    public static Column last_value(Column column, Column ignoreNulls) {
        return call("last_value", column, ignoreNulls);
    }

    /** Value of the so many-th row of the frame, counted from 1; null when there is none. */
    public static Column nth_value(Column column, int position) {
        return call("nth_value", column, lit(position));
    }

    // Hashes: null for null, but xxhash64 skips nulls and is never null

    /** XXH64 as BIGINT, seed 42, as Spark computes it. */
    public static Column xxhash64(Column... columns) {
        return call("xxhash64", columns);
    }

    /** MD5 in hexadecimal. */
    public static Column md5(Column column) {
        return call("md5", column);
    }

    /** SHA-1 in hexadecimal. */
    public static Column sha1(Column column) {
        return call("sha1", column);
    }

    /** SHA-2 of 224, 256, 384 or 512 bits (0 is 256) in hexadecimal. */
    public static Column sha2(Column column, int bits) {
        return call("sha2", column, lit(bits));
    }

    /** CRC-32 as BIGINT. */
    public static Column crc32(Column column) {
        return call("crc32", column);
    }

    // Statistics of pairs, sketches, CSV, bytes, windows of time, the session

    /** What aes_encrypt was given. */
    public static Column aes_decrypt(Column column, Column key) {
        return call("aes_decrypt", column, key);
    }

    /** {@link #aes_decrypt(Column, Column)}, with {@code mode}. */
    public static Column aes_decrypt(Column column, Column key, Column mode) {
        return call("aes_decrypt", column, key, mode);
    }

    /** {@link #aes_decrypt(Column, Column)}, with {@code mode} and {@code padding}. */
    public static Column aes_decrypt(Column column, Column key, Column mode, Column padding) {
        return call("aes_decrypt", column, key, mode, padding);
    }

    /** {@link #aes_decrypt(Column, Column)}, with {@code mode} and {@code padding} and {@code additional}. */
    public static Column aes_decrypt(Column column, Column key, Column mode, Column padding, Column additional) {
        return call("aes_decrypt", column, key, mode, padding, additional);
    }

    /** The bytes encrypted by AES with a key of 16, 24 or 32 bytes; the mode is GCM (default), CBC or ECB. */
    public static Column aes_encrypt(Column column, Column key) {
        return call("aes_encrypt", column, key);
    }

    /** {@link #aes_encrypt(Column, Column)}, with {@code mode}. */
    public static Column aes_encrypt(Column column, Column key, Column mode) {
        return call("aes_encrypt", column, key, mode);
    }

    /** {@link #aes_encrypt(Column, Column)}, with {@code mode} and {@code padding}. */
    public static Column aes_encrypt(Column column, Column key, Column mode, Column padding) {
        return call("aes_encrypt", column, key, mode, padding);
    }

    /** {@link #aes_encrypt(Column, Column)}, with {@code mode} and {@code padding} and {@code vector}. */
    public static Column aes_encrypt(Column column, Column key, Column mode, Column padding, Column vector) {
        return call("aes_encrypt", column, key, mode, padding, vector);
    }

    /** {@link #aes_encrypt(Column, Column)}, with {@code mode} and {@code padding} and {@code vector} and {@code additional}. */
    public static Column aes_encrypt(Column column, Column key, Column mode, Column padding, Column vector, Column additional) {
        return call("aes_encrypt", column, key, mode, padding, vector, additional);
    }

    /** One bit, 0 or 1; the lowest has the position 0. */
    public static Column bit_get(Column column, Column position) {
        return call("bit_get", column, position);
    }

    /** The bitwise AND of the bitmaps. */
    public static Column bitmap_and_agg(Column bitmap) {
        return call("bitmap_and_agg", bitmap);
    }

    /** The position of a number's bit in its bitmap. */
    public static Column bitmap_bit_position(Column column) {
        return call("bitmap_bit_position", column);
    }

    /** The number of the bitmap of 32,768 bits that has the bit of a number. */
    public static Column bitmap_bucket_number(Column column) {
        return call("bitmap_bucket_number", column);
    }

    /** A bitmap with the bits at these positions. */
    public static Column bitmap_construct_agg(Column position) {
        return call("bitmap_construct_agg", position);
    }

    /** The number of bits that are set. */
    public static Column bitmap_count(Column bitmap) {
        return call("bitmap_count", bitmap);
    }

    /** The bitwise OR of the bitmaps. */
    public static Column bitmap_or_agg(Column bitmap) {
        return call("bitmap_or_agg", bitmap);
    }

    /** How texts are compared: by their bytes, UTF8_BINARY. */
    public static Column collation(Column text) {
        return call("collation", text);
    }

    /** A count-min sketch of the values, for frequencies. */
    public static Column count_min_sketch(Column column, Column eps, Column confidence, Column seed) {
        return call("count_min_sketch", column, eps, confidence, seed);
    }

    /** The catalog: spark_catalog. */
    public static Column current_catalog() {
        return call("current_catalog");
    }

    /** The database that names without one belong to. */
    public static Column current_database() {
        return call("current_database");
    }

    /** Where functions and tables are looked for, in order. */
    public static Column current_path() {
        return call("current_path");
    }

    /** The user that runs the engine. */
    public static Column current_user() {
        return call("current_user");
    }

    /** True when both are equal or both are null. */
    public static Column equal_null(Column a, Column b) {
        return call("equal_null", a, b);
    }

    /** The format of Java with the values in the place of its %. */
    public static Column format_string(Column format, Column... columns) {
        return callBefore("format_string", format, columns);
    }

    /** The struct of a CSV line, with the fields that a schema text names. */
    public static Column from_csv(Column csv, Column schema) {
        return call("from_csv", csv, schema);
    }

    /** {@link #from_csv(Column, Column)}, with {@code options}. */
    public static Column from_csv(Column csv, Column schema, Column options) {
        return call("from_csv", csv, schema, options);
    }

    /** The value of a JSON text, of the type that a schema text names. */
    public static Column from_json(Column json, Column schema) {
        return call("from_json", json, schema);
    }

    /** {@link #from_json(Column, Column)}, with {@code options}. */
    public static Column from_json(Column json, Column schema, Column options) {
        return call("from_json", json, schema, options);
    }

    /** What stands at a path such as $.a[0], as text; null for nothing. */
    public static Column get_json_object(Column json, Column path) {
        return call("get_json_object", json, path);
    }

    /** The 32-bit Murmur3 hash of the values, seed 42; nulls are skipped. */
    public static Column hash(Column... columns) {
        return call("hash", columns);
    }

    /** So many bins of a histogram, each with its center x and its height y; approximate. */
    public static Column histogram_numeric(Column column, Column bins) {
        return call("histogram_numeric", column, bins);
    }

    /** A HyperLogLog sketch of the values. */
    public static Column hll_sketch_agg(Column column) {
        return call("hll_sketch_agg", column);
    }

    /** {@link #hll_sketch_agg(Column)}, with {@code logarithm}. */
    public static Column hll_sketch_agg(Column column, Column logarithm) {
        return call("hll_sketch_agg", column, logarithm);
    }

    /** The estimated number of distinct values. */
    public static Column hll_sketch_estimate(Column sketch) {
        return call("hll_sketch_estimate", sketch);
    }

    /** The sketch of the values of both. */
    public static Column hll_union(Column a, Column b) {
        return call("hll_union", a, b);
    }

    /** {@link #hll_union(Column, Column)}, with {@code allowDifferentLgConfigK}. */
    public static Column hll_union(Column a, Column b, Column allowDifferentLgConfigK) {
        return call("hll_union", a, b, allowDifferentLgConfigK);
    }

    /** The HyperLogLog sketch of the values of all sketches. */
    public static Column hll_union_agg(Column sketch) {
        return call("hll_union_agg", sketch);
    }

    /** {@link #hll_union_agg(Column)}, with {@code allowDifferentLgConfigK}. */
    public static Column hll_union_agg(Column sketch, Column allowDifferentLgConfigK) {
        return call("hll_union_agg", sketch, allowDifferentLgConfigK);
    }

    /** True when the bytes are UTF-8. */
    public static Column is_valid_utf8(Column text) {
        return call("is_valid_utf8", text);
    }

    /** The number of elements of a JSON array; null for what is none. */
    public static Column json_array_length(Column json) {
        return call("json_array_length", json);
    }

    /** The names of a JSON object's fields; null for what is none. */
    public static Column json_object_keys(Column json) {
        return call("json_object_keys", json);
    }

    /** The KLL sketch of the values of all sketches. */
    public static Column kll_merge_agg_bigint(Column sketch) {
        return call("kll_merge_agg_bigint", sketch);
    }

    /** {@link #kll_merge_agg_bigint(Column)}, with {@code size}. */
    public static Column kll_merge_agg_bigint(Column sketch, Column size) {
        return call("kll_merge_agg_bigint", sketch, size);
    }

    /** The KLL sketch of the values of all sketches. */
    public static Column kll_merge_agg_double(Column sketch) {
        return call("kll_merge_agg_double", sketch);
    }

    /** {@link #kll_merge_agg_double(Column)}, with {@code size}. */
    public static Column kll_merge_agg_double(Column sketch, Column size) {
        return call("kll_merge_agg_double", sketch, size);
    }

    /** The KLL sketch of the values of all sketches. */
    public static Column kll_merge_agg_float(Column sketch) {
        return call("kll_merge_agg_float", sketch);
    }

    /** {@link #kll_merge_agg_float(Column)}, with {@code size}. */
    public static Column kll_merge_agg_float(Column sketch, Column size) {
        return call("kll_merge_agg_float", sketch, size);
    }

    /** A KLL sketch of the values, for quantiles. */
    public static Column kll_sketch_agg_bigint(Column column) {
        return call("kll_sketch_agg_bigint", column);
    }

    /** {@link #kll_sketch_agg_bigint(Column)}, with {@code size}. */
    public static Column kll_sketch_agg_bigint(Column column, Column size) {
        return call("kll_sketch_agg_bigint", column, size);
    }

    /** A KLL sketch of the values, for quantiles. */
    public static Column kll_sketch_agg_double(Column column) {
        return call("kll_sketch_agg_double", column);
    }

    /** {@link #kll_sketch_agg_double(Column)}, with {@code size}. */
    public static Column kll_sketch_agg_double(Column column, Column size) {
        return call("kll_sketch_agg_double", column, size);
    }

    /** A KLL sketch of the values, for quantiles. */
    public static Column kll_sketch_agg_float(Column column) {
        return call("kll_sketch_agg_float", column);
    }

    /** {@link #kll_sketch_agg_float(Column)}, with {@code size}. */
    public static Column kll_sketch_agg_float(Column column, Column size) {
        return call("kll_sketch_agg_float", column, size);
    }

    /** The number of values. */
    public static Column kll_sketch_get_n_bigint(Column sketch) {
        return call("kll_sketch_get_n_bigint", sketch);
    }

    /** The number of values. */
    public static Column kll_sketch_get_n_double(Column sketch) {
        return call("kll_sketch_get_n_double", sketch);
    }

    /** The number of values. */
    public static Column kll_sketch_get_n_float(Column sketch) {
        return call("kll_sketch_get_n_float", sketch);
    }

    /** The value at a rank from 0 to 1, or at each of an array. */
    public static Column kll_sketch_get_quantile_bigint(Column sketch, Column rank) {
        return call("kll_sketch_get_quantile_bigint", sketch, rank);
    }

    /** The value at a rank from 0 to 1, or at each of an array. */
    public static Column kll_sketch_get_quantile_double(Column sketch, Column rank) {
        return call("kll_sketch_get_quantile_double", sketch, rank);
    }

    /** The value at a rank from 0 to 1, or at each of an array. */
    public static Column kll_sketch_get_quantile_float(Column sketch, Column rank) {
        return call("kll_sketch_get_quantile_float", sketch, rank);
    }

    /** The share of values up to this one, or to each of an array. */
    public static Column kll_sketch_get_rank_bigint(Column sketch, Column value) {
        return call("kll_sketch_get_rank_bigint", sketch, value);
    }

    /** The share of values up to this one, or to each of an array. */
    public static Column kll_sketch_get_rank_double(Column sketch, Column value) {
        return call("kll_sketch_get_rank_double", sketch, value);
    }

    /** The share of values up to this one, or to each of an array. */
    public static Column kll_sketch_get_rank_float(Column sketch, Column value) {
        return call("kll_sketch_get_rank_float", sketch, value);
    }

    /** The sketch of the values of both. */
    public static Column kll_sketch_merge_bigint(Column a, Column b) {
        return call("kll_sketch_merge_bigint", a, b);
    }

    /** The sketch of the values of both. */
    public static Column kll_sketch_merge_double(Column a, Column b) {
        return call("kll_sketch_merge_double", a, b);
    }

    /** The sketch of the values of both. */
    public static Column kll_sketch_merge_float(Column a, Column b) {
        return call("kll_sketch_merge_float", a, b);
    }

    /** What the sketch is like, in words. */
    public static Column kll_sketch_to_string_bigint(Column sketch) {
        return call("kll_sketch_to_string_bigint", sketch);
    }

    /** What the sketch is like, in words. */
    public static Column kll_sketch_to_string_double(Column sketch) {
        return call("kll_sketch_to_string_double", sketch);
    }

    /** What the sketch is like, in words. */
    public static Column kll_sketch_to_string_float(Column sketch) {
        return call("kll_sketch_to_string_float", sketch);
    }

    /** True when the last digit is right by the Luhn algorithm. */
    public static Column luhn_check(Column digits) {
        return call("luhn_check", digits);
    }

    /** A timestamp, of the session's time zone by default. */
    public static Column make_timestamp_ltz(Column year, Column month, Column day, Column hour, Column minute, Column second) {
        return call("make_timestamp_ltz", year, month, day, hour, minute, second);
    }

    /** {@link #make_timestamp_ltz(Column, Column, Column, Column, Column, Column)}, with {@code zone}. */
    public static Column make_timestamp_ltz(Column year, Column month, Column day, Column hour, Column minute, Column second, Column zone) {
        return call("make_timestamp_ltz", year, month, day, hour, minute, second, zone);
    }

    /** A timestamp without time zone. */
    public static Column make_timestamp_ntz(Column year, Column month, Column day, Column hour, Column minute, Column second) {
        return call("make_timestamp_ntz", year, month, day, hour, minute, second);
    }

    /** The text with the replacement character for bytes that are not UTF-8. */
    public static Column make_valid_utf8(Column text) {
        return call("make_valid_utf8", text);
    }

    /** The characters of each kind replaced, by X, x, n and themselves by default; a kind is kept where null is given. */
    public static Column mask(Column text) {
        return call("mask", text);
    }

    /** {@link #mask(Column)}, with {@code upper}. */
    public static Column mask(Column text, Column upper) {
        return call("mask", text, upper);
    }

    /** {@link #mask(Column)}, with {@code upper} and {@code lower}. */
    public static Column mask(Column text, Column upper, Column lower) {
        return call("mask", text, upper, lower);
    }

    /** {@link #mask(Column)}, with {@code upper} and {@code lower} and {@code digit}. */
    public static Column mask(Column text, Column upper, Column lower, Column digit) {
        return call("mask", text, upper, lower, digit);
    }

    /** {@link #mask(Column)}, with {@code upper} and {@code lower} and {@code digit} and {@code other}. */
    public static Column mask(Column text, Column upper, Column lower, Column digit, Column other) {
        return call("mask", text, upper, lower, digit, other);
    }

    /** The value, or null when it is 0. */
    public static Column nullifzero(Column column) {
        return call("nullifzero", column);
    }

    /** A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; with a key one value of the QUERY. */
    public static Column parse_url(Column url, Column part) {
        return call("parse_url", url, part);
    }

    /** {@link #parse_url(Column, Column)}, with {@code key}. */
    public static Column parse_url(Column url, Column part, Column key) {
        return call("parse_url", url, part, key);
    }

    /** The value. */
    public static Column positive(Column column) {
        return call("positive", column);
    }

    /** The product of the values. */
    public static Column product(Column column) {
        return call("product", column);
    }

    /** The text in single quotes, those inside it escaped. */
    public static Column quote(Column text) {
        return call("quote", text);
    }

    /** A text of so many random digits and letters. */
    public static Column randstr(Column length) {
        return call("randstr", length);
    }

    /** {@link #randstr(Column)}, with {@code seed}. */
    public static Column randstr(Column length, Column seed) {
        return call("randstr", length, seed);
    }

    /** The mean of x over pairs without a null. */
    public static Column regr_avgx(Column y, Column x) {
        return call("regr_avgx", y, x);
    }

    /** The mean of y over pairs without a null. */
    public static Column regr_avgy(Column y, Column x) {
        return call("regr_avgy", y, x);
    }

    /** The number of pairs without a null. */
    public static Column regr_count(Column y, Column x) {
        return call("regr_count", y, x);
    }

    /** Where the line through the pairs crosses x = 0. */
    public static Column regr_intercept(Column y, Column x) {
        return call("regr_intercept", y, x);
    }

    /** The coefficient of determination of the line through the pairs. */
    public static Column regr_r2(Column y, Column x) {
        return call("regr_r2", y, x);
    }

    /** The slope of the line through the pairs. */
    public static Column regr_slope(Column y, Column x) {
        return call("regr_slope", y, x);
    }

    /** The sum of the squared distances of x from its mean. */
    public static Column regr_sxx(Column y, Column x) {
        return call("regr_sxx", y, x);
    }

    /** The sum of the products of both distances from the means. */
    public static Column regr_sxy(Column y, Column x) {
        return call("regr_sxy", y, x);
    }

    /** The sum of the squared distances of y from its mean. */
    public static Column regr_syy(Column y, Column x) {
        return call("regr_syy", y, x);
    }

    /** The schema of a constant CSV line. */
    public static Column schema_of_csv(Column csv) {
        return call("schema_of_csv", csv);
    }

    /** {@link #schema_of_csv(Column)}, with {@code options}. */
    public static Column schema_of_csv(Column csv, Column options) {
        return call("schema_of_csv", csv, options);
    }

    /** The schema of a constant JSON text. */
    public static Column schema_of_json(Column json) {
        return call("schema_of_json", json);
    }

    /** {@link #schema_of_json(Column)}, with {@code options}. */
    public static Column schema_of_json(Column json, Column options) {
        return call("schema_of_json", json, options);
    }

    /** The words of each sentence, by the rules of a language. */
    public static Column sentences(Column text) {
        return call("sentences", text);
    }

    /** {@link #sentences(Column)}, with {@code language}. */
    public static Column sentences(Column text, Column language) {
        return call("sentences", text, language);
    }

    /** {@link #sentences(Column)}, with {@code language} and {@code country}. */
    public static Column sentences(Column text, Column language, Column country) {
        return call("sentences", text, language, country);
    }

    /** The sketch of the values of the first but not the second. */
    public static Column theta_difference(Column a, Column b) {
        return call("theta_difference", a, b);
    }

    /** The sketch of the values of both. */
    public static Column theta_intersection(Column a, Column b) {
        return call("theta_intersection", a, b);
    }

    /** The theta sketch of the values of every sketch. */
    public static Column theta_intersection_agg(Column sketch) {
        return call("theta_intersection_agg", sketch);
    }

    /** A theta sketch of the values. */
    public static Column theta_sketch_agg(Column column) {
        return call("theta_sketch_agg", column);
    }

    /** {@link #theta_sketch_agg(Column)}, with {@code logarithm}. */
    public static Column theta_sketch_agg(Column column, Column logarithm) {
        return call("theta_sketch_agg", column, logarithm);
    }

    /** The estimated number of distinct values. */
    public static Column theta_sketch_estimate(Column sketch) {
        return call("theta_sketch_estimate", sketch);
    }

    /** The sketch of the values of either. */
    public static Column theta_union(Column a, Column b) {
        return call("theta_union", a, b);
    }

    /** {@link #theta_union(Column, Column)}, with {@code logarithm}. */
    public static Column theta_union(Column a, Column b, Column logarithm) {
        return call("theta_union", a, b, logarithm);
    }

    /** The theta sketch of the values of any sketch. */
    public static Column theta_union_agg(Column sketch) {
        return call("theta_union_agg", sketch);
    }

    /** {@link #theta_union_agg(Column)}, with {@code logarithm}. */
    public static Column theta_union_agg(Column sketch, Column logarithm) {
        return call("theta_union_agg", sketch, logarithm);
    }

    /** The start of the bucket that holds a timestamp; buckets are as wide as an interval, and one begins at the origin. */
    public static Column time_bucket(Column width, Column timestamp) {
        return call("time_bucket", width, timestamp);
    }

    /** {@link #time_bucket(Column, Column)}, with {@code origin}. */
    public static Column time_bucket(Column width, Column timestamp, Column origin) {
        return call("time_bucket", width, timestamp, origin);
    }

    /** The timestamp so many units later: MICROSECOND … DAY, WEEK, MONTH, QUARTER, YEAR. */
    public static Column timestampadd(Column unit, Column count, Column timestamp) {
        return call("timestampadd", unit, count, timestamp);
    }

    /** The whole units from start to end. */
    public static Column timestampdiff(Column unit, Column start, Column end) {
        return call("timestampdiff", unit, start, end);
    }

    /** The bytes of a text written as hex (default), utf-8 or base64. */
    public static Column to_binary(Column text) {
        return call("to_binary", text);
    }

    /** {@link #to_binary(Column)}, with {@code format}. */
    public static Column to_binary(Column text, Column format) {
        return call("to_binary", text, format);
    }

    /** A number, date or timestamp as text by a format such as $99,999.99 or yyyy-MM; bytes in base64, hex or utf-8. */
    public static Column to_char(Column column, Column format) {
        return call("to_char", column, format);
    }

    /** A struct as a CSV line. */
    public static Column to_csv(Column struct) {
        return call("to_csv", struct);
    }

    /** {@link #to_csv(Column)}, with {@code options}. */
    public static Column to_csv(Column struct, Column options) {
        return call("to_csv", struct, options);
    }

    /** A struct, array or map as JSON. */
    public static Column to_json(Column column) {
        return call("to_json", column);
    }

    /** {@link #to_json(Column)}, with {@code options}. */
    public static Column to_json(Column column, Column options) {
        return call("to_json", column, options);
    }

    /** The number that a text shows by a format such as $99,999.99. */
    public static Column to_number(Column text, Column format) {
        return call("to_number", text, format);
    }

    /** The timestamp without time zone that a text shows. */
    public static Column to_timestamp_ntz(Column column) {
        return call("to_timestamp_ntz", column);
    }

    /** {@link #to_timestamp_ntz(Column)}, with {@code pattern}. */
    public static Column to_timestamp_ntz(Column column, Column pattern) {
        return call("to_timestamp_ntz", column, pattern);
    }

    /** As aes_decrypt; null where that fails. */
    public static Column try_aes_decrypt(Column column, Column key) {
        return call("try_aes_decrypt", column, key);
    }

    /** {@link #try_aes_decrypt(Column, Column)}, with {@code mode}. */
    public static Column try_aes_decrypt(Column column, Column key, Column mode) {
        return call("try_aes_decrypt", column, key, mode);
    }

    /** {@link #try_aes_decrypt(Column, Column)}, with {@code mode} and {@code padding}. */
    public static Column try_aes_decrypt(Column column, Column key, Column mode, Column padding) {
        return call("try_aes_decrypt", column, key, mode, padding);
    }

    /** {@link #try_aes_decrypt(Column, Column)}, with {@code mode} and {@code padding} and {@code additional}. */
    public static Column try_aes_decrypt(Column column, Column key, Column mode, Column padding, Column additional) {
        return call("try_aes_decrypt", column, key, mode, padding, additional);
    }

    /** The mean of the values; null on overflow. */
    public static Column try_avg(Column column) {
        return call("try_avg", column);
    }

    /** As make_timestamp; null for fields out of bounds. */
    public static Column try_make_timestamp(Column year, Column month, Column day, Column hour, Column minute, Column second) {
        return call("try_make_timestamp", year, month, day, hour, minute, second);
    }

    /** {@link #try_make_timestamp(Column, Column, Column, Column, Column, Column)}, with {@code zone}. */
    public static Column try_make_timestamp(Column year, Column month, Column day, Column hour, Column minute, Column second, Column zone) {
        return call("try_make_timestamp", year, month, day, hour, minute, second, zone);
    }

    /** As make_timestamp_ltz; null for fields out of bounds. */
    public static Column try_make_timestamp_ltz(Column year, Column month, Column day, Column hour, Column minute, Column second) {
        return call("try_make_timestamp_ltz", year, month, day, hour, minute, second);
    }

    /** {@link #try_make_timestamp_ltz(Column, Column, Column, Column, Column, Column)}, with {@code zone}. */
    public static Column try_make_timestamp_ltz(Column year, Column month, Column day, Column hour, Column minute, Column second,
            Column zone) {
        return call("try_make_timestamp_ltz", year, month, day, hour, minute, second, zone);
    }

    /** As make_timestamp_ntz; null for fields out of bounds. */
    public static Column try_make_timestamp_ntz(Column year, Column month, Column day, Column hour, Column minute, Column second) {
        return call("try_make_timestamp_ntz", year, month, day, hour, minute, second);
    }

    /** As parse_url; null for what is no URL. */
    public static Column try_parse_url(Column url, Column part) {
        return call("try_parse_url", url, part);
    }

    /** {@link #try_parse_url(Column, Column)}, with {@code key}. */
    public static Column try_parse_url(Column url, Column part, Column key) {
        return call("try_parse_url", url, part, key);
    }

    /** The sum of the values; null on overflow. */
    public static Column try_sum(Column column) {
        return call("try_sum", column);
    }

    /** As to_binary; null for a text of another form. */
    public static Column try_to_binary(Column text) {
        return call("try_to_binary", text);
    }

    /** {@link #try_to_binary(Column)}, with {@code format}. */
    public static Column try_to_binary(Column text, Column format) {
        return call("try_to_binary", text, format);
    }

    /** As to_date; null for a text that shows none. */
    public static Column try_to_date(Column column) {
        return call("try_to_date", column);
    }

    /** {@link #try_to_date(Column)}, with {@code pattern}. */
    public static Column try_to_date(Column column, Column pattern) {
        return call("try_to_date", column, pattern);
    }

    /** As to_number; null for a text of another form. */
    public static Column try_to_number(Column text, Column format) {
        return call("try_to_number", text, format);
    }

    /** As url_decode; null for what is no encoded text. */
    public static Column try_url_decode(Column text) {
        return call("try_url_decode", text);
    }

    /** The text itself; null when its bytes are not UTF-8. */
    public static Column try_validate_utf8(Column text) {
        return call("try_validate_utf8", text);
    }

    /** A random number between two constants, of their common type. */
    public static Column uniform(Column min, Column max) {
        return call("uniform", min, max);
    }

    /** {@link #uniform(Column, Column)}, with {@code seed}. */
    public static Column uniform(Column min, Column max, Column seed) {
        return call("uniform", min, max, seed);
    }

    /** The text that a form sent. */
    public static Column url_decode(Column text) {
        return call("url_decode", text);
    }

    /** The text as a form sends it. */
    public static Column url_encode(Column text) {
        return call("url_encode", text);
    }

    /** The text itself; INVALID_UTF8_STRING when its bytes are not UTF-8. */
    public static Column validate_utf8(Column text) {
        return call("validate_utf8", text);
    }

    /** The version of the engine. */
    public static Column version() {
        return call("version");
    }

    /** The window of time, a struct of start and end, that holds a timestamp; several rows where windows overlap. */
    public static Column window(Column time, Column duration) {
        return call("window", time, duration);
    }

    /** {@link #window(Column, Column)}, with {@code slide}. */
    public static Column window(Column time, Column duration, Column slide) {
        return call("window", time, duration, slide);
    }

    /** {@link #window(Column, Column)}, with {@code slide} and {@code start}. */
    public static Column window(Column time, Column duration, Column slide, Column start) {
        return call("window", time, duration, slide, start);
    }

    /** The last microsecond of a window. */
    public static Column window_time(Column window) {
        return call("window_time", window);
    }

    /** The values of one key of both maps put together: {@code map_zip_with(a, b, (k, x, y) -> x.plus(y))}; null where a map has none. */
    public static Column map_zip_with(Column first, Column second, TernaryOperator function) {
        return call("map_zip_with", first, second,
                Lambdas.of(3, parameters -> function.apply(parameters[0], parameters[1], parameters[2])));
    }

    /** A function of three columns. */
    @FunctionalInterface
    public interface TernaryOperator {

        Column apply(Column first, Column second, Column third);
    }

    private static Column call(String name, Column... arguments) {
        UnresolvedExpr[] exprs = new UnresolvedExpr[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            exprs[i] = arguments[i].expr();
        }
        return new Column(UnresolvedCall.of(name, exprs));
    }

    private static Column callBefore(String name, Column first, Column[] more) {
        Column[] arguments = new Column[more.length + 1];
        arguments[0] = first;
        System.arraycopy(more, 0, arguments, 1, more.length);
        return call(name, arguments);
    }

    private static Column lambda(Function<Column, Column> function) {
        return Lambdas.of(1, parameters -> function.apply(parameters[0]));
    }

    private static Column lambda(BiFunction<Column, Column, Column> function) {
        return Lambdas.of(2, parameters -> function.apply(parameters[0], parameters[1]));
    }

    private static long seed() {
        return ThreadLocalRandom.current().nextLong();
    }
}
