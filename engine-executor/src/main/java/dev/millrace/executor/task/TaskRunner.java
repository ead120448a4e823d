package dev.millrace.executor.task;

import dev.millrace.columnar.Batch;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.error.ErrorKind;
import dev.millrace.executor.cache.BroadcastTables;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.OperatorFactory;
import dev.millrace.executor.operator.TaskServices;
import dev.millrace.executor.operator.sort.KeyEvaluators;
import dev.millrace.expr.Expr;
import dev.millrace.expr.SortKey;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.shuffle.store.Residence;
import dev.millrace.shuffle.write.ShuffleWriter;
import dev.millrace.spi.DataSource;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import java.util.List;
import java.util.Map;

/** Runs one attempt from its first batch to its map output, on the calling thread. */
final class TaskRunner {

    private final BlockStore store;
    private final BlockSource blocks;
    private final Map<String, DataSource> sources;
    private final BroadcastTables broadcasts;
    private final DriverEndpoint driver;

    TaskRunner(BlockStore store, BlockSource blocks, Map<String, DataSource> sources, BroadcastTables broadcasts, DriverEndpoint driver) {
        this.store = store;
        this.blocks = blocks;
        this.sources = sources;
        this.broadcasts = broadcasts;
        this.driver = driver;
    }

    /** Everything that an attempt can end in becomes an outcome; nothing is thrown. */
    TaskOutcome run(TaskAttempt attempt, MemoryPool query) {
        WatchedBlocks watched = new WatchedBlocks(blocks);
        TaskOutcome outcome;
        try {
            outcome = result(attempt, query, watched);
        } catch (OutOfMemoryError e) {
            outcome = new TaskOutcome.Failed(heapExhausted(attempt, e));
        } catch (RuntimeException | Error e) {
            outcome = failure(attempt, e, watched);
        }
        return ended(attempt, outcome);
    }

    private TaskOutcome result(TaskAttempt attempt, MemoryPool query, WatchedBlocks watched) {
        TaskDescription task = attempt.task();
        int partition = task.attempt().partition();
        ExprCompiler compiler = new ExprCompiler(task.config(), partition);
        TaskServices services = new TaskServices(task.inputs(), sources, watched, broadcasts, query);
        OperatorFactory factory = new OperatorFactory(services, compiler, attempt);
        attempt.reportProgress(() -> driver.taskProgress(store.executor(), task.attempt(), factory.rowsScanned()));
        try (ShuffleWriter writer = new ShuffleWriter(task.fragment().schema(), task.output(), task.attempt(), store, attempt.memory(),
                residence(task))) {
            try (Operator root = factory.create(task.fragment(), partition)) {
                KeyEvaluators keys = KeyEvaluators.ofExprs(keys(task.output()), compiler);
                for (Batch batch = root.next(); batch != null; batch = root.next()) {
                    writer.write(batch, keys.evaluate(batch));
                }
            }
            attempt.checkCancelled();
            MapOutput output = writer.commit();
            return new TaskOutcome.Succeeded(output, factory.files(), factory.metrics());
        }
    }

    private static Residence residence(TaskDescription task) {
        return switch (task.storage()) {
            case NONE -> task.config().get(ConfigKeys.SHUFFLE_STORAGE).equals("disk") ? Residence.DISK_ONLY : Residence.MEMORY_THEN_DISK;
            case MEMORY_AND_DISK -> Residence.MEMORY_THEN_DISK;
            case MEMORY_ONLY -> Residence.MEMORY_ONLY;
            case DISK_ONLY -> Residence.DISK_ONLY;
        };
    }

    private static List<Expr> keys(Partitioning output) {
        return switch (output) {
            case Partitioning.Hash(var keys, var _) -> keys;
            case Partitioning.Range(var keys, var _, var _) -> keys.stream().map(SortKey::expr).toList();
            case Partitioning.Single _, Partitioning.RoundRobin _, Partitioning.Broadcast _ -> List.of();
        };
    }

    /** Gives back what the attempt held; a leak of a task that seemed to succeed is its failure. */
    private TaskOutcome ended(TaskAttempt attempt, TaskOutcome outcome) {
        try {
            attempt.end();
            attempt.deleteSpillDirectory();
            attempt.memory().close();
            return outcome;
        } catch (EngineException e) {
            if (!(outcome instanceof TaskOutcome.Succeeded)) {
                return outcome;
            }
            store.discard(attempt.attempt());
            return new TaskOutcome.Failed(e);
        }
    }

    private static TaskOutcome failure(TaskAttempt attempt, Throwable thrown, WatchedBlocks watched) {
        if (thrown instanceof StackOverflowError) {
            return new TaskOutcome.Failed(ErrorCondition.STATEMENT_TOO_COMPLEX.caused(thrown));
        }
        if (!(thrown instanceof EngineException error)) {
            String detail = "The task " + attempt.attempt() + " failed: " + thrown + ".";
            return new TaskOutcome.Failed(ErrorCondition.INTERNAL_ERROR.caused(thrown, "detail", detail));
        }
        if (error.kind() == ErrorKind.LOST_BLOCK && watched.lost().isPresent()) {
            WatchedBlocks.Lost lost = watched.lost().get();
            return new TaskOutcome.FetchFailed(lost.block(), lost.executor(), error);
        }
        return new TaskOutcome.Failed(error);
    }

    private static EngineException heapExhausted(TaskAttempt attempt, OutOfMemoryError cause) {
        return ErrorCondition.MEMORY_LIMIT_EXCEEDED.caused(cause, "requested", "An array", "holder", attempt.attempt(), "limit",
                (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap", "holders", "unknown, the heap itself was exhausted");
    }
}
