package dev.millrace.testkit.cluster;

import dev.millrace.config.Config;
import dev.millrace.engine.ExecutorProcess;
import dev.millrace.error.EngineException;
import java.util.List;

/**
 * An executor in a process of its own: {@code ExecutorMain DRIVER LISTEN CORES [KEY=VALUE …]}. When its driver has gone it waits for the
 * next one at the same address.
 */
final class ExecutorMain {

    private static final int REFUSED = 3;

    private ExecutorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Leash.hold(System.in);
        Config config = settings(List.of(arguments).subList(3, arguments.length));
        try {
            while (true) {
                try (ExecutorProcess executor = ExecutorProcess.join(arguments[0], arguments[1], Integer.parseInt(arguments[2]), config)) {
                    System.out.println("joined as " + executor.id());
                    System.out.println("lost its driver: " + executor.awaitEnd());
                }
            }
        } catch (EngineException e) {
            System.out.println(e.condition() + " " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    /** Settings from arguments {@code KEY=VALUE}. */
    static Config settings(List<String> arguments) {
        Config config = Config.EMPTY;
        for (String setting : arguments) {
            int equals = setting.indexOf('=');
            config = config.with(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return config;
    }
}
