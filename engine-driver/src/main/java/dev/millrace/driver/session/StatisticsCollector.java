package dev.millrace.driver.session;

import dev.millrace.driver.cache.KeptRows;
import dev.millrace.spi.QueryListener;
import dev.millrace.spi.QueryStatistics;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.OperatorMetrics;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRun;
import dev.millrace.transport.StageSummary;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what the tasks of one job report, and tells the session's listeners. */
final class StatisticsCollector implements PlanObserver {

    private final String job;
    private final List<QueryListener> listeners;
    private List<StageSummary> stages = List.of();
    private final long startNanos = System.nanoTime();
    private final Map<Integer, List<OperatorMetrics>> metrics = new HashMap<>();
    private final Map<Integer, Integer> done = new HashMap<>();
    private final Map<TaskAttemptId, Long> runningRows = new HashMap<>();
    private final Map<Integer, MapOutput> result = new HashMap<>();
    private long rowsRead;
    private long bytesRead;
    private long rowsWritten;
    private long endNanos;

    StatisticsCollector(String job, List<QueryListener> listeners) {
        this.job = job;
        this.listeners = listeners;
    }

    @Override
    public synchronized void stages(List<StageSummary> planned) {
        boolean first = stages.isEmpty();
        stages = planned;
        if (first && !planned.isEmpty()) {
            tellProgress(planned.getFirst().number());
        }
    }

    @Override
    public synchronized void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
        int stage = attempt.stage().number();
        done.merge(stage, 1, Integer::sum);
        runningRows.remove(attempt);
        for (OperatorMetrics operator : outcome.metrics()) {
            if (operator.name().startsWith("ScanExec")) {
                rowsRead += operator.rows();
                bytesRead += operator.bytes();
            }
        }
        for (WrittenFile file : outcome.files()) {
            rowsWritten += file.rows();
        }
        List<OperatorMetrics> sums = metrics.get(stage);
        if (stage == stages.getLast().number()) {
            result.put(attempt.partition(), outcome.output());
        }
        metrics.put(stage, sums == null ? outcome.metrics() : sum(sums, outcome.metrics()));
        tellProgress(stage);
    }

    @Override
    public synchronized void taskProgress(TaskAttemptId attempt, long rows) {
        runningRows.put(attempt, rows);
        tellProgress(attempt.stage().number());
    }

    @Override
    public void noExecutor() {
        for (QueryListener listener : listeners) {
            listener.waitingForExecutor(job);
        }
    }

    /** Metrics per stage, one entry a plan node, summed over its tasks. */
    synchronized Map<Integer, List<OperatorMetrics>> metrics() {
        return Map.copyOf(metrics);
    }

    /** The stages as they ran. */
    synchronized List<StageSummary> stages() {
        return stages;
    }

    /** What a run that keeps its rows has left. */
    synchronized KeptRows kept(PlanRun run) {
        long rows = 0;
        long bytes = 0;
        for (MapOutput output : result.values()) {
            rows += output.rows().getFirst();
            bytes += output.bytes().getFirst();
        }
        return new KeptRows(run, stages.getLast().tasks(), rows, bytes);
    }

    synchronized QueryStatistics statistics() {
        long peak = 0;
        long spilled = 0;
        for (List<OperatorMetrics> stage : metrics.values()) {
            long held = 0;
            for (OperatorMetrics operator : stage) {
                held += operator.peakMemory();
                spilled += operator.spillBytes();
            }
            peak = Math.max(peak, held);
        }
        long end = endNanos == 0 ? System.nanoTime() : endNanos;
        return new QueryStatistics(rowsRead, bytesRead, rowsWritten, peak, spilled, Duration.ofNanos(end - startNanos));
    }

    void ended(boolean succeeded) {
        synchronized (this) {
            if (endNanos != 0) {
                return;
            }
            endNanos = System.nanoTime();
        }
        for (QueryListener listener : listeners) {
            listener.ended(job, statistics(), succeeded);
        }
    }

    private void tellProgress(int number) {
        if (listeners.isEmpty()) {
            return;
        }
        long rows = rowsRead;
        for (long running : runningRows.values()) {
            rows += running;
        }
        for (StageSummary stage : stages) {
            if (stage.number() == number) {
                for (QueryListener listener : listeners) {
                    listener.progress(job, number, stage.description(), stage.tasks(), done.getOrDefault(number, 0), rows);
                    listener.cost(job, statistics());
                }
            }
        }
    }

    private static List<OperatorMetrics> sum(List<OperatorMetrics> left, List<OperatorMetrics> right) {
        List<OperatorMetrics> sums = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            OperatorMetrics a = left.get(i);
            OperatorMetrics b = right.get(i);
            sums.add(new OperatorMetrics(a.name(), a.rows() + b.rows(), a.batches() + b.batches(), a.bytes() + b.bytes(),
                    a.nanos() + b.nanos(),
                    Math.max(a.peakMemory(), b.peakMemory()), a.spillBytes() + b.spillBytes()));
        }
        return sums;
    }
}
