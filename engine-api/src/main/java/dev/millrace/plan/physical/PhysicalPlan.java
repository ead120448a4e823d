package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/** An algorithm over the partitions of its inputs. Immutable. */
public sealed interface PhysicalPlan
        permits ScanExec, LocalTableExec, RangeExec, FilterExec, ProjectExec, HashAggregateExec, HashJoinExec, NestedLoopJoinExec, SortExec,
        TopNExec, LimitExec,
        UnionExec, SampleExec, GenerateExec, ExpandExec, WindowExec, CoalesceExec, WriteExec, ExchangeExec, ShuffleReadExec,
        CachedReadExec {

    Schema schema();

    List<PhysicalPlan> children();

    PhysicalPlan withChildren(List<PhysicalPlan> children);

    /** Partitions of the result. */
    int partitions();
}
