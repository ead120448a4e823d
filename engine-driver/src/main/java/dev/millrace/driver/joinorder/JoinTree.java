package dev.millrace.driver.joinorder;

/** An order of joins. */
sealed interface JoinTree {

    /** The relations in it, as bits. */
    long relations();

    /** @param number position of the relation in the graph */
    record Leaf(int number) implements JoinTree {
        @Override
        public long relations() {
            return 1L << number;
        }
    }

    /** The left side is the larger one; a relation that is not joined INNER stands on the right. */
    record Pair(JoinTree left, JoinTree right) implements JoinTree {
        @Override
        public long relations() {
            return left.relations() | right.relations();
        }
    }
}
