package dev.millrace.testkit.cluster;

import dev.millrace.config.Config;
import dev.millrace.engine.ExecutorProcess;
import dev.millrace.error.EngineException;
import java.util.List;

/** An executor in a process of its own: {@code ExecutorMain DRIVER LISTEN CORES [KEY=VALUE …]}. */
final class ExecutorMain {

    /** Written once the executor has joined its driver, before the executor's name. */
    static final String JOINED = "joined as ";

    private static final int REFUSED = 3;

    private ExecutorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Leash.hold(System.in);
        Config config = Config.EMPTY;
        for (String setting : List.of(arguments).subList(3, arguments.length)) {
            int equals = setting.indexOf('=');
            config = config.with(setting.substring(0, equals), setting.substring(equals + 1));
        }
        try (ExecutorProcess executor = ExecutorProcess.join(arguments[0], arguments[1], Integer.parseInt(arguments[2]), config)) {
            System.out.println(JOINED + executor.id());
            System.out.println("ends: " + executor.awaitEnd());
        } catch (EngineException e) {
            System.out.println(e.condition() + " " + e.getMessage());
            System.exit(REFUSED);
        }
    }
}
