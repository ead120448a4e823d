package dev.millrace.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a formatter cannot see in the sources. */
class SourceTextTest {

    private static final int COLUMNS = 140;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static Path project;
    private static List<Path> sources;

    @BeforeAll
    static void findSources() throws IOException {
        project = projectFolder();
        sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(project)) {
            for (Path module : modules.filter(folder -> Files.isRegularFile(folder.resolve("pom.xml"))).sorted().toList()) {
                for (String root : List.of("src/main/java", "src/test/java")) {
                    addSources(module.resolve(root));
                }
            }
        }
        assertFalse(sources.isEmpty());
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> silent = sources.stream().map(Path::getParent).distinct()
                .filter(folder -> folder.toString().replace('\\', '/').contains("/src/main/java/"))
                .filter(folder -> !explains(folder.resolve("package-info.java")))
                .map(this::relative).toList();
        assertEquals(List.of(), silent, "packages without a package-info.java that has a Javadoc comment");
    }

    @Test
    void linesFitOnTheScreen() {
        assertEquals(List.of(), linesWhere(line -> line.codePointCount(0, line.length()) > COLUMNS), "lines longer than " + COLUMNS);
    }

    @Test
    void nothingIsLeftForLater() {
        assertEquals(List.of(), linesWhere(line -> UNFINISHED.matcher(line).find()), "unfinished work");
    }

    @Test
    void noTabs() {
        assertEquals(List.of(), linesWhere(line -> line.indexOf('\t') >= 0), "tabs");
    }

    @Test
    void noTestIsSwitchedOff() {
        assertEquals(List.of(), linesWhere(line -> line.strip().startsWith("@Dis" + "abled")), "tests that do not run");
    }

    private List<String> linesWhere(Predicate<String> rule) {
        List<String> found = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = lines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (rule.test(lines.get(i))) {
                    found.add(relative(source) + ":" + (i + 1));
                }
            }
        }
        return found;
    }

    private String relative(Path path) {
        return project.relativize(path).toString();
    }

    private static boolean explains(Path packageInfo) {
        return Files.exists(packageInfo) && lines(packageInfo).stream().anyMatch(line -> line.startsWith("/**"));
    }

    private static void addSources(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path projectFolder() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
