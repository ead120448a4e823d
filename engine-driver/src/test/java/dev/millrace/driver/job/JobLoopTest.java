package dev.millrace.driver.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.config.Config;
import dev.millrace.driver.stage.Stage;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop with executors whose tasks end when the test says so. */
@Timeout(60)
class JobLoopTest {

    private static final long DEADLINE_SECONDS = 20;
    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT));
    private static final JobId JOB = new JobId("", 1);

    private final JobLoop loop = new JobLoop("here");
    private final News news = new News();
    private final ExecutorService waiters = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        loop.close();
        waiters.close();
    }

    private static <T> T take(BlockingQueue<Object> queue, Class<T> kind) throws InterruptedException {
        Object taken = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(taken, "no " + kind.getSimpleName() + " came");
        return assertInstanceOf(kind, taken);
    }

    private record Cancelled(TaskAttemptId attempt) {}

    private record Dropped(Object what) {}

    /** Writes down what it is told. */
    private static final class Executor implements ExecutorEndpoint {

        private final ExecutorId id;
        private final int slots;
        private final DriverEndpoint driver;
        private final BlockingQueue<Object> commands = new LinkedBlockingQueue<>();

        Executor(String name, int slots, DriverEndpoint driver) {
            this.id = new ExecutorId(name);
            this.slots = slots;
            this.driver = driver;
        }

        @Override
        public ExecutorId id() {
            return id;
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public void launch(TaskDescription task) {
            commands.add(task);
        }

        @Override
        public void cancel(TaskAttemptId attempt) {
            commands.add(new Cancelled(attempt));
        }

        @Override
        public void dropJob(JobId job) {
            commands.add(new Dropped(job));
        }

        @Override
        public void dropStage(StageId stage) {
            commands.add(new Dropped(stage));
        }

        TaskDescription task() throws InterruptedException {
            return take(commands, TaskDescription.class);
        }

        TaskOutcome.Succeeded succeed(TaskDescription task) {
            TaskOutcome.Succeeded outcome =
                    new TaskOutcome.Succeeded(new MapOutput(task.attempt(), id, List.of(1L), List.of(8L), 1), List.of(), List.of());
            driver.taskEnded(id, task.attempt(), outcome);
            return outcome;
        }

        void fail(TaskDescription task, EngineException error) {
            driver.taskEnded(id, task.attempt(), new TaskOutcome.Failed(error));
        }
    }

    private static final class News implements JobListener {

        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        public void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
            heard.add(attempt);
        }

        @Override
        public void taskProgress(TaskAttemptId attempt, long rowsRead) {
            heard.add(rowsRead);
        }

        @Override
        public void noExecutor() {
            heard.add("no executor");
        }
    }

    private Executor executor(String name, int slots) {
        Executor executor = new Executor(name, slots, loop);
        loop.registered(executor);
        return executor;
    }

    private static Stage stage(int number, int tasks, List<Integer> parents) {
        return new Stage(number,
                parents.isEmpty() ? new RangeExec(0, 10, 1, tasks, SCHEMA)
                        : new ShuffleReadExec(parents.getFirst(), SCHEMA, tasks, List.of(), false),
                new Partitioning.Single(), tasks, parents, "test");
    }

    private RunningJob submit(Stage... stages) {
        return loop.submit(JOB, List.of(stages), Config.EMPTY, news);
    }

    private static EngineException failure(Future<?> waiting) throws InterruptedException {
        try {
            Object got = waiting.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("no failure but " + got);
        } catch (ExecutionException e) {
            return assertInstanceOf(EngineException.class, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("it still waits", e);
        }
    }

    private static EngineException transientError() {
        return ErrorCondition.TASK_FAILED.with("task", "t", "detail", "for now.");
    }

    @Test
    void partitionsAreGivenAsTheyAreAskedFor() throws InterruptedException {
        Executor executor = executor("a", 3);
        RunningJob job = submit(stage(0, 3, List.of()));
        assertEquals(3, job.partitions());
        List<TaskDescription> tasks = new ArrayList<>(List.of(executor.task(), executor.task(), executor.task()));
        tasks.sort((one, other) -> Integer.compare(other.attempt().partition(), one.attempt().partition()));
        List<TaskOutcome.Succeeded> outcomes = new ArrayList<>();
        for (TaskDescription task : tasks) {
            outcomes.addFirst(executor.succeed(task));
        }
        for (int partition = 0; partition < 3; partition++) {
            assertEquals(outcomes.get(partition), job.await(partition));
        }
        job.awaitAll();
        for (TaskDescription task : tasks) {
            assertEquals(task.attempt(), take(news.heard, TaskAttemptId.class));
        }
        job.release();
        job.release();
        assertEquals(new Dropped(JOB), take(executor.commands, Dropped.class));
    }

    @Test
    void aStageReadsItsParentsOutputs() throws InterruptedException {
        Executor executor = executor("a", 1);
        RunningJob job = loop.submit(JOB, List.of(stage(0, 2, List.of()), stage(1, 1, List.of(0))),
                new Config(Map.of("scheduler.keep", "0")), news);
        MapOutput first = executor.succeed(executor.task()).output();
        MapOutput second = executor.succeed(executor.task()).output();
        TaskDescription reader = executor.task();
        assertEquals(new StageId(JOB, 1), reader.attempt().stage());
        assertEquals(Map.of(0, new ShuffleInput(List.of(first, second), 0, 1)), reader.inputs());
        TaskOutcome.Succeeded result = executor.succeed(reader);
        assertEquals(result, job.await(0));
        assertEquals(new Dropped(new StageId(JOB, 0)), take(executor.commands, Dropped.class));
        job.release();
    }

    @Test
    void progressIsHeard() throws InterruptedException {
        Executor executor = executor("a", 1);
        submit(stage(0, 1, List.of()));
        loop.taskProgress(executor.id(), executor.task().attempt(), 77L);
        assertEquals(77L, take(news.heard, Long.class));
    }

    @Test
    void aFailureReachesWhoeverWaits() throws InterruptedException {
        Executor executor = executor("a", 2);
        RunningJob job = submit(stage(0, 2, List.of()));
        Future<?> one = waiters.submit(() -> job.await(1));
        Future<?> all = waiters.submit(job::awaitAll);
        TaskDescription succeeds = executor.task();
        TaskDescription fails = executor.task();
        executor.succeed(succeeds);
        EngineException error = ErrorCondition.DIVIDE_BY_ZERO.with("expression", "(a / b)");
        executor.fail(fails, error);
        assertEquals(error.getMessage(), failure(one).getMessage());
        assertEquals(error.getMessage(), failure(all).getMessage());
        assertEquals(new Dropped(JOB), take(executor.commands, Dropped.class));
        EngineException later = assertThrows(EngineException.class, () -> job.await(succeeds.attempt().partition()));
        assertEquals(ErrorCondition.DIVIDE_BY_ZERO, later.condition(), "what was ready is gone with the job");
    }

    @Test
    void aTaskIsTriedAgainButNotForEver() throws InterruptedException {
        Executor executor = executor("a", 1);
        RunningJob job = submit(stage(0, 1, List.of()));
        Future<?> waiting = waiters.submit(() -> job.await(0));
        for (int attempt = 0; attempt < 4; attempt++) {
            TaskDescription task = executor.task();
            assertEquals(attempt, task.attempt().attempt());
            executor.fail(task, transientError());
        }
        assertEquals(ErrorCondition.TOO_MANY_ATTEMPTS, failure(waiting).condition());
    }

    @Test
    void anInterruptCancelsTheJob() throws InterruptedException {
        Executor executor = executor("a", 1);
        RunningJob job = submit(stage(0, 1, List.of()));
        TaskDescription task = executor.task();
        Thread.currentThread().interrupt();
        EngineException cancelled = assertThrows(EngineException.class, () -> job.await(0));
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertEquals(ErrorCondition.QUERY_CANCELLED, cancelled.condition());
        assertEquals(new Cancelled(task.attempt()), take(executor.commands, Cancelled.class));
        assertEquals(new Dropped(JOB), take(executor.commands, Dropped.class));
    }

    @Test
    void everyRunningJobCanBeCancelled() throws InterruptedException {
        Executor executor = executor("a", 2);
        RunningJob one = submit(stage(0, 1, List.of()));
        RunningJob other = loop.submit(new JobId("", 2), List.of(stage(0, 1, List.of())), Config.EMPTY, news);
        executor.task();
        executor.task();
        Future<?> first = waiters.submit(() -> one.await(0));
        Future<?> second = waiters.submit(() -> other.await(0));
        loop.cancelAll(" by the test");
        for (Future<?> waiting : List.of(first, second)) {
            EngineException cancelled = failure(waiting);
            assertEquals(ErrorCondition.QUERY_CANCELLED, cancelled.condition());
            assertTrue(cancelled.getMessage().contains("by the test"), cancelled.getMessage());
        }
    }

    @Test
    void releaseEndsWhatRunsAndWhoWaits() throws InterruptedException {
        Executor executor = executor("a", 1);
        RunningJob job = submit(stage(0, 1, List.of()));
        TaskDescription task = executor.task();
        Future<?> waiting = waiters.submit(() -> job.await(0));
        job.release();
        assertEquals(ErrorCondition.QUERY_CANCELLED, failure(waiting).condition());
        assertEquals(new Cancelled(task.attempt()), take(executor.commands, Cancelled.class));
        assertEquals(new Dropped(JOB), take(executor.commands, Dropped.class));
        executor.succeed(task);
        RunningJob next = loop.submit(new JobId("", 2), List.of(stage(0, 1, List.of())), Config.EMPTY, news);
        executor.succeed(executor.task());
        next.await(0);
    }

    @Test
    void tasksOfALostExecutorRunElsewhere() throws InterruptedException {
        Executor lost = executor("lost", 2);
        RunningJob job = submit(stage(0, 2, List.of()), stage(1, 1, List.of(0)));
        TaskDescription done = lost.task();
        TaskDescription running = lost.task();
        lost.succeed(done);
        assertEquals(done.attempt(), take(news.heard, TaskAttemptId.class));
        loop.lost(lost.id(), ErrorCondition.EXECUTOR_LOST.with("executor", lost.id(), "detail", "gone."));
        Executor other = executor("other", 1);
        List<TaskAttemptId> again = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            TaskDescription task = other.task();
            again.add(task.attempt());
            other.succeed(task);
        }
        StageId stage = new StageId(JOB, 0);
        assertEquals(List.of(new TaskAttemptId(stage, 0, 1), new TaskAttemptId(stage, 1, 1)), again);
        lost.succeed(running);
        TaskDescription reader = other.task();
        assertTrue(reader.inputs().get(0).outputs().stream().allMatch(output -> output.executor().equals(other.id())), reader::toString);
        TaskOutcome.Succeeded result = other.succeed(reader);
        assertEquals(result, job.await(0));
        assertTrue(lost.commands.isEmpty(), () -> "told to a lost executor: " + lost.commands);
    }

    @Test
    void aLostResultIsMadeAgain() throws InterruptedException {
        Executor executor = executor("a", 1);
        RunningJob job = submit(stage(0, 1, List.of()));
        TaskOutcome.Succeeded first = executor.succeed(executor.task());
        assertEquals(first, job.await(0));
        job.lost(0, executor.id(), new BlockId(first.output().attempt(), 0));
        TaskOutcome.Succeeded second = executor.succeed(executor.task());
        assertEquals(second, job.await(0));
        assertEquals(1, second.output().attempt().attempt());
        job.awaitAll();
        job.release();
    }

    /** Its input was lost and came out differently, when one partition had been read: no mixture, but an error. */
    @Test
    void aResultWhoseInputChangedIsAnError() throws InterruptedException {
        Executor first = executor("first", 1);
        RunningJob job = submit(stage(0, 1, List.of()), stage(1, 2, List.of(0)));
        first.succeed(first.task());
        first.succeed(first.task());
        TaskOutcome.Succeeded read = job.await(0);
        assertEquals(0, read.output().attempt().partition());
        Future<?> waiting = waiters.submit(() -> job.await(1));
        loop.lost(first.id(), ErrorCondition.EXECUTOR_LOST.with("executor", first.id(), "detail", "gone."));
        Executor second = executor("second", 1);
        TaskDescription again = second.task();
        loop.taskEnded(second.id(), again.attempt(), new TaskOutcome.Succeeded(
                new MapOutput(again.attempt(), second.id(), List.of(1L), List.of(8L), 2), List.of(), List.of()));
        assertEquals(ErrorCondition.INDETERMINATE_STAGE_OUTPUT_CHANGED, failure(waiting).condition());
    }

    @Test
    void anExecutorIsAwaited() throws InterruptedException, ExecutionException {
        loop.awaitExecutor(1);
        assertEquals(0, loop.slots());
        Future<Integer> waiting = waiters.submit(() -> {
            loop.awaitExecutor(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
            return loop.slots();
        });
        executor("a", 5);
        assertEquals(5, waiting.get());
        Thread.currentThread().interrupt();
        loop.awaitExecutor(1);
        assertTrue(Thread.interrupted(), "nobody had to wait");
        loop.lost(new ExecutorId("a"), ErrorCondition.EXECUTOR_LOST.with("executor", "a", "detail", "gone."));
        Thread.currentThread().interrupt();
        EngineException interrupted = assertThrows(EngineException.class, () -> loop.awaitExecutor(1000));
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertEquals(ErrorCondition.QUERY_CANCELLED, interrupted.condition());
    }

    @Test
    void withoutExecutorsAJobEnds() throws InterruptedException {
        RunningJob job = loop.submit(JOB, List.of(stage(0, 1, List.of())), new Config(Map.of("cluster.executor.wait", "300ms")), news);
        EngineException nobody = failure(waiters.submit(() -> job.await(0)));
        assertEquals(ErrorCondition.NO_EXECUTOR, nobody.condition());
        assertEquals("here", nobody.parameters().get("address"));
    }

    /** One task that cannot be sent must not end the jobs beside it. */
    @Test
    void aTaskThatCannotBeSentFailsItsJobAlone() throws InterruptedException {
        Executor broken = new Executor("a", 1, loop);
        Executor working = new Executor("b", 1, loop);
        ExecutorEndpoint picky = new ExecutorEndpoint() {
            @Override
            public ExecutorId id() {
                return broken.id();
            }

            @Override
            public int slots() {
                return 2;
            }

            @Override
            public void launch(TaskDescription task) {
                if (task.attempt().stage().job().equals(JOB)) {
                    throw new IllegalStateException("it cannot be sent");
                }
                working.launch(task);
            }

            @Override
            public void cancel(TaskAttemptId attempt) {
                broken.cancel(attempt);
            }

            @Override
            public void dropJob(JobId job) {
                broken.dropJob(job);
            }

            @Override
            public void dropStage(StageId stage) {
                broken.dropStage(stage);
            }
        };
        RunningJob fails = submit(stage(0, 1, List.of()));
        RunningJob works = loop.submit(new JobId("", 2), List.of(stage(0, 1, List.of())), Config.EMPTY, news);
        loop.registered(picky);
        EngineException error = failure(waiters.submit(() -> fails.await(0)));
        assertEquals(ErrorCondition.INTERNAL_ERROR, error.condition());
        assertTrue(error.getMessage().contains("it cannot be sent"), error.getMessage());
        TaskDescription task = working.task();
        loop.taskEnded(broken.id(), task.attempt(),
                new TaskOutcome.Succeeded(new MapOutput(task.attempt(), broken.id(), List.of(), List.of(), 0), List.of(), List.of()));
        assertEquals(task.attempt(), works.await(0).output().attempt());
    }

    @Test
    void closingEndsJobsAndTheThread() throws InterruptedException {
        Executor executor = executor("a", 1);
        RunningJob job = submit(stage(0, 1, List.of()));
        executor.task();
        Future<?> waiting = waiters.submit(() -> job.await(0));
        loop.close();
        assertEquals(ErrorCondition.SESSION_CLOSED, failure(waiting).condition());
        EngineException refused = assertThrows(EngineException.class, () -> submit(stage(0, 1, List.of())));
        assertEquals(ErrorCondition.SESSION_CLOSED, refused.condition());
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("millrace-driver")));
    }
}
