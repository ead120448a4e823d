package dev.millrace.proto.grpc;

import dev.millrace.proto.codec.PlanCodec;
import dev.millrace.proto.message.ClientMessage;
import dev.millrace.proto.message.DriverMessage;
import dev.millrace.proto.message.ExecutorMessage;
import dev.millrace.proto.message.RunMessage;
import dev.millrace.proto.message.ServerMessage;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/** The methods of the wire. */
final class Methods {

    static final String CONTROL = "millrace.Control";
    static final String BLOCKS = "millrace.Blocks";
    static final String CLIENTS = "millrace.Clients";

    /** Largest message that is accepted: a block, or a fragment with its inputs. */
    static final int MAX_MESSAGE_BYTES = 512 << 20;

    /** One call for as long as an executor is registered. */
    static final MethodDescriptor<ExecutorMessage, DriverMessage> JOIN = MethodDescriptor.<ExecutorMessage, DriverMessage>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING).setFullMethodName(MethodDescriptor.generateFullMethodName(CONTROL, "Join"))
            .setRequestMarshaller(ProtoUtils.marshallerWithRecursionLimit(ExecutorMessage.getDefaultInstance(), PlanCodec.MAX_DEPTH))
            .setResponseMarshaller(ProtoUtils.marshallerWithRecursionLimit(DriverMessage.getDefaultInstance(), PlanCodec.MAX_DEPTH))
            .build();

    /** One call for as long as a client's session is open. */
    static final MethodDescriptor<ClientMessage, ServerMessage> OPEN = MethodDescriptor.<ClientMessage, ServerMessage>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING).setFullMethodName(MethodDescriptor.generateFullMethodName(CLIENTS, "Open"))
            .setRequestMarshaller(ProtoUtils.marshallerWithRecursionLimit(ClientMessage.getDefaultInstance(), PlanCodec.MAX_DEPTH))
            .setResponseMarshaller(ProtoUtils.marshallerWithRecursionLimit(ServerMessage.getDefaultInstance(), PlanCodec.MAX_DEPTH))
            .build();

    /** The blocks of many output partitions of one executor. */
    static final MethodDescriptor<FetchRequest, FetchFrame> FETCH = MethodDescriptor.<FetchRequest, FetchFrame>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(BLOCKS, "Fetch"))
            .setRequestMarshaller(FetchRequest.MARSHALLER).setResponseMarshaller(FetchFrame.MARSHALLER).build();

    private Methods() {}

    /** The blocks of a run's result. */
    static MethodDescriptor<RunMessage, BlockFrame> read(BlockMarshaller marshaller) {
        return MethodDescriptor.<RunMessage, BlockFrame>newBuilder().setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(CLIENTS, "Read"))
                .setRequestMarshaller(ProtoUtils.marshaller(RunMessage.getDefaultInstance())).setResponseMarshaller(marshaller).build();
    }
}
