package dev.millrace.proto.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheUserMayReadIt() throws IOException {
        Path state = folder.resolve("state");
        String shown = Secret.in(state).toString();
        Path file = state.resolve("secret");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        assertTrue(text.matches("[0-9a-f]{64}"), "a secret of " + text.length() + " characters");
        assertTrue(!shown.contains(text));
        Secret.in(state);
        assertEquals(text, Files.readString(file));
    }

    @Test
    void processesThatComeTogetherAgree() throws InterruptedException, ExecutionException, IOException {
        CyclicBarrier together = new CyclicBarrier(8);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> made = IntStream.range(0, 8).mapToObj(_ -> threads.submit(() -> {
                together.await();
                Secret.in(folder);
                return Files.readString(folder.resolve("secret"));
            })).toList();
            for (Future<String> text : made) {
                assertEquals(made.getFirst().get(), text.get());
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("secret")), left.toList());
        }
    }

    @Test
    void aSecretThatIsTooShortIsRefused() throws IOException {
        Files.writeString(folder.resolve("secret"), "short");
        assertEquals(ErrorCondition.MASTER_NOT_AVAILABLE, assertThrows(EngineException.class, () -> Secret.in(folder)).condition());
    }
}
