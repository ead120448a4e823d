package dev.millrace.benchmarks.cluster;

import dev.millrace.testkit.cluster.ExecutorHandle;
import dev.millrace.testkit.cluster.ProcessCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A driver daemon and executors as one would start them for work: one core each, a real heap, the whole compiler. Further options of
 * their JVMs are taken from the properties {@code driver.options} and {@code executor.options}, separated by blanks. The property
 * {@code launcher} names {@code bin/millrace}, when that is to start the processes.
 */
record BenchmarkCluster(ProcessCluster cluster) implements AutoCloseable {

    static BenchmarkCluster start(int executors) {
        ProcessCluster.Builder builder = ProcessCluster.builder().executors(executors).cores(1).daemon()
                .driverOptions(options("driver.options")).jvmOptions(options("executor.options"));
        String launcher = System.getProperty("launcher", "");
        return new BenchmarkCluster((launcher.isEmpty() ? builder : builder.launcher(Path.of(launcher))).start());
    }

    private static String[] options(String property) {
        List<String> options = new ArrayList<>(List.of("-Xmx1g", "-XX:+UseParallelGC"));
        options.addAll(List.of(System.getProperty(property, "").strip().split("\\s+")));
        options.removeIf(String::isEmpty);
        return options.toArray(String[]::new);
    }

    /** The process ids of this process, the driver and the executors. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        processes.put("client", ProcessHandle.current().pid());
        processes.put("driver", cluster.driver().pid());
        for (ExecutorHandle executor : cluster.executors()) {
            processes.put(executor.toString(), executor.process().pid());
        }
        return processes;
    }

    /** Milliseconds of processor time that the processes have used since they started. */
    Map<String, Long> processorMillis() {
        Map<String, Long> millis = new LinkedHashMap<>();
        processes().forEach((name, pid) -> millis.merge(name.split(" ")[0], ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration()).map(time -> time.toMillis()).orElse(0L), Long::sum));
        return millis;
    }

    /** What has been used between two looks. */
    static String used(Map<String, Long> before, Map<String, Long> after) {
        StringBuilder text = new StringBuilder();
        after.forEach((name, millis) -> text.append(String.format(Locale.ROOT, " %s %d", name, millis - before.getOrDefault(name, 0L))));
        return text.toString();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
