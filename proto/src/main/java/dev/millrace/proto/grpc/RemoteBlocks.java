package dev.millrace.proto.grpc;

import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ExecutorId;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Blocks of other processes: one connection an executor, one call for all that a reader wants of it. */
final class RemoteBlocks implements BlockSource, AutoCloseable {

    private final Wire wire;
    private final MemoryPool memory;
    private final FetchSettings settings;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param memory where fetched blocks are counted */
    RemoteBlocks(Wire wire, MemoryPool memory, FetchSettings settings) {
        this.wire = wire;
        this.memory = memory;
        this.settings = settings;
    }

    @Override
    public BlockStream open(ExecutorId executor, BlockId id) {
        return open(List.of(new BlockAddress(executor, id))).getFirst();
    }

    /** The calls to all executors begin at once. */
    @Override
    public List<BlockStream> open(List<BlockAddress> addresses) {
        Map<ExecutorId, List<Integer>> byExecutor = new LinkedHashMap<>();
        for (int i = 0; i < addresses.size(); i++) {
            byExecutor.computeIfAbsent(addresses.get(i).executor(), _ -> new ArrayList<>()).add(i);
        }
        BlockStream[] streams = new BlockStream[addresses.size()];
        int window = settings.window(byExecutor.size());
        byExecutor.forEach((executor, all) -> {
            for (int from = 0; from < all.size(); from += FetchRequest.MAX_PARTS) {
                List<Integer> some = all.subList(from, Math.min(all.size(), from + FetchRequest.MAX_PARTS));
                Fetch fetch = new Fetch(executor, some.stream().map(i -> addresses.get(i).id()).toList(), this::channel, memory, window,
                        settings.waitMillis());
                if (from == 0) {
                    fetch.begin();
                }
                for (int i = 0; i < some.size(); i++) {
                    streams[some.get(i)] = fetch.stream(i);
                }
            }
        });
        return Arrays.asList(streams);
    }

    CallOptions options() {
        return wire.options();
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
        for (ManagedChannel channel : channels.values()) {
            try {
                channel.awaitTermination(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        channels.clear();
    }

    private Fetch.Connection channel(ExecutorId executor, BlockId id) {
        int end = executor.name().indexOf('#');
        if (end < 0) {
            throw ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", id, "executor", executor, "detail", "it has no address.");
        }
        if (closed) {
            throw ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", id, "executor", executor, "detail", "this process is ending.");
        }
        ManagedChannel channel = channels.computeIfAbsent(executor.name().substring(0, end), this::connect);
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // Another process may serve at the address by now; whoever asks again has waited already.
            channel.resetConnectBackoff();
        }
        return new Fetch.Connection(channel, options());
    }

    /** What arrives is only put aside by the connection's thread, so it needs no other. */
    private ManagedChannel connect(String text) {
        Address address = Address.parse(text);
        return wire.connect(address).directExecutor().flowControlWindow(4 << 20).build();
    }
}
