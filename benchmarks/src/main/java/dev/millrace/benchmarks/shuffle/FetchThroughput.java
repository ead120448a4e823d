package dev.millrace.benchmarks.shuffle;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.LongVector;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.shuffle.store.StoredOutput;
import dev.millrace.transport.BlockAddress;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.DriverEndpoint;
import dev.millrace.transport.ExecutorEndpoint;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * How fast blocks come from executors over loopback, beside the bare marshaller: the same bytes as gRPC messages from native memory to
 * native memory, with no store, schema, checksum, budget or window.
 *
 * <p>{@code FetchThroughput [megabytes a round 1024] [executors 2] [rounds 5]}
 */
public final class FetchThroughput {

    private static final Schema SCHEMA = Schema.of(Field.of("a", DataType.BIGINT), Field.of("b", DataType.BIGINT));
    private static final StageId STAGE = new StageId(new JobId("benchmark", 1), 0);
    private static final int LARGE_ROWS = 60_000;
    private static final int SMALL_ROWS = 250;
    private static final double ALLOWED = 0.7;

    private FetchThroughput() {}

    public static void main(String[] arguments) throws IOException {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
        int executors = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path folder = Files.createTempDirectory("fetch");
        try (MemoryPool memory = MemoryPool.root("benchmark", 4L << 30); Cluster cluster = Cluster.start(executors, memory, folder);
                BareMarshaller bare = BareMarshaller.start()) {
            List<BlockAddress> large = cluster.store(0, LARGE_ROWS, 64);
            List<BlockAddress> small = cluster.store(1, SMALL_ROWS, 2000);
            Speed bestBare = new Speed(0, 0);
            Speed bestFetch = new Speed(0, 0);
            for (int round = 0; round < rounds; round++) {
                Speed alone = Speed.of(() -> bare.read(megabytes));
                Speed fetched = Speed.of(() -> cluster.read(large, megabytes));
                Speed tiny = Speed.of(() -> cluster.read(small, Math.max(1, megabytes / 8)));
                bestBare = bestBare.or(alone);
                bestFetch = bestFetch.or(fetched);
                System.out.printf("bare marshaller %s, fetch of blocks of 1 MB %s (%.2f x), of blocks of 4 kB %s%n", alone, fetched,
                        fetched.megabytes() / alone.megabytes(), tiny);
            }
            System.out.printf("best of each: %.2f x (at least %.1f x)%n", bestFetch.megabytes() / bestBare.megabytes(), ALLOWED);
        }
        Files.delete(folder);
    }

    private interface Reading {

        /** Reads; the number of bytes. */
        long read();
    }

    /**
     * @param megabytes a second
     * @param cpuMillis of the whole process, sender and reader, for a gigabyte
     */
    private record Speed(double megabytes, double cpuMillis) {

        static Speed of(Reading reading) {
            long cpu = cpuSoFar();
            long start = System.nanoTime();
            double read = reading.read() / 1e6;
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Speed(read / seconds, (cpuSoFar() - cpu) / read * 1000);
        }

        private static long cpuSoFar() {
            return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        }

        Speed or(Speed other) {
            return other.megabytes > megabytes ? other : this;
        }

        @Override
        public String toString() {
            return "%.0f MB/s (%.0f ms of CPU/GB)".formatted(megabytes, cpuMillis);
        }
    }

    /** Executors that only serve blocks, and a driver that reads them. */
    private record Cluster(ClusterTransport.DriverListener driver, List<ClusterTransport.ExecutorConnection> connections, List<Host> hosts,
            MemoryPool memory) implements AutoCloseable {

        static Cluster start(int executors, MemoryPool memory, Path folder) {
            ClusterTransport transport = ServiceLoader.load(ClusterTransport.class).findFirst().orElseThrow();
            Config config = Config.EMPTY;
            ClusterTransport.DriverListener driver = transport.listen("127.0.0.1", 0, new Driver(), memory, config);
            List<ClusterTransport.ExecutorConnection> connections = new ArrayList<>();
            List<Host> hosts = new ArrayList<>();
            for (int i = 0; i < executors; i++) {
                connections.add(transport.join(driver.address(), "127.0.0.1:0", memory, new Hosts(memory, folder, hosts), config));
            }
            return new Cluster(driver, connections, hosts, memory);
        }

        /** One output an executor; its partitions have one block each. */
        List<BlockAddress> store(int number, int rows, int partitions) {
            List<BlockAddress> addresses = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                BlockStore store = hosts.get(i).store();
                TaskAttemptId attempt = new TaskAttemptId(STAGE, i, number);
                StoredOutput output = store.begin(attempt, partitions, SCHEMA);
                for (int partition = 0; partition < partitions; partition++) {
                    LongVector values = new LongVector(DataType.BIGINT, new long[rows], rows, null);
                    output.add(partition, BlockEncoder.encode(SCHEMA, Batch.of(rows, values, values), store.memory()));
                }
                store.commit(output);
            }
            for (int partition = 0; partition < partitions; partition++) {
                for (int i = 0; i < hosts.size(); i++) {
                    BlockId id = new BlockId(new TaskAttemptId(STAGE, i, number), partition);
                    addresses.add(new BlockAddress(hosts.get(i).store().executor(), id));
                }
            }
            return addresses;
        }

        long read(List<BlockAddress> addresses, int megabytes) {
            long bytes = 0;
            while (bytes < megabytes * 1_000_000L) {
                for (BlockSource.BlockStream stream : driver.blocks().open(addresses)) {
                    for (Block block = stream.next(); block != null; block = stream.next()) {
                        bytes += block.bytes();
                        block.release();
                    }
                    stream.close();
                }
            }
            return bytes;
        }

        @Override
        public void close() {
            connections.forEach(ClusterTransport.ExecutorConnection::close);
            driver.close();
        }
    }

    private record Hosts(MemoryPool memory, Path folder, List<Host> made) implements ClusterTransport.ExecutorFactory {

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public ClusterTransport.HostedExecutor create(ExecutorId id, DriverEndpoint driver, BlockSource remote) {
            Host host = new Host(id, new BlockStore(id, memory, folder));
            made.add(host);
            return host;
        }
    }

    private record Host(ExecutorId id, BlockStore store) implements ClusterTransport.HostedExecutor {

        @Override
        public BlockSource localBlocks() {
            return store;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void launch(TaskDescription task) {
            throw new IllegalStateException("no tasks here: " + task.attempt());
        }

        @Override
        public void cancel(TaskAttemptId attempt) {
            throw new IllegalStateException("no tasks here: " + attempt);
        }

        @Override
        public void dropJob(JobId job) {
            store.dropJob(job);
        }

        @Override
        public void dropStage(StageId stage) {
            store.dropStage(stage);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** Nothing is run, so there is nothing to hear. */
    private record Driver() implements ClusterTransport.ClusterDriver {

        @Override
        public void registered(ExecutorEndpoint executor) {
            System.out.println("executor " + executor.id());
        }

        @Override
        public void draining(ExecutorId executor) {
            System.out.println("draining " + executor);
        }

        @Override
        public void lost(ExecutorId executor, EngineException reason) {
            System.out.println("ended " + executor);
        }

        @Override
        public void taskEnded(ExecutorId executor, TaskAttemptId attempt, TaskOutcome outcome) {
            throw new IllegalStateException("no tasks here: " + attempt);
        }

        @Override
        public void taskProgress(ExecutorId executor, TaskAttemptId attempt, long rowsRead) {
            throw new IllegalStateException("no tasks here: " + attempt);
        }
    }
}
