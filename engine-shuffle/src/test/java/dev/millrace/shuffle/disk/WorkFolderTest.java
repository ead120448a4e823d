package dev.millrace.shuffle.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    Path parent;

    /** A process of its own that opens a folder and holds it until its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            WorkFolder folder = WorkFolder.open(Path.of(arguments[0]), "held");
            Files.writeString(folder.path().resolve("left behind"), "x");
            System.out.println(folder.path());
            if (System.in.read() < 0) {
                folder.close();
            }
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.toList();
        }
    }

    @Test
    void enginesOfOneProcessHaveFoldersOfTheirOwnThatVanish() throws IOException {
        try (WorkFolder one = WorkFolder.open(parent, "local"); WorkFolder two = WorkFolder.open(parent, "local")) {
            assertNotEquals(one.path(), two.path());
            Files.createDirectories(one.path().resolve("shuffle/j1"));
            Files.writeString(one.path().resolve("shuffle/j1/file"), "x");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one.path())));
        }
        assertEquals(List.of(), folders());
    }

    @Test
    void whatAKilledProcessLeftIsSweptAndWhatALivingOneHoldsIsNot() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classes = Stream.of(Holder.class, WorkFolder.class, EngineException.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
        Process holder = new ProcessBuilder(java.toString(), "-Xmx64m", "-cp", classes, Holder.class.getName(),
                parent.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            Path held = Path.of(out.readLine());
            try (WorkFolder own = WorkFolder.open(parent, "local")) {
                assertTrue(Files.exists(held.resolve("left behind")), "a living process uses " + held + ", not " + own.path());
            }
            holder.destroyForcibly();
            assertTrue(holder.waitFor(20, TimeUnit.SECONDS));
            assertTrue(Files.exists(held));
            try (WorkFolder own = WorkFolder.open(parent, "local")) {
                assertFalse(Files.exists(held), () -> held + " was not swept by " + own.path());
            }
        } finally {
            holder.destroyForcibly();
        }
        assertEquals(List.of(), folders());
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws IOException {
        Path unlocked = Files.createDirectories(parent.resolve("millrace-1-without-lock"));
        Path other = Files.createDirectories(parent.resolve("something-else"));
        WorkFolder.open(parent, "local").close();
        assertTrue(Files.exists(unlocked));
        assertTrue(Files.exists(other));
    }

    @Test
    void oneFolderThatCanBeMadeIsEnough() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");
        try (WorkFolders folders = WorkFolders.open(file + ", " + parent.resolve("new"), "local")) {
            assertEquals(1, folders.paths().size());
            assertTrue(folders.paths().getFirst().startsWith(parent.resolve("new")));
        }
        EngineException refused = assertThrows(EngineException.class, () -> WorkFolders.open(file.toString(), "local"));
        assertEquals(ErrorCondition.CANNOT_WRITE_FILE, refused.condition());
        assertThrows(EngineException.class, () -> WorkFolders.open(" , ", "local"));
    }
}
