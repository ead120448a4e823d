package dev.millrace.proto.grpc;

import dev.millrace.proto.codec.TaskCodec;
import dev.millrace.proto.message.DriverMessage;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/** An executor in another process, as the driver calls it. After its end calls do nothing: the driver has been told of the loss. */
final class RemoteExecutor implements ExecutorEndpoint {

    private final ExecutorId id;
    private final int slots;
    private final StreamObserver<DriverMessage> stream;
    private boolean ended;
    private final EncodedFragments fragments;

    /** @param fragments shared by the executors of a driver */
    RemoteExecutor(ExecutorId id, int slots, StreamObserver<DriverMessage> stream, EncodedFragments fragments) {
        this.fragments = fragments;
        this.id = id;
        this.slots = slots;
        this.stream = stream;
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
        send(DriverMessage.newBuilder().setLaunch(TaskCodec.encode(task, fragments.of(task.fragment()))).build());
    }

    @Override
    public void cancel(TaskAttemptId attempt) {
        send(DriverMessage.newBuilder().setCancel(TaskCodec.encode(attempt)).build());
    }

    @Override
    public void letGo() {
        send(DriverMessage.newBuilder().setLetGo(DriverMessage.LetGo.getDefaultInstance()).build());
    }

    @Override
    public void dropJob(JobId job) {
        send(DriverMessage.newBuilder().setDropJob(TaskCodec.encode(job)).build());
    }

    @Override
    public void dropStage(StageId stage) {
        send(DriverMessage.newBuilder().setDropStage(TaskCodec.encode(stage)).build());
    }

    @Override
    public void dismiss() {
        end();
    }

    /** A stream that has just broken says so here before the driver is told: the loss is what counts. */
    synchronized void send(DriverMessage message) {
        if (!ended) {
            try {
                stream.onNext(message);
            } catch (IllegalStateException | StatusRuntimeException e) {
                ended = true;
            }
        }
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            try {
                stream.onCompleted();
            } catch (IllegalStateException | StatusRuntimeException e) {
                return;
            }
        }
    }
}
