package dev.millrace.testkit.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of cases under every profile. */
class SltTest {

    private static final Path TESTS = Path.of("..", "tests");

    static List<Arguments> filesAndProfiles() throws IOException {
        List<Arguments> pairs = new ArrayList<>();
        for (EngineProfile profile : EngineProfile.all(TESTS.resolve("profiles"))) {
            try (Stream<Path> files = Files.list(TESTS.resolve("slt"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".slt")).sorted().toList()) {
                    pairs.add(Arguments.of(file.getFileName().toString(), profile));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("filesAndProfiles")
    void givesWhatIsWritten(String file, EngineProfile profile) throws IOException {
        List<String> failures = profile.failures(SltFile.read(TESTS.resolve("slt").resolve(file)));
        assertEquals("", String.join("\n\n", failures));
    }
}
