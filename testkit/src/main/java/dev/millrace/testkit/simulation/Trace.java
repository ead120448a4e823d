package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.List;

/** What happened in a run, line by line; kept only when somebody wants to read it. */
final class Trace {

    private final Agenda agenda;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    Trace(Agenda agenda, boolean kept) {
        this.agenda = agenda;
        this.kept = kept;
    }

    void note(String what, Object detail) {
        note("", what, detail);
    }

    /** Texts are made only when the line is kept. */
    void note(Object whom, String what, Object detail) {
        if (kept) {
            lines.add("%11.3f ms  %-12s %s %s".formatted(agenda.now() / 1000.0, whom, what, brief(detail)));
        }
    }

    private static String brief(Object value) {
        return switch (value) {
            case TaskOutcome.Succeeded(var output, var _, var _) -> "succeeded " + output.rows();
            case TaskOutcome.Failed(var error) -> "failed " + error.condition();
            case TaskOutcome.FetchFailed(var block, var from, var _) -> "lost " + block + " of " + from;
            case JobEvent.TaskEnded(var executor, var attempt, var outcome) ->
                    "ended " + attempt + " on " + executor + " " + brief(outcome);
            case Action.LaunchTask launch -> "launch " + launch.attempt() + " on " + launch.executor();
            case Action.TaskDone(var attempt, var _) -> "done " + attempt;
            case Action.ResultReady(var job, var partition, var _) -> "ready " + job + " " + partition;
            case Action.FailJob(var job, var error) -> "fail " + job + " " + error.condition();
            default -> value.toString();
        };
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
