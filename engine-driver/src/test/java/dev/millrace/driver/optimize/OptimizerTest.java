package dev.millrace.driver.optimize;

import static dev.millrace.driver.query.TestTables.ints;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.explain.PlanPrinter;
import dev.millrace.driver.query.PlanInterpreter;
import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.TestTable;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OptimizerTest {

    private static final int QUERIES = 3000;

    /** Rewritten plans give the same columns and, run by a plain interpreter, the same rows. */
    @Test
    void randomPlansKeepColumnsAndRows() {
        long seed = Long.getLong("seed", System.nanoTime());
        TreeSet<String> fired = new TreeSet<>();
        for (int i = 0; i < QUERIES; i++) {
            long one = seed + i;
            TestPipeline pipeline = new TestPipeline().table(ints("l", "a", "b", "c")).table(ints("r", "x", "y"));
            RandomQueries.Query query = new RandomQueries(one).query(1 + i % 5);
            LogicalPlan plan = pipeline.analyze(query.written());
            LogicalPlan optimized = pipeline.pipeline().optimize(plan, pipeline.config(), (rule, before, after, nanos) -> fired.add(rule));
            String text = "seed " + one + "\n" + PlanPrinter.logical(plan) + "\n" + PlanPrinter.logical(optimized);
            assertEquals(ids(plan), ids(optimized), text);
            PlanInterpreter interpreter = new PlanInterpreter(scan -> data(scan, one));
            try {
                assertEquals(sorted(interpreter.rows(plan)), sorted(interpreter.rows(optimized)), text);
            } catch (IllegalStateException | ClassCastException | IndexOutOfBoundsException e) {
                throw new AssertionError(text, e);
            }
        }
        assertTrue(fired.size() >= 14, "rules that fired: " + fired);
        assertTrue(fired.containsAll(List.of("reorder_joins", "aggregate_before_join")), "rules that fired: " + fired);
    }

    private static List<Long> ids(LogicalPlan plan) {
        return plan.output().stream().map(Attribute::id).toList();
    }

    private static List<List<Object>> data(Scan scan, long seed) {
        Random random = new Random(seed + ((TestTable) scan.table()).name().hashCode());
        List<List<Object>> rows = new ArrayList<>();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Object[] row = new Object[scan.table().schema().size()];
            for (int column = 0; column < row.length; column++) {
                row[column] = random.nextInt(5) == 0 ? null : (Object) random.nextInt(4);
            }
            rows.add(Arrays.asList(row));
        }
        return rows;
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).toList();
    }
}
