package dev.millrace.testkit.suite;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Session;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A session in which each statement has a deadline. A statement that does not end is cancelled; when even that does not help, its thread is
 * left behind and the session goes on.
 */
public final class SuiteSession implements AutoCloseable {

    private static final int SECONDS_FOR_A_STATEMENT = 30;
    private static final int SECONDS_TO_CANCEL = 5;

    /** Longer answers are cut: no expected answer is near it. */
    private static final int MAX_ROWS = 100_000;

    private final Session session;

    public SuiteSession(Session session) {
        this.session = session;
    }

    public Session session() {
        return session;
    }

    /**
     * Runs a statement to its end.
     *
     * @throws StatementFailure whatever it failed with, or because it did not end
     */
    public Answer run(String sql) throws StatementFailure {
        FutureTask<Answer> work = new FutureTask<>(() -> answer(sql));
        Thread thread = Thread.ofPlatform().daemon().name("statement").start(work);
        try {
            return work.get(SECONDS_FOR_A_STATEMENT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new StatementFailure(e.getCause());
        } catch (TimeoutException e) {
            cancel(thread);
            throw new StatementFailure(new TimeoutException("did not end in " + SECONDS_FOR_A_STATEMENT + " seconds"));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new StatementFailure(e);
        }
    }

    /** Applies a setting of Spark by SQL; one that is not known has no effect, and the answers tell. */
    public void set(String name, String value) throws StatementFailure {
        try {
            run("SET " + name + "=" + value);
        } catch (StatementFailure e) {
            if (!e.is(ErrorCondition.UNKNOWN_CONF_KEY)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private Answer answer(String sql) {
        DataFrame frame = session.sql(sql);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (QueryResult result = session.engine().execute(frame.plan())) {
            for (Batch batch = result.next(); batch != null && rows.size() < MAX_ROWS; batch = result.next()) {
                for (int row = 0; row < batch.length(); row++) {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int column = 0; column < batch.columns().size(); column++) {
                        values.add(Values.get(batch.column(column), row));
                    }
                    rows.add(values);
                }
            }
        }
        return new Answer(frame.plan(), rows, session.engine().config().get(ConfigKeys.TIME_ZONE));
    }

    private void cancel(Thread thread) {
        session.cancelAll();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_CANCEL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why a statement gave no answer. */
    public static final class StatementFailure extends Exception {

        private static final long serialVersionUID = 1L;

        StatementFailure(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }

        /** The error of the catalogue; null for any other. */
        public @Nullable EngineException error() {
            return getCause() instanceof EngineException error ? error : null;
        }

        public boolean is(ErrorCondition condition) {
            EngineException error = error();
            return error != null && error.condition() == condition;
        }
    }
}
