package dev.millrace.driver.job;

import dev.millrace.driver.schedule.Determinism;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.driver.schedule.StageTraits;
import dev.millrace.driver.stage.Adaptivity;
import dev.millrace.driver.stage.Portion;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the events of an event log, for the scheduler to hear again. Metrics of tasks are not in a log: outcomes come without.
 *
 * <p>{@code for (JobEvent event : EventLogReader.events(file)) scheduler.on(event);}
 */
public final class EventLogReader {

    private final Map<String, Object> fields;

    private EventLogReader(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * The events in their order; lines of actions are passed over.
     *
     * @throws IllegalArgumentException when a line is not one of an event log
     */
    public static List<JobEvent> events(Path file) throws IOException {
        List<JobEvent> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            event(line).ifPresent(events::add);
        }
        return events;
    }

    /** Empty for the line of an action. */
    static Optional<JobEvent> event(String line) {
        EventLogReader read = new EventLogReader(JsonText.parse(line));
        return Optional.ofNullable(switch (read.text("type")) {
            case "ExecutorRegistered" -> new JobEvent.ExecutorRegistered(read.executor(), read.number("slots"));
            case "ExecutorLost" -> new JobEvent.ExecutorLost(read.executor(), read.error());
            case "ExecutorDraining" -> new JobEvent.ExecutorDraining(read.executor());
            case "JobSubmitted" -> new JobEvent.JobSubmitted(read.job(),
                    read.objects("stages").stream().map(EventLogReader::stage).toList(), read.object("rules").rules());
            case "TaskEnded" -> new JobEvent.TaskEnded(read.executor(), read.attempt(), read.outcome());
            case "ResultLost" -> new JobEvent.ResultLost(read.executor(), read.block());
            case "JobCancelled" -> new JobEvent.JobCancelled(read.job(), read.error());
            case "JobReleased" -> new JobEvent.JobReleased(read.job());
            case "Tick" -> new JobEvent.Tick(read.big("now"));
            default -> null;
        });
    }

    private TaskOutcome outcome() {
        return switch (text("outcome")) {
            case "succeeded" -> {
                EventLogReader output = object("output");
                yield new TaskOutcome.Succeeded(new MapOutput(attempt(), executor(), output.numbers("rows"), output.numbers("bytes"),
                        output.big("checksum")),
                        fields.containsKey("files") ? objects("files").stream().map(EventLogReader::file).toList()
                                : List.of(),
                        List.of());
            }
            case "failed" -> new TaskOutcome.Failed(error());
            default -> new TaskOutcome.FetchFailed(object("lost").block(), object("lost").executor(), error());
        };
    }

    private WrittenFile file() {
        return new WrittenFile(text("temporary"), text("relative"), big("rows"), big("bytes"));
    }

    private StageSpec stage() {
        Map<Integer, StageId> shared = new LinkedHashMap<>();
        for (EventLogReader each : objects("shared")) {
            shared.put(each.number("input"), each.stageId());
        }
        return new StageSpec(number("stage"), number("tasks"), objects("reads").stream().map(EventLogReader::read).toList(),
                new StageTraits(Determinism.valueOf(text("determinism")), truth("exclusive"), shared),
                objects("adaptive").stream().map(EventLogReader::adaptivity).findFirst(),
                objects("portions").stream().map(EventLogReader::portion).toList());
    }

    private Adaptivity adaptivity() {
        Set<Integer> splittable = new LinkedHashSet<>();
        numbers("splittable").forEach(parent -> splittable.add(parent.intValue()));
        return new Adaptivity(big("target"), number("tasks"), splittable);
    }

    private Portion portion() {
        return new Portion(number("first"), number("end"), number("split"), number("firstOutput"), number("endOutput"));
    }

    private StageRead read() {
        return new StageRead(number("parent"), number("first"), number("end"), number("partitions"), truth("whole"),
                truth("output"));
    }

    private JobRules rules() {
        return new JobRules(number("attempts"), big("wait"), big("keep"), big("locality"), big("exclusion"),
                new JobRules.Speculation(truth("speculation"), fraction("multiplier"), fraction("quantile"), big("least")));
    }

    private EngineException error() {
        EventLogReader error = object("error");
        Map<String, String> parameters = new LinkedHashMap<>();
        error.object("parameters").fields.forEach((name, value) -> parameters.put(name, value.toString()));
        return EngineException.restored(ErrorCondition.valueOf(error.text("condition")), parameters);
    }

    private JobId job() {
        return new JobId(text("session"), big("job"));
    }

    private StageId stageId() {
        return new StageId(job(), number("stage"));
    }

    private TaskAttemptId attempt() {
        return new TaskAttemptId(stageId(), number("partition"), number("attempt"));
    }

    private BlockId block() {
        return new BlockId(attempt(), number("block"));
    }

    private ExecutorId executor() {
        return new ExecutorId(text("executor"));
    }

    private Object field(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + fields);
        }
        return value;
    }

    private String text(String name) {
        return field(name).toString();
    }

    private long big(String name) {
        return ((Number) field(name)).longValue();
    }

    private int number(String name) {
        return (int) big(name);
    }

    private double fraction(String name) {
        return ((Number) field(name)).doubleValue();
    }

    private boolean truth(String name) {
        return (Boolean) field(name);
    }

    private EventLogReader object(String name) {
        return of(field(name));
    }

    private List<EventLogReader> objects(String name) {
        return ((List<?>) field(name)).stream().map(EventLogReader::of).toList();
    }

    private List<Long> numbers(String name) {
        return ((List<?>) field(name)).stream().map(each -> ((Number) each).longValue()).toList();
    }

    private static EventLogReader of(Object value) {
        Map<String, Object> named = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, each) -> named.put(String.valueOf(name), each));
        return new EventLogReader(named);
    }
}
