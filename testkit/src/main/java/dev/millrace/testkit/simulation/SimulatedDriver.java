package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.task.ExecutorEvent;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The driver's one thread: feeds the scheduler from an inbox and performs what it says. Its clients live in its process. */
final class SimulatedDriver {

    static final String HOST = "driver";

    private static final long TICK_MICROS = 200_000;

    private final Simulation simulation;
    private Simulation.SchedulerDecisions scheduler;
    private final Deque<JobEvent> inbox = new ArrayDeque<>();
    private final Map<ExecutorId, SimulatedExecutor> executors = new LinkedHashMap<>();
    private final Map<JobId, SimulatedClient> clients = new LinkedHashMap<>();
    private long pausedUntil;
    private boolean busy;
    private boolean ticking;

    SimulatedDriver(Simulation simulation, Simulation.SchedulerDecisions scheduler) {
        this.simulation = simulation;
        this.scheduler = scheduler;
    }

    /** Executors it believes to be there. */
    Iterable<SimulatedExecutor> executors() {
        return executors.values();
    }

    boolean knows(SimulatedExecutor executor) {
        return executors.containsKey(executor.id());
    }

    boolean idle() {
        return clients.isEmpty() && inbox.isEmpty();
    }

    Simulation.SchedulerDecisions scheduler() {
        return scheduler;
    }

    void registered(SimulatedExecutor executor) {
        simulation.trace().note(executor.id(), "registers", "");
        executors.put(executor.id(), executor);
        post(new JobEvent.ExecutorRegistered(executor.id(), executor.slots()));
    }

    /** However it was noticed; only the first time counts. The executor is told, if it can be. */
    void lost(SimulatedExecutor executor, String detail) {
        if (executors.remove(executor.id()) != null) {
            simulation.network().toExecutor(executor.link(), () -> executor.whenAwake(executor::driverGone));
            post(new JobEvent.ExecutorLost(executor.id(), ErrorCondition.EXECUTOR_LOST.with("executor", executor.id(), "detail", detail)));
        }
    }

    void draining(SimulatedExecutor executor) {
        if (executors.containsKey(executor.id())) {
            post(new JobEvent.ExecutorDraining(executor.id()));
        }
    }

    /** A report of an executor that was given up arrives too, as it does on a connection that was only slow. */
    void taskEnded(SimulatedExecutor executor, TaskAttemptId attempt, TaskOutcome outcome) {
        if (!executors.containsKey(executor.id())) {
            simulation.faults().fire(Faults.Kind.LATE_REPORT);
        }
        post(new JobEvent.TaskEnded(executor.id(), attempt, outcome));
    }

    void submit(SimulatedClient client) {
        clients.put(client.job().id(), client);
        post(tick());
        post(client.submission());
        if (!ticking) {
            ticking = true;
            simulation.agenda().in(TICK_MICROS, this::tickAgain);
        }
    }

    void closed(JobId job) {
        clients.remove(job);
    }

    private void tickAgain() {
        ticking = !clients.isEmpty();
        if (ticking) {
            post(tick());
            simulation.agenda().in(TICK_MICROS, this::tickAgain);
        }
    }

    private JobEvent tick() {
        return new JobEvent.Tick(simulation.agenda().now() / 1000);
    }

    /** The process ends and another takes its place: of executors and jobs it knows nothing. */
    void restart(Simulation.SchedulerDecisions fresh) {
        simulation.trace().note("driver", "ends, another begins", "");
        scheduler = fresh;
        inbox.clear();
        for (SimulatedExecutor executor : executors.values()) {
            simulation.network().driverEnded(executor);
        }
        executors.clear();
        simulation.invariants().driverEnded();
        List<SimulatedClient> orphans = List.copyOf(clients.values());
        clients.clear();
        orphans.forEach(client -> client.failed(ErrorCondition.DRIVER_LOST.with("address", "simulated:1", "detail", "it ended.")));
    }

    void pause(long micros) {
        pausedUntil = Math.max(pausedUntil, simulation.agenda().now() + micros);
    }

    void post(JobEvent event) {
        inbox.add(event);
        work();
    }

    private void work() {
        if (busy) {
            return;
        }
        busy = true;
        if (pausedUntil > simulation.agenda().now()) {
            simulation.agenda().at(pausedUntil, this::goOn);
        } else {
            goOn();
        }
    }

    private void goOn() {
        while (!inbox.isEmpty()) {
            if (pausedUntil > simulation.agenda().now()) {
                simulation.agenda().at(pausedUntil, this::goOn);
                return;
            }
            handle(inbox.poll());
        }
        busy = false;
    }

    private void handle(JobEvent event) {
        if (!(event instanceof JobEvent.Tick)) {
            simulation.trace().note("driver", "hears", event);
        }
        Invariants invariants = simulation.invariants();
        simulation.judge(() -> invariants.before(event));
        List<Action> actions = scheduler.on(event);
        for (Action action : actions) {
            simulation.trace().note("driver", "   says", action);
            simulation.judge(() -> invariants.on(action));
        }
        simulation.judge(() -> invariants.after(event));
        for (Action action : actions) {
            perform(action);
        }
    }

    private void perform(Action action) {
        switch (action) {
            case Action.LaunchTask launch -> launch(launch);
            case Action.CancelTask(var executor, var attempt) -> send(executor, new ExecutorEvent.Cancelled(attempt));
            case Action.DropStage(var executor, var stage) -> send(executor, new ExecutorEvent.StageDropped(stage));
            case Action.DropJob(var executor, var job) -> send(executor, new ExecutorEvent.JobDropped(job));
            case Action.ResultReady(var job, var partition, var outcome) -> {
                SimulatedClient client = clients.get(job);
                if (client != null) {
                    client.ready(partition, outcome);
                }
            }
            case Action.CompleteJob(var job) -> {
                SimulatedClient client = clients.get(job);
                if (client != null) {
                    client.completed();
                }
            }
            case Action.FailJob(var job, var error) -> failed(job, error);
            case Action.RetractResult(var job, var partition, var error) -> {
                SimulatedClient client = clients.get(job);
                if (client != null) {
                    client.retract(partition, error);
                }
            }
            case Action.DismissExecutor(var id, var _) -> {
                SimulatedExecutor executor = executors.remove(id);
                if (executor != null) {
                    simulation.network().toExecutor(executor.link(), () -> executor.whenAwake(executor::driverGone));
                }
            }
            case Action.LetGo(var id) -> {
                SimulatedExecutor executor = executors.get(id);
                if (executor != null) {
                    simulation.network().toExecutor(executor.link(), () -> executor.whenAwake(executor::leave));
                }
            }
            case Action.TaskDone _, Action.WarnNoExecutor _, Action.ExcludeExecutor _, Action.StageAdapted _ -> {
            }
        }
    }

    private void failed(JobId job, EngineException error) {
        SimulatedClient client = clients.remove(job);
        if (client != null) {
            client.failed(error);
        }
    }

    private void send(ExecutorId id, ExecutorEvent event) {
        SimulatedExecutor executor = executors.get(id);
        if (executor != null) {
            simulation.network().toExecutor(executor.link(), () -> executor.whenAwake(() -> executor.decide(event)));
        }
    }

    private void launch(Action.LaunchTask launch) {
        SimulatedExecutor executor = executors.get(launch.executor());
        if (executor != null) {
            SimulatedJob job = simulation.job(launch.attempt().stage().job());
            SimulatedTask task = new SimulatedTask(simulation, executor, launch.attempt(), job, launch.inputs());
            simulation.network().toExecutor(executor.link(), () -> executor.whenAwake(() -> executor.launch(task)));
        }
    }
}
