package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import java.util.List;

/** How rows are spread over the partitions of an exchange. */
public sealed interface Partitioning {

    int partitions();

    /** All rows in one partition. */
    record Single() implements Partitioning {
        @Override
        public int partitions() {
            return 1;
        }
    }

    /** By the hash of the keys; equal keys (nulls equal nulls, NaN equals NaN, -0.0 equals 0.0) meet. */
    record Hash(List<Expr> keys, int partitions) implements Partitioning {
        public Hash {
            keys = List.copyOf(keys);
        }
    }

    /**
     * By where the keys lie between {@code partitions - 1} ascending bounds; a bound's row goes to the partition after it. Bounds have
     * one column a key.
     */
    record Range(List<SortKey> keys, LocalRows bounds, int partitions) implements Partitioning {
        public Range {
            keys = List.copyOf(keys);
        }
    }

    /** Evenly; computed from a hash of the whole row, so a rerun sends each row the same way. */
    record RoundRobin(int partitions) implements Partitioning {}

    /** Every reader gets all rows; written once. */
    record Broadcast() implements Partitioning {
        @Override
        public int partitions() {
            return 1;
        }
    }
}
