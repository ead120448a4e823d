package dev.millrace.driver.unnest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.config.Config;
import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.explain.PlanPrinter;
import dev.millrace.driver.optimize.Optimizer;
import dev.millrace.driver.optimize.OptimizerTrace;
import dev.millrace.driver.query.ExprInterpreter;
import dev.millrace.driver.query.PlanInterpreter;
import dev.millrace.driver.query.TestFunctions;
import dev.millrace.driver.query.TestTable;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnnestingTest {

    private static final int PLANS = Integer.getInteger("unnest.plans", 500);

    /** Plain joins give the rows that computing the right side anew for each left row gives. */
    @Test
    void randomPlansKeepColumnsAndRows() {
        long seed = Long.getLong("seed", System.nanoTime());
        int compared = 0;
        List<AssertionError> failures = new ArrayList<>();
        for (int i = 0; i < PLANS; i++) {
            try {
                compared += compares(seed + i, 1 + i % 4) ? 1 : 0;
            } catch (AssertionError e) {
                failures.add(e);
            }
        }
        failures.sort(Comparator.comparingInt(failure -> failure.getMessage().length()));
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " failures; the shortest: ", failures.getFirst());
        }
        assertTrue(compared > PLANS / 2, compared + " plans of " + PLANS + " were compared, from seed " + seed);
    }

    private static boolean compares(long seed, int depth) {
        AttributeIds ids = new AttributeIds();
        LogicalPlan plan = new RandomPlans(seed, ids).dependent(depth);
        List<LogicalPlan> steps = new ArrayList<>(List.of(plan));
        PlanInterpreter interpreter = new PlanInterpreter(scan -> data(scan, seed));
        List<String> expected;
        try {
            expected = sorted(interpreter.rows(plan));
        } catch (EngineException e) {
            assertEquals(ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS, e.condition());
            return false;
        }
        try {
            LogicalPlan plain = new Unnesting(ids, new ExprInterpreter()::constant, _ -> true).rewrite(plan);
            steps.add(plain);
            assertEquals(ids(plan), ids(plain));
            assertTrue(isPlain(plain));
            assertEquals(expected, sorted(interpreter.rows(plain)));
            LogicalPlan optimized = new Optimizer(TestFunctions.registry(), new ExprInterpreter()::constant, ids, Config.EMPTY)
                    .optimize(plan, OptimizerTrace.NONE);
            steps.add(optimized);
            assertEquals(expected, sorted(interpreter.rows(optimized)));
        } catch (RuntimeException | AssertionError e) {
            boolean evenWithoutLeftRows =
                    e instanceof EngineException failure && failure.condition() == ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS;
            if (evenWithoutLeftRows) {
                return false;
            }
            StringBuilder text = new StringBuilder("seed " + seed + " depth " + depth + "\n");
            steps.forEach(step -> text.append(PlanPrinter.logical(step)).append("\n"));
            throw new AssertionError(text.append(e).toString(), e);
        }
        return true;
    }

    private static boolean isPlain(LogicalPlan plan) {
        return !(plan instanceof DependentJoin) && !(plan instanceof MarkJoin) && plan.children().stream().allMatch(UnnestingTest::isPlain);
    }

    private static List<Long> ids(LogicalPlan plan) {
        return plan.output().stream().map(Attribute::id).toList();
    }

    private static List<List<Object>> data(Scan scan, long seed) {
        String name = ((TestTable) scan.table()).name();
        Random random = new Random(seed * 31 + name.hashCode());
        List<List<Object>> rows = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Object[] row = new Object[scan.table().schema().size()];
            for (int column = 0; column < row.length; column++) {
                row[column] = name.equals("n") && random.nextInt(4) == 0 ? null : (Object) random.nextInt(4);
            }
            rows.add(Arrays.asList(row));
        }
        return rows;
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).toList();
    }
}
