package dev.millrace.testkit.slt;

import dev.millrace.api.Session;
import dev.millrace.testkit.cluster.MiniCluster;
import dev.millrace.testkit.suite.SuiteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One configuration of the engine, a file of lines {@code key = value}: {@code master} (of a session, or {@code cluster[2]} for a cluster
 * of so many executors in this process) and settings.
 *
 * @param master where queries run
 */
public record EngineProfile(String name, String master, Map<String, String> settings) {

    private static final String CLUSTER = "cluster[";

    /** All profiles of a folder, in order of their names. */
    public static List<EngineProfile> all(Path folder) throws IOException {
        List<EngineProfile> profiles = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".conf")).sorted().toList()) {
                profiles.add(read(file));
            }
        }
        return profiles;
    }

    private static EngineProfile read(Path file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                settings.put(parts[0].strip(), parts[1].strip());
            }
        }
        String master = settings.remove("master");
        return new EngineProfile(file.getFileName().toString().replace(".conf", ""), master == null ? "local[2]" : master, settings);
    }

    /** What goes otherwise than written when the file is run in a new session of this profile. */
    public List<String> failures(SltFile file) {
        if (master.startsWith(CLUSTER)) {
            int executors = Integer.parseInt(master.substring(CLUSTER.length(), master.length() - 1));
            try (MiniCluster cluster = MiniCluster.start(executors)) {
                settings.forEach(cluster.session().conf()::set);
                return new SltRun(new SuiteSession(cluster.session())).failures(file);
            }
        }
        try (Session session = Session.builder().master(master).config(settings).create()) {
            return new SltRun(new SuiteSession(session)).failures(file);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
