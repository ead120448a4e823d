package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.expr.And;
import dev.millrace.expr.Case;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random expressions over random batches give what the reference gives row by row, errors included. */
class KernelPropertyTest {

    private static final int EXPRESSIONS = Integer.getInteger("kernel.expressions", 3000);

    private final ExprCompiler compiler = new ExprCompiler(Config.EMPTY.with("session.timezone", ReferenceCast.ZONE.getId()));

    @Test
    void evaluatorsAgreeWithTheReference() {
        long seed = Long.getLong("kernel.seed", System.nanoTime());
        for (int i = 0; i < EXPRESSIONS; i++) {
            Random random = new Random(seed + i);
            try {
                checkEvaluator(random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dkernel.seed=" + (seed + i) + "  " + e.getMessage(), e);
            }
        }
    }

    @Test
    void predicatesAgreeWithTheReference() {
        long seed = Long.getLong("kernel.seed", System.nanoTime());
        for (int i = 0; i < EXPRESSIONS; i++) {
            Random random = new Random(seed + i);
            try {
                checkPredicate(random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dkernel.seed=" + (seed + i) + "  " + e.getMessage(), e);
            }
        }
    }

    @Test
    void projectionsAgreeWithTheReference() {
        long seed = Long.getLong("kernel.seed", System.nanoTime());
        for (int i = 0; i < EXPRESSIONS / 3; i++) {
            Random random = new Random(seed + i);
            try {
                checkProjection(random);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dkernel.seed=" + (seed + i) + "  " + e.getMessage(), e);
            }
        }
    }

    /** Expressions that contain each other. */
    private void checkProjection(Random random) {
        RandomVectors vectors = new RandomVectors(random);
        List<DataType> columns = columns(random);
        List<Vector> shared = columns.stream().map(type -> vectors.flat(type, random.nextInt(1, 70))).toList();
        RandomExprs exprs = new RandomExprs(random, vectors, columns);
        DataType type = RandomExprs.TYPES.get(random.nextInt(RandomExprs.TYPES.size()));
        Expr inner = exprs.of(type, 2);
        Expr guarded = new Case(List.of(exprs.of(DataType.BOOLEAN, 2)), List.of(inner), exprs.of(type, 1), type);
        Expr twice = new Compare(Compare.Op.LE, inner, inner);
        List<Expr> all =
                List.of(guarded, new Compare(Compare.Op.EQ, guarded, inner), twice, new And(exprs.of(DataType.BOOLEAN, 1), twice), inner);
        Projection projection = compiler.projection(all);
        for (int i = 0; i < 4; i++) {
            Batch batch = batch(random, vectors, columns, shared);
            Selection rows = vectors.selection(batch.length());
            List<Vector> results;
            try {
                results = projection.evaluate(batch, rows);
            } catch (EngineException e) {
                assertTrue(all.stream().anyMatch(expr -> fails(expr, batch, rows)), e::getMessage);
                continue;
            }
            for (int column = 0; column < all.size(); column++) {
                Vector result = results.get(column);
                compare(all.get(column), (_, _) -> result, batch, rows);
            }
        }
    }

    private static boolean fails(Expr expr, Batch batch, @Nullable Selection rows) {
        int count = rows == null ? batch.length() : rows.count();
        for (int i = 0; i < count; i++) {
            try {
                reference(batch, rows == null ? i : rows.rows()[i]).eval(expr);
            } catch (ReferenceFailure _) {
                return true;
            }
        }
        return false;
    }

    private static List<DataType> columns(Random random) {
        List<DataType> columns = new ArrayList<>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            columns.add(RandomExprs.TYPES.get(random.nextInt(RandomExprs.TYPES.size())));
        }
        return columns;
    }

    private static Batch batch(Random random, RandomVectors vectors, List<DataType> columns, List<Vector> shared) {
        int length = new int[] {1, 2, 63, 64, 65, 200}[random.nextInt(6)];
        List<Vector> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(random.nextInt(3) == 0 ? vectors.dictionary(shared.get(i), length) : vectors.vector(columns.get(i), length));
        }
        return Batch.of(length, values);
    }

