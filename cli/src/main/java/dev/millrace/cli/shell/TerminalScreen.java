package dev.millrace.cli.shell;

import dev.millrace.cli.sql.Screen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/**
 * Results on a terminal: kept until the step is done, then printed, or shown page by page when they are taller than the terminal. That is
 * why a result has a last row here that it shows.
 */
final class TerminalScreen implements Screen {

    private static final long MOST_ROWS = 10_000;

    private final Terminal terminal;
    private final StringWriter waiting = new StringWriter();

    TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Writer results() {
        return waiting;
    }

    @Override
    public void remark(String line) {
        show();
        terminal.writer().println(line);
        terminal.flush();
    }

    @Override
    public long mostRows() {
        return MOST_ROWS;
    }

    @Override
    public boolean remarksAlways() {
        return true;
    }

    /** Puts on the terminal what is waiting. */
    void show() {
        String text = waiting.toString();
        waiting.getBuffer().setLength(0);
        if (text.isEmpty()) {
            return;
        }
        int height = terminal.getSize().getRows();
        boolean steerable = !Terminal.TYPE_DUMB.equals(terminal.getType()) && !Terminal.TYPE_DUMB_COLOR.equals(terminal.getType());
        if (steerable && height > 0 && text.lines().limit(height).count() == height) {
            page(text);
        } else {
            terminal.writer().print(text);
        }
        terminal.flush();
    }

    private void page(String text) {
        Less pager = new Less(terminal, Path.of("").toAbsolutePath());
        pager.quitIfOneScreen = true;
        pager.chopLongLines = true;
        pager.quiet = true;
        try {
            pager.run(new Text(text));
        } catch (IOException e) {
            terminal.writer().print(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String edit(String text) throws IOException {
        Path file = Files.createTempFile("millrace", ".sql");
        try {
            Files.writeString(file, text);
            List<String> command = new ArrayList<>(List.of(editor().split("\\s+")));
            command.add(file.toString());
            Process editor = new ProcessBuilder(command).inheritIO().start();
            int code = editor.waitFor();
            if (code != 0) {
                throw new IOException(command.getFirst() + " ended with " + code);
            }
            return Files.readString(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the editor was interrupted", e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String editor() {
        for (String variable : List.of("VISUAL", "EDITOR")) {
            String editor = terminal.getenv(variable);
            if (editor != null && !editor.isBlank()) {
                return editor.strip();
            }
        }
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? "notepad" : "vi";
    }

    private record Text(String text) implements Source {
        @Override
        public String getName() {
            return "result";
        }

        @Override
        public InputStream read() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Long lines() {
            return text.lines().count();
        }
    }
}
