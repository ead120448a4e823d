package dev.millrace.driver.joinorder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest of all orders without cross products, bushy ones included, by dynamic programming over sets of relations (Moerkotte and
 * Neumann: Analysis of Two Existing and One New Dynamic Programming Algorithm for the Generation of Optimal Bushy Join Trees without Cross
 * Products, 2006; the variant DPsub).
 */
final class ExhaustiveSearch {

    private final List<Relation> relations;
    private final double[] rows;
    private final double[] cost;
    private final int[] leftOf;
    private final long[] neighbours;

    private ExhaustiveSearch(List<Relation> relations, JoinRows estimates) {
        int sets = 1 << relations.size();
        this.relations = relations;
        this.rows = new double[sets];
        this.cost = new double[sets];
        this.leftOf = new int[sets];
        this.neighbours = new long[sets];
        for (int set = 1; set < sets; set++) {
            cost[set] = Double.POSITIVE_INFINITY;
            int lowest = Integer.numberOfTrailingZeros(set);
            if (set == 1 << lowest) {
                neighbours[set] = estimates.neighbours(set);
                rows[set] = estimates.ofOne(lowest);
                cost[set] = relations.get(lowest).isInner() ? 0 : Double.POSITIVE_INFINITY;
            } else {
                neighbours[set] = neighbours[set & set - 1] | neighbours[1 << lowest];
            }
        }
        for (int set = 1; set < sets; set++) {
            if ((set & set - 1) != 0) {
                findBest(set, estimates);
            }
        }
    }

    /** The cheapest tree over all relations; null when they cannot be joined without a cross product. */
    static @Nullable JoinTree best(List<Relation> relations, JoinRows estimates) {
        ExhaustiveSearch search = new ExhaustiveSearch(relations, estimates);
        int all = (1 << relations.size()) - 1;
        return search.cost[all] == Double.POSITIVE_INFINITY ? null : search.tree(all);
    }

    private void findBest(int set, JoinRows estimates) {
        for (int part = set - 1 & set; part != 0; part = part - 1 & set) {
            int rest = set & ~part;
            if (cost[part] == Double.POSITIVE_INFINITY) {
                continue;
            }
            boolean dependent = (rest & rest - 1) == 0 && !relations.get(Integer.numberOfTrailingZeros(rest)).isInner();
            boolean joins;
            if (dependent) {
                long required = relations.get(Integer.numberOfTrailingZeros(rest)).required();
                joins = (required & part) == required;
            } else {
                joins = part < rest && cost[rest] < Double.POSITIVE_INFINITY && (neighbours[part] & rest) != 0;
            }
            if (joins) {
                rows[set] = rows[set] == 0 ? estimates.of(set) : rows[set];
                double inputs = cost[part] + (dependent ? 0 : cost[rest]);
                double whole = inputs + JoinCost.of(rows[part], rows[rest], rows[set], true);
                if (whole < cost[set]) {
                    cost[set] = whole;
                    leftOf[set] = dependent || rows[part] >= rows[rest] ? part : rest;
                }
            }
        }
    }

    private JoinTree tree(int set) {
        if ((set & set - 1) == 0) {
            return new JoinTree.Leaf(Integer.numberOfTrailingZeros(set));
        }
        return new JoinTree.Pair(tree(leftOf[set]), tree(set & ~leftOf[set]));
    }
}
