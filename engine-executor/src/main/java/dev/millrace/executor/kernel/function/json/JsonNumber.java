package dev.millrace.executor.kernel.function.json;

import java.math.BigDecimal;

/** A number as it was written. */
record JsonNumber(String text) {

    boolean isWhole() {
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0 && !isSpecial();
    }

    /** True for NaN and the infinities. */
    boolean isSpecial() {
        return text.endsWith("N") || text.endsWith("F") || text.endsWith("y");
    }

    BigDecimal decimal() {
        return new BigDecimal(text);
    }

    double number() {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity", "+Infinity", "INF", "+INF" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
