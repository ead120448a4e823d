package dev.millrace.driver.statistics;

/** How much a plan is thought to give. */
public record Estimate(double rows, double bytes) {

    static Estimate of(double rows, double rowBytes) {
        double atLeastNone = Math.max(0, rows);
        return new Estimate(atLeastNone, atLeastNone * rowBytes);
    }
}
