package dev.millrace.cli.daemon;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.cli.Main;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line of a worker: this JVM's own, with a heap and a collector of its own. */
final class WorkerCommand {

    private static final double HEAP_SHARE = 0.6;
    private static final long SMALLEST_HEAP_MIB = 256;
    private static final List<String> OWN = List.of("-Xmx", "-Xms", "-Xss", "-XX:MaxRAMPercentage", "-XX:TieredStopAtLevel", "-XX:+Use");

    private WorkerCommand() {}

    /**
     * @param memory    bytes of heap and native memory together; empty takes half of the machine
     * @param arguments of the command line
     */
    static List<String> of(Optional<Long> memory, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (OWN.stream().noneMatch(option::startsWith)) {
                command.add(option);
            }
        }
        command.add(memory.map(bytes -> "-Xmx" + Math.max(SMALLEST_HEAP_MIB, (long) (bytes * HEAP_SHARE) >> 20) + "m")
                .orElse("-XX:MaxRAMPercentage=50"));
        command.add("-XX:+UseParallelGC");
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Memory of the machine, in bytes. */
    static long machineBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** As it was given, but for its entries' folders: a worker may run elsewhere. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
