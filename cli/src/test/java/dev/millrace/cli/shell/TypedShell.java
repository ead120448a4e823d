package dev.millrace.cli.shell;

import dev.millrace.api.Session;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.format.ResultFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A shell on a virtual terminal with a line discipline: a test types keys and waits for what appears. Control characters raise signals as
 * they do on a real one.
 */
final class TypedShell implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String CTRL_R = "\u0012";
    static final String TAB = "\t";
    static final String ENTER = "\r";
    static final String UP = "\u001bOA";

    private static final long DEADLINE_SECONDS = 30;

    private final PipedOutputStream keys = new PipedOutputStream();
    private final Seen seen = new Seen();
    private final Terminal terminal;
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();

    TypedShell(Session session, Path history) throws IOException {
        terminal = TerminalBuilder.builder().name("test").streams(new PipedInputStream(keys), seen).provider("exec").type("xterm")
                .encoding(StandardCharsets.UTF_8).size(Size.of(100, 20)).build();
        Shell shell = new Shell(session, terminal, ResultFormat.TABLE, false, history);
        Thread.ofPlatform().daemon().name("shell").start(() -> {
            try {
                end.complete(shell.run());
            } catch (IOException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
    }

    /** Types keys; what has appeared before does not count for the next {@link #awaits}. */
    TypedShell types(String text) throws IOException {
        seen.forget();
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
        return this;
    }

    /** Waits until {@code text} has appeared since the last keys, whatever colours it has. */
    TypedShell awaits(String text) throws InterruptedException {
        seen.await(text);
        return this;
    }

    /** All that has appeared since the last keys, without what steers the terminal. */
    String screen() {
        return seen.plain();
    }

    /** What has appeared, with its colours. */
    String coloured() {
        return seen.raw();
    }

    ExitCode awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        return end.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        keys.close();
        terminal.close();
    }

    private static final class Seen extends OutputStream {

        private final StringBuilder text = new StringBuilder();

        @Override
        public synchronized void write(int b) {
            text.append((char) (b & 0xff));
            notifyAll();
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            text.append(new String(bytes, from, count, StandardCharsets.UTF_8));
            notifyAll();
        }

        synchronized void forget() {
            text.setLength(0);
        }

        synchronized String raw() {
            return text.toString();
        }

        synchronized String plain() {
            return text.toString().replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]|\u001b[=>]|\u001b\\][^\u0007]*\u0007|\r", "");
        }

        synchronized void await(String wanted) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            while (!plain().contains(wanted)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("'" + wanted + "' has not appeared, but: " + plain());
                }
                wait(left);
            }
        }
    }
}
