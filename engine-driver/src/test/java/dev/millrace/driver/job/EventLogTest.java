package dev.millrace.driver.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.config.Config;
import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.Determinism;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.schedule.JobScheduler;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.driver.schedule.StageTraits;
import dev.millrace.driver.stage.Stage;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventLogTest {

    private static final Schema SCHEMA = Schema.of(Field.of("id", DataType.BIGINT));
    private static final JobId JOB = new JobId("epoch", 7);
    private static final EngineException GONE = ErrorCondition.EXECUTOR_LOST.with("executor", "b", "detail", "\"quoted\"\n\\");

    @TempDir
    Path folder;

    /** Ends every task at once; one that is to vanish is lost with its first task of the second stage. */
    private record Executor(ExecutorId id, JobLoop loop, boolean vanishes) implements ExecutorEndpoint {

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void launch(TaskDescription task) {
            if (vanishes && task.attempt().stage().number() == 1) {
                loop.lost(id, GONE);
            } else {
                MapOutput output = new MapOutput(task.attempt(), id, List.of(1L), List.of(8L), task.attempt().partition());
                loop.taskEnded(id, task.attempt(), new TaskOutcome.Succeeded(output, List.of(), List.of()));
            }
        }

        @Override
        public void cancel(TaskAttemptId attempt) {}

        @Override
        public void dropJob(JobId job) {}

        @Override
        public void dropStage(StageId stage) {}
    }

    private List<String> runWithALoss() throws IOException {
        Config config = new Config(Map.of("eventlog.directory", folder.toString()));
        try (JobLoop loop = new JobLoop("here", EventLog.open(config))) {
            loop.registered(new Executor(new ExecutorId("a"), loop, false));
            loop.registered(new Executor(new ExecutorId("b"), loop, true));
            Stage maps = new Stage(0, new RangeExec(0, 10, 1, 2, SCHEMA), new Partitioning.RoundRobin(3), 2, List.of(), "maps");
            Stage reduces = new Stage(1, new ShuffleReadExec(0, SCHEMA, 3, List.of(), false), new Partitioning.Single(), 3, List.of(0), "");
            RunningJob job = loop.submit(JOB, List.of(maps, reduces), config, silent());
            job.awaitAll();
            job.release();
        }
        return Files.readAllLines(logFile());
    }

    private Path logFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().getFirst();
        }
    }

    private static JobListener silent() {
        return new JobListener() {
            @Override
            public void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {}

            @Override
            public void taskProgress(TaskAttemptId attempt, long rowsRead) {}

            @Override
            public void noExecutor() {}
        };
    }

    private static Map<String, Object> withoutTime(String line) {
        Map<String, Object> fields = JsonText.parse(line);
        fields.remove("time");
        return fields;
    }

    @Test
    void theLogIsItsOwnersAndReplays() throws IOException {
        List<String> lines = runWithALoss();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(logFile())));
        List<Map<String, Object>> logged = new ArrayList<>();
        lines.stream().filter(line -> EventLogReader.event(line).isEmpty()).forEach(line -> logged.add(withoutTime(line)));
        List<Map<String, Object>> replayed = new ArrayList<>();
        JobScheduler scheduler = new JobScheduler("here");
        for (JobEvent event : EventLogReader.events(logFile())) {
            for (Action action : scheduler.on(event)) {
                replayed.add(withoutTime(EventLines.of(action, 0).toString()));
            }
        }
        assertEquals(logged, replayed);
        assertTrue(logged.size() > 8, () -> "a whole job: " + logged);
    }

    @Test
    void rerunsCanBeCounted() throws IOException {
        List<Object> launchedMaps = new ArrayList<>();
        for (String line : runWithALoss()) {
            Map<String, Object> fields = JsonText.parse(line);
            if (fields.get("type").equals("LaunchTask") && fields.get("stage").equals(0L)) {
                launchedMaps.add(fields.get("partition"));
            }
        }
        assertEquals(List.of(0L, 1L, 1L), launchedMaps, "only what the lost executor held runs again");
    }

    @Test
    void everyEventComesBackAsItWas() {
        ExecutorId executor = new ExecutorId("host:1#2");
        TaskAttemptId attempt = new TaskAttemptId(new StageId(JOB, 3), 4, 5);
        StageTraits traits = new StageTraits(Determinism.UNORDERED, true, Map.of(-1, new StageId(new JobId("", 9), 2)));
        StageSpec spec = new StageSpec(1, 3, StageSpec.plain(1, 3, List.of(0, -1)).reads(), traits);
        JobRules rules = new JobRules(4, 30_000, 5, 300, 60_000, new JobRules.Speculation(true, 1.5, 0.75, 10));
        MapOutput output = new MapOutput(attempt, executor, List.of(1L, 0L), List.of(Long.MAX_VALUE, 0L), -7);
        List<JobEvent> events = List.of(new JobEvent.ExecutorRegistered(executor, 2), new JobEvent.ExecutorLost(executor, GONE),
                new JobEvent.ExecutorDraining(executor),
                new JobEvent.JobSubmitted(JOB, List.of(StageSpec.plain(0, 2, List.of()), spec), rules),
                new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.Succeeded(output, List.of(new WrittenFile("t", "r\té", 1, 2)),
                        List.of())),
                new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.Failed(GONE)),
                new JobEvent.TaskEnded(executor, attempt, new TaskOutcome.FetchFailed(new BlockId(attempt, 1), executor, GONE)),
                new JobEvent.ResultLost(executor, new BlockId(attempt, 0)), new JobEvent.JobCancelled(JOB, GONE),
                new JobEvent.JobReleased(JOB), new JobEvent.Tick(Long.MAX_VALUE));
        for (JobEvent event : events) {
            String line = EventLines.of(event, 1).toString();
            JobEvent read = EventLogReader.event(line).orElseThrow();
            assertEquals(line, EventLines.of(read, 1).toString());
            assertEquals(event.getClass(), read.getClass());
        }
        assertEquals(events.get(3), EventLogReader.event(EventLines.of(events.get(3), 1).toString()).orElseThrow());
    }

    @Test
    void brokenLinesAreRefused() {
        for (String line : List.of("", "{", "{\"a\"", "{\"a\":}", "{\"a\":1}x", "{\"a\":1 }", "[1]", "{\"type\":\"Tick\"}")) {
            assertThrows(IllegalArgumentException.class, () -> EventLogReader.event(line), line);
        }
    }
}
