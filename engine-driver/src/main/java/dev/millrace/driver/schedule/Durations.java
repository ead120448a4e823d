package dev.millrace.driver.schedule;

/** How long the tasks of a stage took, in classes that are a quarter of a doubling wide. */
final class Durations {

    private static final int PER_DOUBLING = 4;

    private final int[] counts = new int[64 * PER_DOUBLING];
    private int total;

    void add(long millis) {
        counts[index(millis)]++;
        total++;
    }

    /** About the median, rounded up; 0 when there is none. */
    long medianMillis() {
        int seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen * 2 >= total) {
                return (long) Math.ceil(Math.pow(2, (double) (i + 1) / PER_DOUBLING)) - 1;
            }
        }
        return 0;
    }

    private static int index(long millis) {
        return (int) (Math.log(Math.max(0, millis) + 1.0) / Math.log(2) * PER_DOUBLING);
    }
}
