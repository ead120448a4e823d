package dev.millrace.cli.sql;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Session;
import dev.millrace.cli.format.ResultFormat;
import dev.millrace.cli.format.ResultWriter;
import dev.millrace.columnar.Batch;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.QueryResult;
import dev.millrace.spi.QueryStatistics;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps on a session and writes their results; remembers what the shell's commands have set. Used by one thread.
 *
 * <p>{@code workbench.execute(new Step.Sql("select 1", 1));}
 */
public final class Workbench implements AutoCloseable {

    private static final int MOST_NESTED_FILES = 32;

    private final Session session;
    private final Screen screen;
    private final boolean verbose;
    private ResultFormat format;
    private ResultFormat formatBeforeVertical = ResultFormat.TABLE;
    private boolean timed;
    private boolean ended;
    private int nestedFiles;
    private String lastSql = "";
    private @Nullable Writer file;

    public Workbench(Session session, Screen screen, ResultFormat format, boolean verbose) {
        this.session = session;
        this.screen = screen;
        this.format = format;
        this.verbose = verbose;
        this.timed = screen.remarksAlways();
    }

    public Session session() {
        return session;
    }

    public ResultFormat format() {
        return format;
    }

    /** True once a command has asked for the end. */
    public boolean ended() {
        return ended;
    }

    /**
     * Does one step.
     *
     * @throws EngineException what it ends in; nothing else has changed then
     * @throws IOException when a result cannot be written
     */
    public void execute(Step step) throws IOException {
        switch (step) {
            case Step.Sql(var text, var _) -> {
                lastSql = text;
                long start = System.nanoTime();
                show(session.sql(text), start);
            }
            case Step.Command(var text, var _) -> ShellCommand.run(text, this);
        }
    }

    /** Writes the rows of {@code frame}; {@code start} is when somebody began to wait, in {@link System#nanoTime}. */
    void show(DataFrame frame, long start) throws IOException {
        Writer target = results();
        Outcome outcome = frame.schema().size() == 0
                ? new Outcome(false, 0, false, Duration.ofNanos(System.nanoTime() - start), Optional.empty())
                : write(frame, target, start);
        target.flush();
        if (timed || screen.remarksAlways()) {
            screen.remark(outcome.summary(timed));
        }
        if (verbose) {
            screen.remark(outcome.cost());
        }
    }

    private Outcome write(DataFrame frame, Writer target, long start) throws IOException {
        long most = file == null ? screen.mostRows() : Long.MAX_VALUE;
        ResultWriter writer = format.writer(target, frame.schema(), session.engine().config().get(ConfigKeys.TIME_ZONE));
        long rows = 0;
        boolean cut = false;
        QueryStatistics cost;
        try (QueryResult result = session.engine().execute(frame.plan())) {
            writer.begin();
            for (Batch batch = result.next(); batch != null && !cut; batch = result.next()) {
                int wanted = (int) Math.min(batch.length(), most - rows);
                cut = wanted < batch.length();
                writer.write(batch, wanted);
                rows += wanted;
            }
            cost = result.statistics();
        }
        writer.finish();
        return new Outcome(true, rows, cut, Duration.ofNanos(System.nanoTime() - start), Optional.of(cost));
    }

    /** Does the steps of a file; the first error ends it. */
    void read(Path path) throws IOException {
        if (nestedFiles == MOST_NESTED_FILES) {
            throw ErrorCondition.PATH_NOT_READABLE.with("path", path, "detail", "files read each other, " + nestedFiles + " deep.");
        }
        nestedFiles++;
        try {
            for (Step step : Script.of(textOf(path), session.engine().parser()).steps()) {
                if (!ended) {
                    execute(step);
                }
            }
        } finally {
            nestedFiles--;
        }
    }

    /**
     * The text of a file.
     *
     * @throws EngineException PATH_NOT_FOUND, PATH_NOT_READABLE
     */
    static String textOf(Path path) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw ErrorCondition.PATH_NOT_FOUND.caused(e, "path", path);
        } catch (IOException e) {
            throw ErrorCondition.PATH_NOT_READABLE.caused(e, "path", path, "detail", String.valueOf(e.getMessage()));
        }
    }

    /** Lets the last statement, or a file, be edited, and does what comes out of it. */
    void edit(Optional<Path> path) throws IOException {
        String edited = screen.edit(path.isPresent() ? textOf(path.get()) : lastSql);
        if (path.isPresent()) {
            Files.writeString(path.get(), edited);
        }
        for (Step step : Script.of(edited, session.engine().parser()).steps()) {
            execute(step);
        }
    }

    Writer results() {
        return file == null ? screen.results() : file;
    }

    void use(ResultFormat chosen) {
        format = chosen;
    }

    void setVertical(boolean vertical) {
        if (vertical && format != ResultFormat.VERTICAL) {
            formatBeforeVertical = format;
            format = ResultFormat.VERTICAL;
        } else if (!vertical && format == ResultFormat.VERTICAL) {
            format = formatBeforeVertical;
        }
    }

    boolean timed() {
        return timed;
    }

    void setTimed(boolean on) {
        timed = on;
    }

    void end() {
        ended = true;
    }

    /** Writes results into a file from now on, or on the screen again. */
    void redirect(Optional<Path> path) throws IOException {
        close();
        if (path.isPresent()) {
            try {
                file = new BufferedWriter(new OutputStreamWriter(new FileOutputStream(path.get().toFile()), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", path.get(), "detail", String.valueOf(e));
            }
        }
    }

    @Override
    public void close() throws IOException {
        Writer open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
