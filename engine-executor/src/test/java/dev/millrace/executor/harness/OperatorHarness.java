package dev.millrace.executor.harness;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.operator.Operator;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an operator: the expected rows must come, whatever the input looks like. Without being told it runs the test as given, with
 * one-row batches, random
 * cuts, selections, dictionaries, closed before and in the middle, and with an input that fails; each run ends with a check for leaks. With
 * {@link #spillsWith} it also runs in that little memory.
 *
 * <p>{@code OperatorHarness.verify((inputs, task) -> new LimitOperator(plan, inputs.getFirst())).input(schema,
 * rows).expect(rows.subList(0, 3));}
 */
public final class OperatorHarness {

    private static final int MOST_ROWS_ONE_BY_ONE = 2_000;

    /** Makes the operator under test; it owns its inputs. */
    public interface Factory {
        Operator create(List<Operator> inputs, TaskContext task);
    }

    private record Input(Schema schema, List<Batch> batches) {}

    /** What the inputs look like in a run. */
    private enum Shape {
        AS_GIVEN, ONE_ROW_BATCHES, RANDOM_CUTS, SELECTED, ENCODED, ENCODED_AND_SELECTED
    }

    private final Factory factory;
    private final List<Input> inputs = new ArrayList<>();
    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private Config config = Config.EMPTY;
    private long memory = MemoryPool.UNLIMITED;
    private long tinyMemory;
    private boolean mustSpill;

    private OperatorHarness(Factory factory) {
        this.factory = factory;
    }

    public static OperatorHarness verify(Factory factory) {
        return new OperatorHarness(factory);
    }

    /** Adds an input from rows in {@link dev.millrace.expr.Literal} form. */
    public OperatorHarness input(Schema schema, List<List<@Nullable Object>> rows) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Batch.ROWS) {
            batches.add(Batches.of(schema, rows.subList(from, Math.min(rows.size(), from + Batch.ROWS))));
        }
        return inputBatches(schema, batches);
    }

    /** Adds an input. */
    public OperatorHarness inputBatches(Schema schema, List<Batch> batches) {
        inputs.add(new Input(schema, List.copyOf(batches)));
        return this;
    }

    public OperatorHarness config(Config newConfig) {
        config = newConfig;
        return this;
    }

    /** All runs have {@code bytes} for the task; for tests of what happens when that is too little. */
    public OperatorHarness memory(long bytes) {
        memory = bytes;
        return this;
    }

    /** Also runs with {@code bytes} for the task and asserts that something was spilled. */
    public OperatorHarness spillsWith(long bytes) {
        tinyMemory = bytes;
        mustSpill = true;
        return this;
    }

    /** Also runs with {@code bytes} for the task, whether it spills or not. */
    public OperatorHarness alsoWith(long bytes) {
        tinyMemory = bytes;
        mustSpill = false;
        return this;
    }

    /** The operator gives these rows in this order. */
    public void expect(List<List<@Nullable Object>> rows) {
        verifyAll(rows, true);
    }

    /** The operator gives these rows in some order. */
    public void expectInAnyOrder(List<List<@Nullable Object>> rows) {
        verifyAll(rows, false);
    }

    /** The operator fails with this condition in every shape of the input, and leaks nothing. */
    public void expectError(ErrorCondition condition) {
        for (Shape shape : Shape.values()) {
            run(shape.name(), memory, false, shaped(shape), (operator, _) -> {
                try {
                    read(operator);
                } catch (EngineException e) {
                    if (e.condition() == condition) {
                        return;
                    }
                    throw new AssertionError(where(shape.name()) + ": should fail with " + condition + ", but failed with " + e.condition(),
                            e);
                }
                throw new AssertionError(where(shape.name()) + ": should fail with " + condition);
            });
        }
    }

    /** All rows of one calm run, for tests that compare two operators. */
    public List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        run("AS_GIVEN", memory, false, shaped(Shape.AS_GIVEN), (operator, _) -> rows.addAll(read(operator)));
        return rows;
    }

    private void verifyAll(List<List<@Nullable Object>> expected, boolean ordered) {
        for (Shape shape : Shape.values()) {
            if (shape != Shape.ONE_ROW_BATCHES || totalRows() <= MOST_ROWS_ONE_BY_ONE) {
                run(shape.name(), memory, false, shaped(shape),
                        (operator, _) -> Rows.assertSame(where(shape.name()), expected, read(operator), ordered));
            }
        }
        if (tinyMemory > 0) {
            for (Shape shape : List.of(Shape.RANDOM_CUTS, Shape.ENCODED)) {
                run("TINY_MEMORY " + shape, tinyMemory, mustSpill, shaped(shape),
                        (operator, _) -> Rows.assertSame(where("TINY_MEMORY " + shape), expected, read(operator), ordered));
            }
            run("TINY_MEMORY CLOSED_EARLY", tinyMemory, false, shaped(Shape.RANDOM_CUTS), (operator, _) -> operator.next());
        }
        run("CLOSED_AT_ONCE", memory, false, shaped(Shape.RANDOM_CUTS), (_, _) -> {
        });
        run("CLOSED_EARLY", memory, false, shaped(Shape.RANDOM_CUTS), (operator, _) -> operator.next());
        runFailing();
    }

    private void runFailing() {
        for (int failing = 0; failing < inputs.size(); failing++) {
            List<BatchSource> sources = sources(shaped(Shape.RANDOM_CUTS), failing);
            BatchSource broken = sources.get(failing);
            runWith("INPUT_FAILS " + failing, tinyMemory > 0 ? tinyMemory : memory, false, sources, (operator, _) -> {
                try {
                    read(operator);
                } catch (BatchSource.InputFailure _) {
                    return;
                }
                if (broken.failed()) {
                    throw new AssertionError(where("INPUT_FAILS") + ": the failure of an input was lost");
                }
            });
        }
    }

    private interface Use {
        void accept(Operator operator, TaskContext task);
    }

    private void run(String mode, long memory, boolean spill, List<Input> shaped, Use use) {
        runWith(mode, memory, spill, sources(shaped, -1), use);
    }

    private static List<BatchSource> sources(List<Input> shaped, int failing) {
        List<BatchSource> sources = new ArrayList<>();
        for (int i = 0; i < shaped.size(); i++) {
            Input input = shaped.get(i);
            sources.add(new BatchSource(input.schema(), input.batches(), i == failing ? input.batches().size() / 2 : -1));
        }
        return sources;
    }

    private void runWith(String mode, long memory, boolean spill, List<BatchSource> sources, Use use) {
        try (MemoryPool root = MemoryPool.root("test", MemoryPool.UNLIMITED); MemoryPool pool = root.child(where(mode), memory)) {
            HarnessContext task = HarnessContext.of(pool, config);
            Operator operator = factory.create(List.copyOf(sources), task);
            try {
                use.accept(operator, task);
                if (spill && pool.spilled() == 0) {
                    throw new AssertionError(where(mode) + ": nothing was spilled, the peak was " + pool.peak() + " B");
                }
            } catch (EngineException e) {
                throw new AssertionError(where(mode) + ": " + e.getMessage(), e);
            } finally {
                operator.close();
                operator.close();
            }
            task.removeDirectory();
            if (pool.used() != 0) {
                throw new AssertionError(where(mode) + ": " + pool.used() + " B of memory were not given back");
            }
        }
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).closed() != 1) {
                throw new AssertionError(where(mode) + ": input " + i + " was closed " + sources.get(i).closed() + " times");
            }
        }
    }

    private List<List<@Nullable Object>> read(Operator operator) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Schema schema = operator.schema();
        for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
            if (batch.rows() == 0) {
                throw new AssertionError("an empty batch");
            }
            if (batch.columns().size() != schema.size()) {
                throw new AssertionError("the batch has " + batch.columns().size() + " columns, the schema " + schema.size());
            }
            for (int column = 0; column < schema.size(); column++) {
                Vector vector = batch.column(column);
                if (vector.length() != batch.length() || vector.type().storage() != schema.type(column).storage()) {
                    throw new AssertionError(
                            "column " + column + " is " + vector.length() + " rows of " + vector.type().sql() + ", but should be "
                                    + batch.length() + " of " + schema.type(column).sql());
                }
            }
            rows.addAll(Batches.rows(batch));
        }
        if (operator.next() != null) {
            throw new AssertionError("a batch after the end");
        }
        return rows;
    }

    private long totalRows() {
        return inputs.stream().flatMap(input -> input.batches().stream()).mapToLong(Batch::rows).sum();
    }

    private List<Input> shaped(Shape shape) {
        Random random = new Random(seed + shape.name().hashCode());
        return inputs.stream().map(input -> new Input(input.schema(), shaped(shape, input, random))).toList();
    }

    private static List<Batch> shaped(Shape shape, Input input, Random random) {
        if (shape == Shape.AS_GIVEN) {
            return input.batches();
        }
        Batch all = Batches.concatenated(input.schema(), input.batches());
        int most = Math.max(1, Math.min(all.length() / 3, Batch.ROWS));
        return switch (shape) {
            case AS_GIVEN -> input.batches();
            case ONE_ROW_BATCHES -> InputShapes.cut(all, 1, random);
            case RANDOM_CUTS -> InputShapes.cut(all, most, random);
            case SELECTED -> selected(InputShapes.cut(all, most, random), random);
            case ENCODED -> InputShapes.cut(InputShapes.encoded(all), most, random);
            case ENCODED_AND_SELECTED -> selected(InputShapes.cut(InputShapes.encoded(all), most, random), random);
        };
    }

    private static List<Batch> selected(List<Batch> batches, Random random) {
        return batches.stream().map(batch -> InputShapes.withSelection(batch, random)).toList();
    }

    private String where(String mode) {
        return mode + " (-Dmillrace.seed=" + seed + ")";
    }
}
