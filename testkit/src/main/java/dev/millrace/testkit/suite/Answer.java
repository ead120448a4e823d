package dev.millrace.testkit.suite;

import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Sort;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement.
 *
 * @param plan the analyzed query
 * @param rows values in the form of {@link dev.millrace.expr.Literal}
 * @param zone the session's time zone when the statement had run
 */
public record Answer(LogicalPlan plan, List<List<@Nullable Object>> rows, ZoneId zone) {

    public Schema schema() {
        return plan.schema();
    }

    /** A text for each row, values separated by tabs. */
    public List<String> hiveLines(HiveText.BinaryStyle binary) {
        HiveText format = new HiveText(zone, binary);
        List<String> lines = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(format.text(row.get(i), schema().type(i)));
            }
            lines.add(String.join("\t", values));
        }
        return lines;
    }

    /** The rows in cells as {@code show()} has them. */
    public List<List<String>> cells() {
        ValueFormat format = ValueFormat.display(zone);
        List<List<String>> cells = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                texts.add(escaped(format.text(row.get(i), schema().type(i))));
            }
            cells.add(texts);
        }
        return cells;
    }

    /** True when the query itself says in which order its rows come. */
    public boolean ordered() {
        return ordered(plan);
    }

    private static boolean ordered(LogicalPlan plan) {
        return switch (plan) {
            case Sort sort -> sort.global();
            case Join _, Aggregate _, Distinct _, Generate _, Sample _ -> false;
            default -> plan.children().stream().anyMatch(Answer::ordered);
        };
    }

    private static String escaped(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\f", "\\f").replace("\b", "\\b")
                .replace("\u000B", "\\v").replace("\u0007", "\\a");
    }
}
