package dev.millrace.driver.stage;

import dev.millrace.transport.MapOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the tasks of a stage may be cut anew once the sizes of what they read are known: neighbouring small partitions become one task, a
 * partition that is much larger than the others becomes several, each of which reads some of the outputs of one side of a join and the
 * whole other side. A pure function of sizes.
 *
 * @param targetBytes what a task should read
 * @param leastTasks  partitions are not joined into fewer tasks
 * @param splittable  parents whose partitions may be read in parts
 */
public record Adaptivity(long targetBytes, int leastTasks, Set<Integer> splittable) {

    /** A partition so many times as large as the middle one, and as the target, is split. */
    private static final int SKEW = 4;

    public Adaptivity {
        splittable = Set.copyOf(splittable);
    }

    /**
     * The portions of the tasks, in the order of partitions; one a partition when nothing is to be changed.
     *
     * @param outputs of each parent whose partitions the tasks share out among them
     */
    public List<Portion> portions(Map<Integer, List<MapOutput>> outputs, int partitions) {
        long[] sizes = new long[partitions];
        Map<Integer, long[]> byParent = new LinkedHashMap<>();
        outputs.forEach((parent, all) -> {
            long[] own = sizes(all, partitions);
            byParent.put(parent, own);
            for (int partition = 0; partition < partitions; partition++) {
                sizes[partition] += own[partition];
            }
        });
        long total = Arrays.stream(sizes).sum();
        int least = Math.min(leastTasks, partitions);
        long most = Math.max(1, Math.min(targetBytes, total / Math.max(1, least)));
        List<Portion> portions = cut(outputs, byParent, sizes, total, most);
        while (portions.size() < least && most > 1) {
            most /= 2;
            portions = cut(outputs, byParent, sizes, total, most);
        }
        return portions.size() < least ? single(partitions) : portions;
    }

    private List<Portion> cut(Map<Integer, List<MapOutput>> outputs, Map<Integer, long[]> byParent, long[] sizes, long total, long most) {
        List<Portion> portions = new ArrayList<>();
        int first = 0;
        long held = 0;
        for (int partition = 0; partition < sizes.length; partition++) {
            List<Portion> parts = parts(partition, outputs, byParent, total);
            if (partition > first && (!parts.isEmpty() || held + sizes[partition] > most)) {
                portions.add(Portion.of(first, partition));
                first = partition;
                held = 0;
            }
            if (parts.isEmpty()) {
                held += sizes[partition];
            } else {
                portions.addAll(parts);
                first = partition + 1;
                held = 0;
            }
        }
        if (first < sizes.length) {
            portions.add(Portion.of(first, sizes.length));
        }
        return portions;
    }

    /** Parts of a skewed partition: runs of outputs of about equal size. Empty for another one. */
    private List<Portion> parts(int partition, Map<Integer, List<MapOutput>> outputs, Map<Integer, long[]> byParent, long total) {
        int chosen = Portion.WHOLE;
        long size = 0;
        for (Map.Entry<Integer, long[]> parent : byParent.entrySet()) {
            long own = parent.getValue()[partition];
            if (splittable.contains(parent.getKey()) && own > size && own > SKEW * Math.max(targetBytes, median(parent.getValue()))) {
                chosen = parent.getKey();
                size = own;
            }
        }
        if (chosen == Portion.WHOLE) {
            return List.of();
        }
        List<MapOutput> all = outputs.getOrDefault(chosen, List.of());
        long wanted = Math.max(targetBytes, total / Math.max(1, leastTasks));
        int count = (int) Math.min(all.size(), Math.max(2, (size + wanted - 1) / wanted));
        List<Portion> parts = new ArrayList<>();
        int first = 0;
        long held = 0;
        for (int output = 0; output < all.size(); output++) {
            held += all.get(output).bytes().get(partition);
            boolean last = output == all.size() - 1;
            if (last || held * count >= size && parts.size() < count - 1) {
                parts.add(new Portion(partition, partition + 1, chosen, first, output + 1));
                first = output + 1;
                held = 0;
            }
        }
        return parts.size() > 1 ? parts : List.of();
    }

    private static List<Portion> single(int partitions) {
        List<Portion> portions = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            portions.add(Portion.of(partition, partition + 1));
        }
        return portions;
    }

    private static long[] sizes(List<MapOutput> outputs, int partitions) {
        long[] sizes = new long[partitions];
        for (MapOutput output : outputs) {
            for (int partition = 0; partition < partitions; partition++) {
                sizes[partition] += output.bytes().get(partition);
            }
        }
        return sizes;
    }

    private static long median(long[] sizes) {
        long[] sorted = sizes.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
