package dev.millrace.driver.joinorder;

/**
 * What a join costs beyond its inputs, in rows handled: each row that it gives, and a row that is built into a table more than one that is
 * looked up. Pairs without equal columns are compared one by one.
 */
final class JoinCost {

    private static final double BUILD = 3;
    private static final double PROBE = 0.5;
    private static final double COMPARE = 0.5;

    private JoinCost() {}

    /** @param hashed whether there are equal columns */
    static double of(double left, double right, double result, boolean hashed) {
        double work =
                hashed ? BUILD * Math.min(left, right) + PROBE * Math.max(left, right) : COMPARE * left * right + Math.min(left, right);
        return work + result;
    }
}
