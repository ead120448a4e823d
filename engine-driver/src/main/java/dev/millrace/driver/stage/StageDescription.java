package dev.millrace.driver.stage;

import dev.millrace.plan.SourceSpec;
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
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import java.util.ArrayList;
import java.util.List;

/** What a stage does in a few words, in the order it happens: {@code scan trips, partial aggregate}. */
final class StageDescription {

    private StageDescription() {}

    static String of(PhysicalPlan fragment) {
        List<String> words = new ArrayList<>();
        collect(fragment, words);
        return words.isEmpty() ? "merge" : String.join(", ", words);
    }

    private static void collect(PhysicalPlan plan, List<String> words) {
        for (PhysicalPlan child : plan.children()) {
            collect(child, words);
        }
        String word = word(plan);
        if (!word.isEmpty() && !words.contains(word)) {
            words.add(word);
        }
    }

    private static String word(PhysicalPlan plan) {
        return switch (plan) {
            case ScanExec scan -> "scan " + name(scan.source());
            case CachedReadExec _ -> "cached rows";
            case LocalTableExec _ -> "local rows";
            case RangeExec _ -> "range";
            case HashAggregateExec aggregate -> switch (aggregate.mode()) {
                case PARTIAL -> "partial aggregate";
                case FINAL -> "final aggregate";
                case SINGLE -> "aggregate";
            };
            case HashJoinExec _, NestedLoopJoinExec _ -> "join";
            case SortExec _ -> "sort";
            case TopNExec _ -> "top";
            case LimitExec _ -> "limit";
            case UnionExec _ -> "union";
            case SampleExec _ -> "sample";
            case GenerateExec _ -> "generate";
            case WindowExec _ -> "window";
            case WriteExec _ -> "write";
            case FilterExec _, ProjectExec _, ExpandExec _, CoalesceExec _, ExchangeExec _, ShuffleReadExec _ -> "";
        };
    }

    private static String name(SourceSpec source) {
        if (source.paths().isEmpty()) {
            return source.format();
        }
        String path = source.paths().getFirst();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
