package dev.millrace.cli.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Session;
import dev.millrace.error.ErrorCondition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Programs that are run by the command line. */
class SubmitCommandTest {

    @TempDir
    Path folder;

    @AfterEach
    void forgetPresets() {
        List.copyOf(System.getProperties().stringPropertyNames()).stream()
                .filter(name -> name.startsWith("millrace.conf.") || name.equals("millrace.master") || name.equals("millrace.name"))
                .forEach(System::clearProperty);
    }

    /** Counts on a session that it says nothing about, and writes down what it got. */
    public static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            try (Session session = Session.builder().create()) {
                if (arguments[0].equals("fail")) {
                    throw ErrorCondition.DIVIDE_BY_ZERO.with("expression", "1/0");
                }
                Files.writeString(Path.of(arguments[1]), arguments[0] + " " + session.range(100).count() + " "
                        + session.conf().get("shuffle.partitions") + " " + session.conf().get("batch.rows"));
            }
        }
    }

    private int submit(StringWriter err, String... arguments) {
        CommandLine line = new CommandLine(new SubmitCommand()).setStopAtPositional(true).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void aProgramTakesItsMasterAndSettingsFromTheCommandLine() throws Exception {
        Path properties = Files.writeString(folder.resolve("app.properties"), "shuffle.partitions=5\nbatch.rows=100\n");
        Path out = folder.resolve("out");
        StringWriter err = new StringWriter();
        assertEquals(0, submit(err, "--master", "local[1]", "--class", Program.class.getName(), "--properties-file", properties.toString(),
                "--conf", "shuffle.partitions=3", "--executor-memory", "1g", "--deploy-mode", "client", folder.toString(), "--name",
                out.toString()),
                err::toString);
        assertEquals("--name 100 3 100", Files.readString(out));
    }

    @Test
    void mistakesAreTold() {
        StringWriter err = new StringWriter();
        assertEquals(1, submit(err, "--class", Program.class.getName(), folder.toString(), "fail"));
        assertTrue(err.toString().contains("DIVIDE_BY_ZERO"), err.toString());
        assertEquals(2, submit(new StringWriter(), "--deploy-mode", "cluster", folder.toString()));
        assertEquals(2, submit(new StringWriter(), "--packages", "a:b:1", folder.toString()));
        assertEquals(2, submit(new StringWriter(), folder.toString()));
    }
}
