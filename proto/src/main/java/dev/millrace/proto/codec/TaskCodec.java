package dev.millrace.proto.codec;

import com.google.protobuf.ByteString;
import dev.millrace.api.StorageLevel;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.proto.message.AttemptMessage;
import dev.millrace.proto.message.BlockIdMessage;
import dev.millrace.proto.message.ErrorMessage;
import dev.millrace.proto.message.JobMessage;
import dev.millrace.proto.message.MapOutputMessage;
import dev.millrace.proto.message.MetricsMessage;
import dev.millrace.proto.message.OutcomeMessage;
import dev.millrace.proto.message.StageMessage;
import dev.millrace.proto.message.StageSummaryMessage;
import dev.millrace.proto.message.TaskMessage;
import dev.millrace.proto.message.WrittenFileMessage;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.OperatorMetrics;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.StageSummary;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Wire form of ids, tasks and their outcomes. */
public final class TaskCodec {

    private TaskCodec() {}

    /** @param fragment the task's fragment, already encoded: it is the same for all tasks of a stage */
    public static TaskMessage encode(TaskDescription task, ByteString fragment) {
        TaskMessage.Builder message = TaskMessage.newBuilder().setAttempt(encode(task.attempt())).setFragment(fragment)
                .setOutput(PartitioningCodec.encode(task.output())).putAllConfig(task.config().texts())
                .setStorage(task.storage().name());
        task.inputs().forEach((stage, slice) -> {
            TaskMessage.Input.Builder input = TaskMessage.Input.newBuilder().setStage(stage).setFirstPartition(slice.firstPartition())
                    .setEndPartition(slice.endPartition());
            slice.outputs().forEach(output -> input.addOutputs(encode(output)));
            message.addInputs(input);
        });
        return message.build();
    }

    /** @param fragment the decoded fragment of the task's stage */
    public static TaskDescription decode(TaskMessage message, PhysicalPlan fragment) {
        Map<Integer, ShuffleInput> inputs = new HashMap<>();
        for (TaskMessage.Input input : message.getInputsList()) {
            List<MapOutput> outputs = new ArrayList<>();
            input.getOutputsList().forEach(output -> outputs.add(decode(output)));
            if (input.getFirstPartition() < 0 || input.getEndPartition() < input.getFirstPartition()) {
                throw Malformed.message("the partitions " + input.getFirstPartition() + " to " + input.getEndPartition());
            }
            inputs.put(input.getStage(), new ShuffleInput(outputs, input.getFirstPartition(), input.getEndPartition()));
        }
        return new TaskDescription(decode(message.getAttempt()), fragment, PartitioningCodec.decode(message.getOutput()), inputs,
                new Config(message.getConfigMap()), storage(message.getStorage()));
    }

