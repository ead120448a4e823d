package dev.millrace.engine;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.driver.job.EventLog;
import dev.millrace.driver.job.JobLoop;
import dev.millrace.driver.session.DriverEngine;
import dev.millrace.driver.session.DriverServices;
import dev.millrace.driver.session.JobRunner;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.files.catalog.DirectoryCatalog;
import dev.millrace.files.detect.FileFormats;
import dev.millrace.files.write.FolderFiles;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.QueryEngine;
import dev.millrace.sql.AntlrSqlParser;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ClusterTransport;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.PlanRunner;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;

/** Engines whose driver is this process, or the daemon that it connects to. */
final class EmbeddedEngine {

    /** Planned for when executors have not all joined yet. */
    private static final int CLUSTER_CORES = 4;

    private EmbeddedEngine() {}

    /** Driver and one executor in this process; plans and blocks pass by reference. */
    static QueryEngine local(int slots, Config config) {
        MemoryPool memory = MemoryPool.root("executor", Budget.of(config));
        Map<String, DataSource> sources = DataSources.all();
        JobLoop loop = new JobLoop("this process", EventLog.open(config));
        BlockSource nowhere = (executor, block) -> {
            throw ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", block, "executor", executor, "detail",
                    "a local session has no other executor.");
        };
        HostedNode node = new HostedNode(ExecutorId.LOCAL, slots, memory, sources, nowhere, loop, config);
        loop.registered(node);
        FunctionRegistry functions = BuiltinFunctions.registry();
        JobRunner runner = new JobRunner(loop, (executor, block) -> node.localBlocks().open(executor, block), functions, "");
        return engine(runner, functions, sources, config, 1, closing(loop, node, memory));
    }

    /** The driver is here, executors join it at the address. */
    static QueryEngine cluster(String host, int port, Config config) {
        ClusterTransport transport = Transports.find("cluster://" + host + ":" + port);
        MemoryPool memory = MemoryPool.root("driver", Budget.of(config));
        JobLoop loop = new JobLoop(host + ":" + port, EventLog.open(config));
        try {
            ClusterTransport.DriverListener listener = transport.listen(host, port, loop, memory, config);
            FunctionRegistry functions = BuiltinFunctions.registry();
            // What an earlier driver at this address has left anywhere is told from this one's by the name of the session.
            JobRunner runner = new JobRunner(loop, listener.blocks(), functions, HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
            return engine(runner, functions, DataSources.all(), config, CLUSTER_CORES, closing(loop, listener, memory));
        } catch (RuntimeException e) {
            loop.close();
            memory.close();
            throw e;
        }
    }

    /** Plans are made here and run by the driver at the address. */
    static QueryEngine remote(String address, String application, Config config) {
        ClusterTransport transport = Transports.find("grpc://" + address);
        MemoryPool memory = MemoryPool.root("client", Budget.of(config));
        try {
            ClusterTransport.DriverConnection connection = transport.connect(address, application, memory, config);
            return engine(connection, BuiltinFunctions.registry(), DataSources.all(), config, 1, closing(connection, memory));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private static QueryEngine engine(PlanRunner runner, FunctionRegistry functions, Map<String, DataSource> sources, Config config,
            int leastCores, AutoCloseable resources) {
        return new DriverEngine(new DriverServices(runner, sources, functions,
                constant -> new ExprCompiler(config).evaluateConstant(constant), new AntlrSqlParser(), new FileFormats(),
                new DirectoryCatalog(config.get(ConfigKeys.WAREHOUSE)), new FolderFiles(), Budget.of(config), leastCores, resources),
                config);
    }

    /** Closes in the given order, each one whatever happens to the others. */
    private static AutoCloseable closing(AutoCloseable... resources) {
        Deque<AutoCloseable> order = new ArrayDeque<>();
        for (AutoCloseable resource : resources) {
            order.add(resource);
        }
        return () -> {
            Exception first = null;
            for (AutoCloseable resource : order) {
                try {
                    resource.close();
                } catch (Exception e) {
                    if (first == null) {
                        first = e;
                    } else {
                        first.addSuppressed(e);
                    }
                }
            }
            if (first != null) {
                throw first;
            }
        };
    }
}
