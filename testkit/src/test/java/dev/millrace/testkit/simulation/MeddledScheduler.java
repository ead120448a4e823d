package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobScheduler;
import dev.millrace.transport.TaskAttemptId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scheduler with a fault put in: what it hears and what it says can be changed on the way. */
class MeddledScheduler implements Simulation.SchedulerDecisions {

    private final JobScheduler scheduler = new JobScheduler("simulated:1");
    private final Map<TaskAttemptId, Action.LaunchTask> running = new HashMap<>();

    /** What the scheduler hears in place of the event. */
    JobEvent heard(JobEvent event) {
        return event;
    }

    /** What is done in place of the action. */
    List<Action> said(Action action) {
        return List.of(action);
    }

    /** The attempt of this task that runs, or null. */
    final Action.LaunchTask runningInsteadOf(TaskAttemptId attempt) {
        return running.get(task(attempt));
    }

    static TaskAttemptId task(TaskAttemptId attempt) {
        return new TaskAttemptId(attempt.stage(), attempt.partition(), -1);
    }

    /** Straight to the scheduler. */
    final List<Action> tell(JobEvent event) {
        return scheduler.on(event);
    }

    @Override
    public List<Action> on(JobEvent event) {
        List<Action> changed = new ArrayList<>();
        for (Action action : scheduler.on(heard(event))) {
            if (action instanceof Action.LaunchTask launch) {
                running.put(task(launch.attempt()), launch);
            } else if (action instanceof Action.TaskDone(var attempt, var _)) {
                running.remove(task(attempt));
            } else if (action instanceof Action.CancelTask(var _, var attempt)) {
                running.remove(task(attempt));
            }
            changed.addAll(said(action));
        }
        return changed;
    }

    @Override
    public boolean idle() {
        return scheduler.idle();
    }
}
