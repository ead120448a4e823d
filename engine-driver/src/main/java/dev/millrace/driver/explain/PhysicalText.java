package dev.millrace.driver.explain;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** One line for each physical node. */
final class PhysicalText {

    private PhysicalText() {}

    static String of(PhysicalPlan plan) {
        return switch (plan) {
            case ScanExec scan -> "ScanExec  " + Text.source(scan.source()) + " " + Text.names(scan.schema())
                    + (scan.filters().isEmpty() ? "" : "  filters=" + Text.list(scan.filters()))
                    + (scan.limit() < 0 ? "" : "  limit=" + scan.limit()) + "  partitions=" + scan.partitions();
            case LocalTableExec(var rows) -> "LocalTableExec  " + Text.names(rows.schema()) + "  rows=" + rows.rowCount();
            case RangeExec range ->
                    "RangeExec  " + range.start() + " to " + range.end() + " by " + range.step() + "  partitions=" + range.partitions();
            case FilterExec(var _, var condition) -> "FilterExec  " + Text.bare(condition);
            case ProjectExec(var _, var columns, var schema) -> "ProjectExec  " + named(columns, schema);
            case HashAggregateExec aggregate ->
                    "HashAggregateExec  " + aggregate.mode() + "  by " + Text.list(aggregate.keys()) + "  compute "
                            + Text.list(aggregate.calls());
            case HashJoinExec join -> hashJoin(join);
            case NestedLoopJoinExec(var _, var _, var type, var build, var condition, var _) -> "NestedLoopJoinExec  " + type + "  build="
                    + side(build) + (Conjuncts.isTrue(condition) ? "" : "  on " + Text.bare(condition));
            case SortExec(var _, var keys) -> "SortExec  " + Text.list(keys);
            case TopNExec(var _, var keys, var limit) -> "TopNExec  " + limit + " by " + Text.list(keys);
            case LimitExec(var _, var limit, var offset) ->
                    "LimitExec  " + (limit < 0 ? "all" : limit) + (offset == 0 ? "" : "  offset=" + offset);
            case UnionExec union -> "UnionExec  " + Text.count(union.inputs().size(), "input");
            case SampleExec sample ->
                    "SampleExec  " + sample.lower() + " to " + sample.upper() + (sample.withReplacement() ? " with replacement" : "")
                            + "  seed=" + sample.seed();
            case GenerateExec generate -> "GenerateExec  " + generate.generator() + (generate.outer() ? " outer" : "");
            case ExpandExec expand -> "ExpandExec  " + Text.count(expand.projections().size(), "projection");
            case WindowExec window ->
                    "WindowExec  " + Text.list(functions(window.functions())) + "  partition by " + Text.list(window.partitionBy())
                            + "  order by " + Text.list(window.orderBy());
            case CoalesceExec coalesce -> "CoalesceExec  into " + coalesce.partitions();
            case WriteExec(var _, var target, var _) -> "WriteExec  " + target.format() + " " + target.path() + " " + target.mode();
            case ExchangeExec(var input, var partitioning, var mergeKeys, var _) ->
                    "ExchangeExec  " + partitioning(partitioning, input.schema()) + merging(mergeKeys);
            case CachedReadExec read -> "CachedReadExec  " + Text.names(read.schema())
                    + (read.filters().isEmpty() ? "" : "  filters=" + Text.list(read.filters()))
                    + "  partitions=" + read.partitions();
            case ShuffleReadExec read -> "ShuffleReadExec  stage " + read.stage() + " " + Text.names(read.schema())
                    + (read.broadcast() ? "  broadcast" : "") + merging(read.mergeKeys());
        };
    }

    /** {@code hash(a, b) into 16}. */
    static String partitioning(Partitioning partitioning, Schema schema) {
        return switch (partitioning) {
            case Partitioning.Single _ -> "single";
            case Partitioning.Broadcast _ -> "broadcast";
            case Partitioning.RoundRobin(var partitions) -> "round robin into " + partitions;
            case Partitioning.Hash(var keys, var partitions) -> "hash" + parenthesized(keys, schema) + " into " + partitions;
            case Partitioning.Range(var keys, var _, var partitions) -> "range" + parenthesized(keys, schema) + " into " + partitions;
        };
    }

    private static String parenthesized(List<?> keys, Schema schema) {
        List<Object> names = new ArrayList<>();
        for (Object key : keys) {
            names.add(key instanceof InputRef ref && ref.name().isEmpty() ? schema.field(ref.ordinal()).name() : key);
        }
        String list = Text.list(names);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }

    private static String merging(List<SortKey> keys) {
        return keys.isEmpty() ? "" : "  merging " + Text.list(keys);
    }

    private static String named(List<Expr> columns, Schema schema) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = schema.field(i).name();
            String text = Text.bare(columns.get(i));
            texts.add(text.equals(name) ? name : text + " AS " + name);
        }
        return Text.list(texts);
    }

    private static String hashJoin(HashJoinExec join) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < join.leftKeys().size(); i++) {
            keys.add(join.leftKeys().get(i) + (join.nullSafe().get(i) ? " <=> " : " = ") + join.rightKeys().get(i));
        }
        return "HashJoinExec  " + join.type() + "  build=" + side(join.build()) + (join.broadcast() ? "  broadcast" : "") + "  keys="
                + Text.list(keys)
                + (Conjuncts.isTrue(join.residual()) ? "" : "  residual=" + Text.bare(join.residual()));
    }

    private static String side(Side side) {
        return side == Side.LEFT ? "left" : "right";
    }

    private static List<AggregateCall> functions(List<WindowCall> functions) {
        List<AggregateCall> calls = new ArrayList<>();
        for (WindowCall function : functions) {
            calls.add(function.call());
        }
        return calls;
    }
}
