package dev.millrace.driver.physical;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.And;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.Or;
import dev.millrace.spi.TableStatistics.ColumnStatistics;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of rows that a condition lets pass, from smallest and largest values and numbers of distinct values where they are known. */
final class Selectivity {

    private static final double UNKNOWN = 0.2;
    private static final double UNKNOWN_EQUAL = 0.05;
    private static final double UNKNOWN_RANGE = 0.33;

    private final Map<Long, ColumnStatistics> columns;
    private final Map<Long, Double> tableRows;

    Selectivity(Map<Long, ColumnStatistics> columns, Map<Long, Double> tableRows) {
        this.columns = columns;
        this.tableRows = tableRows;
    }

    double of(Expr condition) {
        double part = switch (condition) {
            case Literal(var value, var _) -> Boolean.TRUE.equals(value) ? 1 : 0;
            case And and -> all(Conjuncts.of(and));
            case Or(var left, var right) -> of(left) + of(right) - of(left) * of(right);
            case Not(IsNull(var input)) -> 1 - nulls(input);
            case Not(var input) -> 1 - of(input);
            case IsNull(var input) -> nulls(input);
            case Compare(var op, ColumnRef column, Literal literal) -> compared(op, column, literal);
            case Compare(var op, Literal literal, ColumnRef column) -> compared(op.flip(), column, literal);
            case Compare(var op, var _, var _) -> switch (op) {
                case EQ, NULL_SAFE_EQ -> UNKNOWN_EQUAL;
                case NE -> 1 - UNKNOWN_EQUAL;
                case LT, LE, GT, GE -> UNKNOWN_RANGE;
            };
            case InList(var input, var items) -> Math.min(0.9, items.size() * equal(input));
            default -> UNKNOWN;
        };
        return Math.clamp(part, 0, 1);
    }

    /** The product, but a lower and an upper bound of one column make one range. */
    private double all(List<Expr> conjuncts) {
        Map<Long, Double> below = new HashMap<>();
        Map<Long, Double> above = new HashMap<>();
        double part = 1;
        for (Expr conjunct : conjuncts) {
            double passes = of(conjunct);
            boolean upper = conjunct instanceof Compare(var op, ColumnRef _, Literal _) && (op == Compare.Op.LT || op == Compare.Op.LE);
            boolean lower = conjunct instanceof Compare(var op, ColumnRef _, Literal _) && (op == Compare.Op.GT || op == Compare.Op.GE);
            if (upper || lower) {
                long id = ((ColumnRef) ((Compare) conjunct).left()).id();
                (upper ? below : above).merge(id, passes, Math::min);
            } else {
                part *= passes;
            }
        }
        for (Map.Entry<Long, Double> bound : below.entrySet()) {
            Double lower = above.remove(bound.getKey());
            part *= lower == null ? bound.getValue() : Math.max(bound.getValue() + lower - 1, bound.getValue() * lower / 10);
        }
        for (double passes : above.values()) {
            part *= passes;
        }
        return part;
    }

    private double compared(Compare.Op op, ColumnRef column, Literal literal) {
        if (literal.value() == null) {
            return op == Compare.Op.NULL_SAFE_EQ ? nulls(column) : 0;
        }
        return switch (op) {
            case EQ, NULL_SAFE_EQ -> equal(column);
            case NE -> 1 - equal(column);
            case LT, LE -> below(column, literal);
            case GT, GE -> {
                double below = below(column, literal);
                yield below == UNKNOWN_RANGE ? UNKNOWN_RANGE : 1 - below;
            }
        };
    }

    private double equal(Expr input) {
        if (!(input instanceof ColumnRef(var attribute))) {
            return UNKNOWN_EQUAL;
        }
        double distinct = distinct(columns.get(attribute.id()), attribute.type());
        return distinct > 0 ? 1 / distinct : UNKNOWN_EQUAL;
    }

    private double below(ColumnRef column, Literal literal) {
        ColumnStatistics statistics = columns.get(column.id());
        if (statistics == null || statistics.min().isEmpty() || statistics.max().isEmpty()) {
            return UNKNOWN_RANGE;
        }
        Double min = number(statistics.min().get(), column.type());
        Double max = number(statistics.max().get(), column.type());
        Double value = number(literal.value(), literal.type());
        if (min == null || max == null || value == null) {
            return UNKNOWN_RANGE;
        }
        return max <= min ? value >= min ? 1 : 0 : Math.clamp((value - min) / (max - min), 0.0, 1.0);
    }

    private double nulls(Expr input) {
        if (!input.nullable()) {
            return 0;
        }
        if (input instanceof ColumnRef(var attribute)) {
            ColumnStatistics statistics = columns.getOrDefault(attribute.id(), ColumnStatistics.UNKNOWN);
            if (statistics.nulls().isPresent()) {
                return statistics.nulls().getAsLong() / Math.max(1, tableRows.getOrDefault(attribute.id(), 1.0));
            }
        }
        return UNKNOWN_EQUAL;
    }

    /** Distinct values of a column, 0 when unknown: as given, or the width of the range of whole numbers. */
    static double distinct(@Nullable ColumnStatistics statistics, DataType type) {
        if (statistics == null) {
            return 0;
        }
        if (statistics.distinct().isPresent()) {
            return Math.max(1, statistics.distinct().getAsLong());
        }
        boolean whole = type.isIntegral() || type instanceof DataType.DateType;
        if (whole && statistics.min().isPresent() && statistics.max().isPresent()) {
            Double min = number(statistics.min().get(), type);
            Double max = number(statistics.max().get(), type);
            return min == null || max == null ? 0 : max - min + 1;
        }
        return 0;
    }

    private static @Nullable Double number(@Nullable Object value, DataType type) {
        double unit = type instanceof DataType.DecimalType(var _, var scale) ? Math.pow(10, -scale) : 1;
        return switch (value) {
            case BigInteger big -> big.doubleValue() * unit;
            case Number number when type.storage() != Storage.BYTES -> number.doubleValue() * unit;
            case null, default -> null;
        };
    }
}
