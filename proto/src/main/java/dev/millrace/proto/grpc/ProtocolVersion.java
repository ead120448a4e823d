package dev.millrace.proto.grpc;

/** Driver and executors understand each other only when this is equal. */
final class ProtocolVersion {

    static final String TEXT = "1";

    private ProtocolVersion() {}
}
