package dev.millrace.driver.session;

import dev.millrace.driver.job.JobListener;
import dev.millrace.driver.job.JobLoop;
import dev.millrace.driver.job.RunningJob;
import dev.millrace.driver.stage.Stage;
import dev.millrace.driver.stage.StageGraph;
import dev.millrace.driver.stage.StagePlanner;
import dev.millrace.error.EngineException;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterSize;
import dev.millrace.transport.JobId;
import dev.millrace.transport.PlanObserver;
import dev.millrace.transport.PlanRequest;
import dev.millrace.transport.PlanRun;
import dev.millrace.transport.PlanRunner;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Runs plans by the driver in this process: cuts them into stages and submits them to its loop. */
public final class JobRunner implements PlanRunner {

    private final JobLoop loop;
    private final BlockSource blocks;
    private final FunctionRegistry functions;
    private final String session;
    private final AtomicLong jobs = new AtomicLong();
    private final Set<JobRun> running = ConcurrentHashMap.newKeySet();

    /**
     * @param blocks  where results are read from
     * @param session tells the jobs of this runner from those of others on the same loop, and of an earlier driver
     */
    public JobRunner(JobLoop loop, BlockSource blocks, FunctionRegistry functions, String session) {
        this.loop = loop;
        this.blocks = blocks;
        this.functions = functions;
        this.session = session;
    }

    @Override
    public ClusterSize size(long waitMillis) {
        loop.awaitExecutor(waitMillis);
        return new ClusterSize(loop.executors(), loop.slots());
    }

    @Override
    public PlanRun run(PlanRequest request, PlanObserver observer) {
        StageGraph graph = new StagePlanner(functions).cut(request.plan());
        observer.stages(graph.summaries());
        RunningJob job = loop.submit(new JobId(session, jobs.incrementAndGet()), graph.stages(), request.config(),
                request.keep(), told(observer));
        JobRun run = new JobRun(job, blocks, running::remove);
        running.add(run);
        return run;
    }

    @Override
    public void cancelAll(String reason) {
        running.forEach(run -> run.cancel(reason));
    }

    private static JobListener told(PlanObserver observer) {
        return new JobListener() {
            @Override
            public void adapted(List<Stage> stages) {
                observer.stages(new StageGraph(stages).summaries());
            }

            @Override
            public void taskDone(TaskAttemptId attempt, TaskOutcome.Succeeded outcome) {
                observer.taskDone(attempt, outcome);
            }

            @Override
            public void taskProgress(TaskAttemptId attempt, long rowsRead) {
                observer.taskProgress(attempt, rowsRead);
            }

            @Override
            public void failed(EngineException error) {
                observer.failed(error);
            }

            @Override
            public void noExecutor() {
                observer.noExecutor();
            }
        };
    }
}
