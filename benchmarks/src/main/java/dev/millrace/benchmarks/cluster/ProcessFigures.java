package dev.millrace.benchmarks.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds, after a full collection.
 *
 * @param heapBytes      live objects
 * @param residentBytes  of the process
 * @param threads        of the process, those of the JVM included
 * @param files          open files and sockets
 * @param metaspaceBytes of classes
 */
record ProcessFigures(long heapBytes, long residentBytes, int threads, int files, long metaspaceBytes) {

    private static final Pattern HEAP_USED = Pattern.compile("(?m)^\\s*(?:PSYoungGen|ParOldGen|def new generation|tenured generation|"
            + "DefNew|Tenured|garbage-first heap)\\s.*?used (\\d+)K");
    private static final Pattern METASPACE_USED = Pattern.compile("(?m)^\\s+Both:.* ([\\d.]+) MB \\([^)]*\\) used");

    /** Asks the JVM with that process id; works for this one too. */
    static ProcessFigures of(long pid) {
        jcmd(pid, "GC.run");
        String heap = jcmd(pid, "GC.heap_info");
        long used = 0;
        for (Matcher matcher = HEAP_USED.matcher(heap); matcher.find();) {
            used += Long.parseLong(matcher.group(1)) << 10;
        }
        Matcher metaspace = METASPACE_USED.matcher(jcmd(pid, "VM.metaspace"));
        return new ProcessFigures(used, status(pid, "VmRSS:") << 10, (int) status(pid, "Threads:"), openFiles(pid),
                metaspace.find() ? (long) (Double.parseDouble(metaspace.group(1)) * 1e6) : 0);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "heap %5.1f MB, resident %6.1f MB, %3d threads, %3d files, metaspace %5.1f MB", heapBytes / 1e6,
                residentBytes / 1e6, threads, files, metaspaceBytes / 1e6);
    }

    private static long status(long pid, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name)).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int openFiles(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jcmd(long pid, String command) {
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid),
                    command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking process " + pid, e);
        }
    }
}