    /** The level of that name. */
    public static StorageLevel storage(String name) {
        for (StorageLevel level : StorageLevel.values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw Malformed.message("the storage level " + name);
    }

    public static JobMessage encode(JobId job) {
        return JobMessage.newBuilder().setSession(job.session()).setNumber(job.number()).build();
    }

    public static JobId decode(JobMessage message) {
        return new JobId(message.getSession(), message.getNumber());
    }

    public static StageMessage encode(StageId stage) {
        return StageMessage.newBuilder().setJob(encode(stage.job())).setNumber(stage.number()).build();
    }

    public static StageId decode(StageMessage message) {
        return new StageId(decode(message.getJob()), message.getNumber());
    }

    public static AttemptMessage encode(TaskAttemptId attempt) {
        return AttemptMessage.newBuilder().setStage(encode(attempt.stage())).setPartition(attempt.partition()).setAttempt(attempt.attempt())
                .build();
    }

    public static TaskAttemptId decode(AttemptMessage message) {
        return new TaskAttemptId(decode(message.getStage()), message.getPartition(), message.getAttempt());
    }

    public static BlockIdMessage encode(BlockId block) {
        return BlockIdMessage.newBuilder().setAttempt(encode(block.attempt())).setPartition(block.partition()).build();
    }

    public static BlockId decode(BlockIdMessage message) {
        return new BlockId(decode(message.getAttempt()), message.getPartition());
    }

    public static ErrorMessage encode(EngineException error) {
        return ErrorMessage.newBuilder().setCondition(error.condition().name()).putAllParameters(error.parameters()).build();
    }

    /** A condition that this version does not know becomes an INTERNAL_ERROR that names it. */
    public static EngineException decode(ErrorMessage message) {
        for (ErrorCondition condition : ErrorCondition.values()) {
            if (condition.name().equals(message.getCondition())) {
                return EngineException.restored(condition, message.getParametersMap());
            }
        }
        return ErrorCondition.INTERNAL_ERROR.with("detail",
                "Another process reports the error " + message.getCondition() + " " + message.getParametersMap()
                        + ", which this version does not know.");
    }

    public static OutcomeMessage encode(TaskOutcome outcome) {
        OutcomeMessage.Builder message = OutcomeMessage.newBuilder();
        switch (outcome) {
            case TaskOutcome.Succeeded(var output, var files, var metrics) -> {
                OutcomeMessage.Succeeded.Builder succeeded = OutcomeMessage.Succeeded.newBuilder().setOutput(encode(output));
                files.forEach(file -> succeeded.addFiles(encode(file)));
                metrics.forEach(
                        operator -> succeeded.addMetrics(MetricsMessage.newBuilder().setName(operator.name()).setRows(operator.rows())
                                .setBatches(operator.batches()).setBytes(operator.bytes()).setNanos(operator.nanos())
                                .setPeakMemory(operator.peakMemory())
                                .setSpillBytes(operator.spillBytes())));
                message.setSucceeded(succeeded);
            }
            case TaskOutcome.Failed(var error) -> message.setFailed(encode(error));
            case TaskOutcome.FetchFailed(var lost, var executor, var error) -> message.setFetchFailed(
                    OutcomeMessage.FetchFailed.newBuilder().setLost(encode(lost)).setExecutor(executor.name()).setError(encode(error)));
        }
        return message.build();
    }

    public static TaskOutcome decode(OutcomeMessage message) {
        return switch (message.getKindCase()) {
            case SUCCEEDED -> {
                List<WrittenFile> files = new ArrayList<>();
                message.getSucceeded().getFilesList().forEach(file -> files.add(decode(file)));
                List<OperatorMetrics> metrics = new ArrayList<>();
                message.getSucceeded().getMetricsList()
                        .forEach(operator -> metrics.add(new OperatorMetrics(operator.getName(), operator.getRows(),
                                operator.getBatches(), operator.getBytes(), operator.getNanos(), operator.getPeakMemory(),
                                operator.getSpillBytes())));
                yield new TaskOutcome.Succeeded(decode(message.getSucceeded().getOutput()), files, metrics);
            }
            case FAILED -> new TaskOutcome.Failed(decode(message.getFailed()));
            case FETCH_FAILED -> new TaskOutcome.FetchFailed(decode(message.getFetchFailed().getLost()),
                    new ExecutorId(message.getFetchFailed().getExecutor()), decode(message.getFetchFailed().getError()));
            case KIND_NOT_SET -> throw Malformed.message("an unknown outcome");
        };
    }

    public static WrittenFileMessage encode(WrittenFile file) {
        return WrittenFileMessage.newBuilder().setTemporaryPath(file.temporaryPath()).setRelativePath(file.relativePath())
                .setRows(file.rows()).setBytes(file.bytes()).build();
    }

    public static WrittenFile decode(WrittenFileMessage message) {
        return new WrittenFile(message.getTemporaryPath(), message.getRelativePath(), message.getRows(), message.getBytes());
    }

    public static StageSummaryMessage encode(StageSummary stage) {
        return StageSummaryMessage.newBuilder().setNumber(stage.number()).setFragment(PlanCodec.encode(stage.fragment()))
                .setOutput(PartitioningCodec.encode(stage.output())).setTasks(stage.tasks()).addAllParents(stage.parents())
                .setDescription(stage.description()).build();
    }

    public static StageSummary decode(StageSummaryMessage message) {
        return new StageSummary(message.getNumber(), PlanCodec.decode(message.getFragment()), PartitioningCodec.decode(message.getOutput()),
                message.getTasks(), message.getParentsList(), message.getDescription());
    }

    private static MapOutputMessage encode(MapOutput output) {
        return MapOutputMessage.newBuilder().setAttempt(encode(output.attempt())).setExecutor(output.executor().name())
                .addAllRows(output.rows())
                .addAllBytes(output.bytes()).setChecksum(output.checksum()).build();
    }

    private static MapOutput decode(MapOutputMessage message) {
        return new MapOutput(decode(message.getAttempt()), new ExecutorId(message.getExecutor()), message.getRowsList(),
                message.getBytesList(),
                message.getChecksum());
    }
}
