package dev.millrace.driver.joinorder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two trees that give the fewest rows, again and again (Fegaras: A New Heuristic for Optimizing Large Queries, 1998); those that
 * share no equal columns only when nothing else is left.
 */
final class GreedySearch {

    private final List<Relation> relations;
    private final JoinRows estimates;
    private final List<JoinTree> trees = new ArrayList<>();

    private GreedySearch(List<Relation> relations, JoinRows estimates) {
        this.relations = relations;
        this.estimates = estimates;
        for (int i = 0; i < relations.size(); i++) {
            trees.add(new JoinTree.Leaf(i));
        }
    }

    static JoinTree good(List<Relation> relations, JoinRows estimates) {
        GreedySearch search = new GreedySearch(relations, estimates);
        while (search.trees.size() > 1) {
            search.joinBest();
        }
        return search.trees.getFirst();
    }

    private void joinBest() {
        JoinTree.Pair best = null;
        double least = Double.POSITIVE_INFINITY;
        boolean hashes = false;
        for (JoinTree one : trees) {
            for (JoinTree other : trees) {
                JoinTree.Pair pair = pair(one, other);
                if (pair != null) {
                    boolean hashed = dependent(pair.right()) || (estimates.neighbours(one.relations()) & other.relations()) != 0;
                    double rows = estimates.of(pair.relations());
                    if (hashed && !hashes || hashed == hashes && rows < least) {
                        best = pair;
                        least = rows;
                        hashes = hashed;
                    }
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no two of " + trees.size() + " trees can be joined");
        }
        trees.remove(best.left());
        trees.remove(best.right());
        trees.add(best);
    }

    /** The two as a tree; null when they may not be joined, or are in the other order. */
    private JoinTree.@Nullable Pair pair(JoinTree one, JoinTree other) {
        if (one.relations() == other.relations() || dependent(one)) {
            return null;
        }
        if (other instanceof JoinTree.Leaf(int number) && dependent(other)) {
            long required = relations.get(number).required();
            return (required & one.relations()) == required ? new JoinTree.Pair(one, other) : null;
        }
        boolean larger = estimates.of(one.relations()) >= estimates.of(other.relations());
        return one.relations() < other.relations() ? larger ? new JoinTree.Pair(one, other) : new JoinTree.Pair(other, one) : null;
    }

    private boolean dependent(JoinTree tree) {
        return tree instanceof JoinTree.Leaf(int number) && !relations.get(number).isInner();
    }
}