    private void checkEvaluator(Random random) {
        RandomVectors vectors = new RandomVectors(random);
        List<DataType> columns = columns(random);
        List<Vector> shared = columns.stream().map(type -> vectors.flat(type, random.nextInt(1, 70))).toList();
        DataType type = random.nextBoolean() ? columns.getFirst() : RandomExprs.TYPES.get(random.nextInt(RandomExprs.TYPES.size()));
        Expr expr = new RandomExprs(random, vectors, columns).of(type, random.nextInt(1, 5));
        Evaluator evaluator = compiler.compile(expr);
        for (int i = 0; i < 4; i++) {
            Batch batch = batch(random, vectors, columns, shared);
            Selection rows = vectors.selection(batch.length());
            compare(expr, evaluator, batch, rows);
        }
    }

    private static void compare(Expr expr, Evaluator evaluator, Batch batch, @Nullable Selection rows) {
        int count = rows == null ? batch.length() : rows.count();
        List<@Nullable Object> expected = new ArrayList<>();
        boolean fails = false;
        for (int i = 0; i < count && !fails; i++) {
            try {
                expected.add(reference(batch, rows == null ? i : rows.rows()[i]).eval(expr));
            } catch (ReferenceFailure _) {
                fails = true;
            }
        }
        Vector result;
        try {
            result = evaluator.evaluate(batch, rows);
        } catch (EngineException e) {
            assertTrue(fails, () -> expr + " failed: " + e.getMessage());
            return;
        }
        if (fails) {
            // The conjuncts of a condition may be asked in another order, so an error there need not show.
            assertTrue(hasCondition(expr), () -> expr + " should have failed");
            return;
        }
        assertEquals(batch.length(), result.length(), expr::toString);
        assertEquals(expr.type(), result.type(), expr::toString);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            assertEquals(expected.get(i), Values.get(result, row),
                    () -> expr + " in row " + row + " of " + batch.length() + values(batch, row));
        }
        for (int row = 0; row < batch.length(); row++) {
            Values.get(result, row);
        }
    }

    private static boolean hasCondition(Expr expr) {
        return expr instanceof Case || expr.children().stream().anyMatch(KernelPropertyTest::hasCondition);
    }

    private void checkPredicate(Random random) {
        RandomVectors vectors = new RandomVectors(random);
        List<DataType> columns = columns(random);
        List<Vector> shared = columns.stream().map(type -> vectors.flat(type, random.nextInt(1, 70))).toList();
        Expr expr = new RandomExprs(random, vectors, columns).of(DataType.BOOLEAN, random.nextInt(1, 5));
        Predicate predicate = compiler.predicate(expr);
        for (int i = 0; i < 4; i++) {
            Batch batch = batch(random, vectors, columns, shared);
            Selection rows = vectors.selection(batch.length());
            int count = rows == null ? batch.length() : rows.count();
            List<Integer> expected = new ArrayList<>();
            boolean fails = false;
            for (int at = 0; at < count; at++) {
                int row = rows == null ? at : rows.rows()[at];
                try {
                    if (Boolean.TRUE.equals(reference(batch, row).eval(expr))) {
                        expected.add(row);
                    }
                } catch (ReferenceFailure _) {
                    fails = true;
                }
            }
            List<Integer> kept = new ArrayList<>();
            try {
                Selection selection = predicate.select(batch, rows);
                for (int at = 0; at < selection.count(); at++) {
                    kept.add(selection.rows()[at]);
                }
            } catch (EngineException e) {
                assertTrue(fails, () -> expr + " failed: " + e.getMessage());
                continue;
            }
            // Conjuncts may be asked in another order, so an error need not show.
            if (!fails) {
                assertEquals(expected, kept, expr::toString);
            }
        }
    }

    private static ReferenceEvaluator reference(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        batch.columns().forEach(column -> values.add(Values.get(column, row)));
        return new ReferenceEvaluator(values);
    }

    private static String values(Batch batch, int row) {
        StringBuilder text = new StringBuilder();
        batch.columns().forEach(
                column -> text.append(" | ").append(Values.get(column, row)).append(' ').append(column.getClass().getSimpleName()));
        return text.toString();
    }
}
