package dev.millrace.proto.codec;

import dev.millrace.plan.physical.Partitioning;
import dev.millrace.proto.message.PartitioningMessage;

/** Wire form of partitionings. */
final class PartitioningCodec {

    private PartitioningCodec() {}

    static PartitioningMessage encode(Partitioning partitioning) {
        PartitioningMessage.Builder message = PartitioningMessage.newBuilder();
        switch (partitioning) {
            case Partitioning.Single _ -> message.setSingle(PartitioningMessage.Single.getDefaultInstance());
            case Partitioning.Hash(var keys, var partitions) ->
                    message.setHash(PartitioningMessage.Hash.newBuilder().addAllKeys(ExprCodec.encodeAll(keys)).setPartitions(partitions));
            case Partitioning.Range(var keys, var bounds, var partitions) -> message.setRange(PartitioningMessage.Range.newBuilder()
                    .addAllKeys(ExprCodec.encodeKeys(keys)).setBounds(RowsCodec.encode(bounds)).setPartitions(partitions));
            case Partitioning.RoundRobin(var partitions) ->
                    message.setRoundRobin(PartitioningMessage.RoundRobin.newBuilder().setPartitions(partitions));
            case Partitioning.Broadcast _ -> message.setBroadcast(PartitioningMessage.Broadcast.getDefaultInstance());
        }
        return message.build();
    }

    static Partitioning decode(PartitioningMessage message) {
        return switch (message.getKindCase()) {
            case SINGLE -> new Partitioning.Single();
            case HASH -> new Partitioning.Hash(ExprCodec.decodeAll(message.getHash().getKeysList()), message.getHash().getPartitions());
            case RANGE -> new Partitioning.Range(ExprCodec.decodeKeys(message.getRange().getKeysList()),
                    RowsCodec.decode(message.getRange().getBounds()), message.getRange().getPartitions());
            case ROUND_ROBIN -> new Partitioning.RoundRobin(message.getRoundRobin().getPartitions());
            case BROADCAST -> new Partitioning.Broadcast();
            case KIND_NOT_SET -> throw Malformed.message("an unknown partitioning");
        };
    }
}
