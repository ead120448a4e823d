package dev.millrace.driver.job;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobRules;
import dev.millrace.driver.schedule.StageSpec;
import dev.millrace.driver.stage.Adaptivity;
import dev.millrace.driver.stage.Portion;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.error.EngineException;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How events and actions stand in an event log. An event's line says all that the scheduler heard, an action's what it names. */
final class EventLines {

    private EventLines() {}

    static JsonLine of(JobEvent event, long timeMillis) {
        JsonLine line = new JsonLine().put("type", event.getClass().getSimpleName()).put("time", timeMillis);
        return switch (event) {
            case JobEvent.ExecutorRegistered(var executor, var slots) -> on(line, executor).put("slots", slots);
            case JobEvent.ExecutorLost(var executor, var reason) -> on(line, executor).put("error", error(reason));
            case JobEvent.ExecutorDraining(var executor) -> on(line, executor);
            case JobEvent.JobSubmitted(var job, var stages, var rules) ->
                    of(line, job).put("stages", stages.stream().map(EventLines::stage).toList()).put("rules", rules(rules));
            case JobEvent.TaskEnded(var executor, var attempt, var outcome) -> outcome(on(of(line, attempt), executor), outcome);
            case JobEvent.ResultLost(var executor, var block) -> block(on(of(line, block.attempt()), executor), block);
            case JobEvent.JobCancelled(var job, var reason) -> of(line, job).put("error", error(reason));
            case JobEvent.JobReleased(var job) -> of(line, job);
            case JobEvent.Tick(var now) -> line.put("now", now);
        };
    }

    static JsonLine of(Action action, long timeMillis) {
        JsonLine line = new JsonLine().put("type", action.getClass().getSimpleName()).put("time", timeMillis);
        return switch (action) {
            case Action.LaunchTask(var executor, var attempt, var inputs, var copy) -> {
                List<Long> sources = new ArrayList<>();
                inputs.values().forEach(input -> input.outputs().forEach(output -> sources.add((long) output.attempt().attempt())));
                yield on(of(line, attempt), executor).put("copy", copy).put("reads", sources);
            }
            case Action.CancelTask(var executor, var attempt) -> on(of(line, attempt), executor);
            case Action.TaskDone(var attempt, var _) -> of(line, attempt);
            case Action.ResultReady(var job, var partition, var _) -> of(line, job).put("partition", partition);
            case Action.RetractResult(var job, var partition, var _) -> of(line, job).put("partition", partition);
            case Action.DropStage(var executor, var stage) -> on(of(line, stage), executor);
            case Action.DropJob(var executor, var job) -> on(of(line, job), executor);
            case Action.CompleteJob(var job) -> of(line, job);
            case Action.FailJob(var job, var error) -> of(line, job).put("error", error(error));
            case Action.WarnNoExecutor(var job) -> of(line, job);
            case Action.ExcludeExecutor(var executor, var job, var until) -> {
                JsonLine named = on(line, executor).put("until", until);
                yield job.isPresent() ? of(named, job.get()) : named;
            }
            case Action.LetGo(var executor) -> on(line, executor);
            case Action.StageAdapted(var job, var stage) -> of(line, job).put("spec", stage(stage));
            case Action.DismissExecutor(var executor, var reason) -> on(line, executor).put("error", error(reason));
        };
    }

    private static JsonLine of(JsonLine line, JobId job) {
        return line.put("session", job.session()).put("job", job.number());
    }

    private static JsonLine of(JsonLine line, StageId stage) {
        return of(line, stage.job()).put("stage", stage.number());
    }

    private static JsonLine of(JsonLine line, TaskAttemptId attempt) {
        return of(line, attempt.stage()).put("partition", attempt.partition()).put("attempt", attempt.attempt());
    }

    private static JsonLine on(JsonLine line, ExecutorId executor) {
        return line.put("executor", executor.name());
    }

    private static JsonLine block(JsonLine line, BlockId block) {
        return line.put("block", block.partition());
    }

    private static JsonLine outcome(JsonLine line, TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Succeeded(var output, var files, var _) -> {
                line.put("outcome", "succeeded").put("output", output(output));
                yield files.isEmpty() ? line : line.put("files", files.stream().map(EventLines::file).toList());
            }
            case TaskOutcome.Failed(var error) -> line.put("outcome", "failed").put("error", error(error));
            case TaskOutcome.FetchFailed(var lost, var from, var error) ->
                    line.put("outcome", "fetch").put("lost", block(on(of(new JsonLine(), lost.attempt()), from), lost)).put("error",
                            error(error));
        };
    }

    private static JsonLine output(MapOutput output) {
        return new JsonLine().put("rows", output.rows()).put("bytes", output.bytes()).put("checksum", output.checksum());
    }

    private static JsonLine file(WrittenFile file) {
        return new JsonLine().put("temporary", file.temporaryPath()).put("relative", file.relativePath()).put("rows", file.rows())
                .put("bytes", file.bytes());
    }

    private static JsonLine error(EngineException error) {
        JsonLine parameters = new JsonLine();
        for (Map.Entry<String, String> parameter : new TreeMap<>(error.parameters()).entrySet()) {
            parameters.put(parameter.getKey(), parameter.getValue());
        }
        return new JsonLine().put("condition", error.condition().name()).put("parameters", parameters);
    }

    private static JsonLine stage(StageSpec stage) {
        List<JsonLine> shared = new ArrayList<>();
        stage.traits().shared().forEach((number, id) -> shared.add(of(new JsonLine().put("input", number), id)));
        return new JsonLine().put("stage", stage.number()).put("tasks", stage.tasks())
                .put("reads", stage.reads().stream().map(EventLines::read).toList())
                .put("determinism", stage.traits().determinism().name()).put("exclusive", stage.traits().exclusive()).put("shared", shared)
                .put("adaptive", stage.adaptivity().stream().map(EventLines::adaptivity).toList())
                .put("portions", stage.portions().stream().map(EventLines::portion).toList());
    }

    private static JsonLine adaptivity(Adaptivity adaptivity) {
        return new JsonLine().put("target", adaptivity.targetBytes()).put("tasks", adaptivity.leastTasks())
                .put("splittable", List.copyOf(adaptivity.splittable()));
    }

    private static JsonLine portion(Portion portion) {
        return new JsonLine().put("first", portion.first()).put("end", portion.end()).put("split", portion.split())
                .put("firstOutput", portion.firstOutput()).put("endOutput", portion.endOutput());
    }

    private static JsonLine read(StageRead read) {
        return new JsonLine().put("parent", read.parent()).put("first", read.firstTask()).put("end", read.endTask())
                .put("partitions", read.partitions()).put("whole", read.whole())
                .put("output", read.byOutput());
    }

    private static JsonLine rules(JobRules rules) {
        return new JsonLine().put("attempts", rules.attempts()).put("wait", rules.executorWaitMillis()).put("keep", rules.keepBytes())
                .put("locality", rules.localityWaitMillis()).put("exclusion", rules.exclusionMillis())
                .put("speculation", rules.speculation().on()).put("multiplier", rules.speculation().multiplier())
                .put("quantile", rules.speculation().quantile()).put("least", rules.speculation().minMillis());
    }
}
