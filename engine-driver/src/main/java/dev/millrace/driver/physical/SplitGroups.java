package dev.millrace.driver.physical;

import dev.millrace.spi.Split;
import java.util.ArrayList;
import java.util.List;

/** Deals the splits of a table out to partitions: neighbours together, bytes balanced, small files combined. */
final class SplitGroups {

    private static final long BYTES_WORTH_A_TASK = 1 << 20;

    private SplitGroups() {}

    /** Wanted bytes of a split, so that there are several for each core but none is too small to be worth its overhead. */
    static long target(long tableBytes, long configured, int parallelism) {
        return Math.max(BYTES_WORTH_A_TASK, Math.min(configured, tableBytes / (4L * parallelism) + 1));
    }

    static List<List<Split>> of(List<Split> splits, long splitBytes, int parallelism) {
        long total = 0;
        for (Split split : splits) {
            total += split.length();
        }
        long groups = Math.min(parallelism, (total + BYTES_WORTH_A_TASK - 1) / BYTES_WORTH_A_TASK);
        groups = Math.max(groups, (total + splitBytes - 1) / splitBytes);
        if (groups > parallelism) {
            groups = (groups + parallelism - 1) / parallelism * parallelism;
        }
        return cut(splits, total, Math.clamp(groups, 1, splits.size()));
    }

    private static List<List<Split>> cut(List<Split> splits, long total, int groups) {
        List<List<Split>> partitions = new ArrayList<>(groups);
        List<Split> current = new ArrayList<>();
        long seen = 0;
        for (int i = 0; i < splits.size(); i++) {
            Split split = splits.get(i);
            long end = (long) ((double) total / groups * (partitions.size() + 1));
            boolean enoughLeft = splits.size() - i >= groups - partitions.size();
            if (!current.isEmpty() && partitions.size() < groups - 1 && (seen + split.length() / 2 > end || !enoughLeft)) {
                partitions.add(current);
                current = new ArrayList<>();
            }
            current.add(split);
            seen += split.length();
        }
        partitions.add(current);
        return partitions;
    }
}
