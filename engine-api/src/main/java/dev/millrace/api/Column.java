package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.OnError;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.types.DataType;
import dev.millrace.types.TypeParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the columns of a DataFrame: {@code col("price").multiply(col("quantity")).as("total")}.
 *
 * <p>A Column by itself is only a description: names and types are checked when it is given to a DataFrame. Where an {@code Object} is
 * taken, a Column stands for itself and any other value is a constant, as in {@link Functions#lit}. Unless said otherwise a null operand
 * gives null. Immutable.
 */
public final class Column {

    private final UnresolvedExpr expr;

    /** For tools that build expressions themselves; applications start at {@link Functions#col} and {@link Functions#lit}. */
    public Column(UnresolvedExpr expr) {
        this.expr = expr;
    }

    /** What this column describes. */
    public UnresolvedExpr expr() {
        return expr;
    }

    private Column call(String name, @Nullable Object operand) {
        return new Column(UnresolvedCall.of(name, expr, JavaLiterals.expr(operand)));
    }

    private Column call(String name) {
        return new Column(UnresolvedCall.of(name, expr));
    }

    /** {@code =}: null when either side is null. NaN equals NaN. */
    public Column equalTo(@Nullable Object other) {
        return call("=", other);
    }

    /** Short for {@link #equalTo}. */
    public Column eq(@Nullable Object other) {
        return equalTo(other);
    }

    /** {@code !=}: null when either side is null. */
    public Column notEqual(@Nullable Object other) {
        return call("!=", other);
    }

    /** {@code >}; NaN is greater than any number. */
    public Column gt(@Nullable Object other) {
        return call(">", other);
    }

    /** {@code >=}. */
    public Column geq(@Nullable Object other) {
        return call(">=", other);
    }

    /** {@code <}. */
    public Column lt(@Nullable Object other) {
        return call("<", other);
    }

    /** {@code <=}. */
    public Column leq(@Nullable Object other) {
        return call("<=", other);
    }

    /** {@code <=>}: true when both are null, false when one is; never null. */
    public Column eqNullSafe(@Nullable Object other) {
        return call("<=>", other);
    }

    /** Three-valued AND: false when one side is false, else null when one is null. */
    public Column and(Column other) {
        return call("and", other);
    }

    /** Three-valued OR: true when one side is true, else null when one is null. */
    public Column or(Column other) {
        return call("or", other);
    }

    /** {@code NOT}. */
    public Column not() {
        return call("not");
    }

    /** {@code +}; ARITHMETIC_OVERFLOW when the result does not fit its type. Also date plus interval. */
    public Column plus(@Nullable Object other) {
        return call("+", other);
    }

    /** {@code -}; ARITHMETIC_OVERFLOW when the result does not fit its type. */
    public Column minus(@Nullable Object other) {
        return call("-", other);
    }

    /** {@code *}; ARITHMETIC_OVERFLOW when the result does not fit its type. */
    public Column multiply(@Nullable Object other) {
        return call("*", other);
    }

    /** {@code /}: a DOUBLE for integers too, a DECIMAL for decimals; DIVIDE_BY_ZERO. */
    public Column divide(@Nullable Object other) {
        return call("/", other);
    }

    /** {@code %}: the remainder with the sign of the dividend; DIVIDE_BY_ZERO. */
    public Column mod(@Nullable Object other) {
        return call("%", other);
    }

    /** Unary {@code -}. */
    public Column negate() {
        return call("-");
    }

    /** {@code lower <= this AND this <= upper}. */
    public Column between(@Nullable Object lower, @Nullable Object upper) {
        return new Column(UnresolvedCall.of("between", expr, JavaLiterals.expr(lower), JavaLiterals.expr(upper)));
    }

    /** {@code IN}: true when equal to one of the values, else null when one of them is null: {@code col("zone").isin(1, 4, 12)}. */
    public Column isin(@Nullable Object... values) {
        List<UnresolvedExpr> arguments = new ArrayList<>(values.length + 1);
        arguments.add(expr);
        for (Object value : values) {
            arguments.add(JavaLiterals.expr(value));
        }
        return new Column(UnresolvedCall.of("in", arguments.toArray(new UnresolvedExpr[0])));
    }

    /** {@link #isin} for the values of a collection. */
    public Column isInCollection(Collection<?> values) {
        return isin(values.toArray());
    }

    /** SQL LIKE: {@code %} any text, {@code _} one character, {@code \} escapes: {@code col("name").like("Mc%")}. */
    public Column like(String pattern) {
        return call("like", pattern);
    }

    /** {@link #like} that ignores case. */
    public Column ilike(String pattern) {
        return call("ilike", pattern);
    }

    /** True when a part of the text matches the Java regular expression; INVALID_REGEX. */
    public Column rlike(String pattern) {
        return call("rlike", pattern);
    }

    /** True or false, never null. */
    public Column isNull() {
        return call("isnull");
    }

    /** True or false, never null. */
    public Column isNotNull() {
        return call("isnotnull");
    }

    /** True for NaN; false for null. */
    public Column isNaN() {
        return call("isnan");
    }

    /** True when the text begins with {@code prefix}. */
    public Column startsWith(@Nullable Object prefix) {
        return call("startswith", prefix);
    }

    /** True when the text ends with {@code suffix}. */
    public Column endsWith(@Nullable Object suffix) {
        return call("endswith", suffix);
    }

    /** True when the text holds {@code part}. */
    public Column contains(@Nullable Object part) {
        return call("contains", part);
    }

    /** CAST to a type; CAST_INVALID_INPUT or CAST_OVERFLOW when a value cannot be: {@code col("id").cast(DataType.BIGINT)}. */
    public Column cast(DataType type) {
        return new Column(new UnresolvedCast(expr, type, OnError.THROW));
    }

    /**
     * As {@link #cast(DataType)}, the type as SQL text: {@code cast("decimal(10,2)")}.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR
     */
    public Column cast(String type) {
        return cast(TypeParser.type(type));
    }

    /** TRY_CAST: null for a value that cannot be cast. */
    public Column tryCast(DataType type) {
        return new Column(new UnresolvedCast(expr, type, OnError.NULL));
    }

    /**
     * As {@link #tryCast(DataType)}, the type as SQL text.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR
     */
    public Column tryCast(String type) {
        return tryCast(TypeParser.type(type));
    }

    /** Names the result: {@code sum("total_amount").as("revenue")}. */
    public Column as(String name) {
        return new Column(new UnresolvedAlias(expr, List.of(name)));
    }

    /** Names the several columns of a generator: {@code posexplode(col("items")).as(List.of("position", "item"))}. */
    public Column as(List<String> names) {
        return new Column(new UnresolvedAlias(expr, names));
    }

    /** {@link #as(String)}. */
    public Column alias(String name) {
        return as(name);
    }

    /** {@link #as(String)}. */
    public Column name(String name) {
        return as(name);
    }

    /** Sorts upwards, nulls first. */
    public Column asc() {
        return new Column(new UnresolvedSortKey(expr, true, true));
    }

    /** Sorts upwards, nulls first. */
    public Column ascNullsFirst() {
        return asc();
    }

    /** Sorts upwards, nulls last. */
    public Column ascNullsLast() {
        return new Column(new UnresolvedSortKey(expr, true, false));
    }

    /** Sorts downwards, nulls last. */
    public Column desc() {
        return new Column(new UnresolvedSortKey(expr, false, false));
    }

    /** Sorts downwards, nulls first. */
    public Column descNullsFirst() {
        return new Column(new UnresolvedSortKey(expr, false, true));
    }

    /** Sorts downwards, nulls last. */
    public Column descNullsLast() {
        return desc();
    }

    /**
     * One case more, after {@link Functions#when}: {@code when(a.lt(0), "minus").when(a.gt(0), "plus").otherwise("zero")}. Without {@link
     * #otherwise} a row that meets no condition gets null.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE when this is not such a chain
     */
    public Column when(Column condition, @Nullable Object value) {
        UnresolvedCase before = openCase("when");
        List<UnresolvedExpr> conditions = new ArrayList<>(before.conditions());
        conditions.add(condition.expr);
        List<UnresolvedExpr> values = new ArrayList<>(before.values());
        values.add(JavaLiterals.expr(value));
        return new Column(new UnresolvedCase(conditions, values, Optional.empty()));
    }

    /**
     * The value when no condition holds.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE when this was not begun by {@link Functions#when}, or has an otherwise already
     */
    public Column otherwise(@Nullable Object value) {
        UnresolvedCase before = openCase("otherwise");
        return new Column(new UnresolvedCase(before.conditions(), before.values(), Optional.of(JavaLiterals.expr(value))));
    }

    private UnresolvedCase openCase(String function) {
        if (expr instanceof UnresolvedCase cases && cases.otherwise().isEmpty()) {
            return cases;
        }
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the column", "function", function, "expected",
                "a column that Functions.when began and that has no otherwise yet", "actual", this);
    }

    /**
     * Computes an aggregate or window function over the rows around each row: {@code
     * rank().over(Window.partitionBy("zone").orderBy("fare"))}.
     */
    public Column over(WindowSpec window) {
        return new Column(window.of(expr));
    }

    /** Over all rows. */
    public Column over() {
        return over(Window.spec());
    }

    /**
     * Element of an ARRAY by index from 0 (INVALID_ARRAY_INDEX beyond its end), of a MAP by key (null when absent), of a STRUCT by name.
     */
    public Column getItem(@Nullable Object key) {
        return call("getitem", key);
    }

    /** Field of a STRUCT: {@code col("address").getField("city")}; FIELD_NOT_FOUND when it has none. */
    public Column getField(String name) {
        return call("getfield", name);
    }

    /** {@code length} characters from {@code position} on, which counts from 1, or from the end when negative. */
    public Column substr(int position, int length) {
        return substr(Functions.lit(position), Functions.lit(length));
    }

    /** As {@link #substr(int, int)}, both computed. */
    public Column substr(Column position, Column length) {
        return new Column(UnresolvedCall.of("substring", expr, position.expr, length.expr));
    }

    /** Bitwise {@code &} of integers. */
    public Column bitwiseAND(@Nullable Object other) {
        return call("&", other);
    }

    /** Bitwise {@code |} of integers. */
    public Column bitwiseOR(@Nullable Object other) {
        return call("|", other);
    }

    /** Bitwise {@code ^} of integers. */
    public Column bitwiseXOR(@Nullable Object other) {
        return call("^", other);
    }

    /** Bitwise {@code ~} of an integer. */
    public Column bitwiseNOT() {
        return call("~");
    }

    /** True when both describe the same; not a comparison of values, see {@link #equalTo}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Column column && expr.equals(column.expr);
    }

    @Override
    public int hashCode() {
        return expr.hashCode();
    }

    /** SQL-like text of the expression. */
    @Override
    public String toString() {
        return ColumnText.of(expr);
    }
}
