package dev.millrace.testkit.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the processes of a cluster are started. What they print when they are ready is alike. */
sealed interface Programs {

    Pattern LISTENS = Pattern.compile("listens at (\\S+)");
    Pattern JOINED = Pattern.compile("joined (?:\\S+ )?as (\\S+)");

    /** A driver at an address. */
    JvmProcess driver(String address, Map<String, String> settings);

    /** @param addresses the driver's, and the one to serve blocks at */
    JvmProcess executor(String name, List<String> addresses, int cores, Map<String, String> settings);

    /** The executor's id, if the line tells it. */
    static boolean tellsJoin(String line) {
        return JOINED.matcher(line).find();
    }

    static String joinedAs(String line) {
        Matcher matcher = JOINED.matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** JVMs with the classes of this process. @param prefix a program that starts the executors' JVMs; may be empty */
    record Jvms(List<String> prefix, List<String> driverOptions, List<String> executorOptions) implements Programs {

        @Override
        public JvmProcess driver(String address, Map<String, String> settings) {
            List<String> arguments = new ArrayList<>(List.of(address));
            settings.forEach((key, value) -> arguments.add(key + "=" + value));
            return JvmProcess.start("driver", List.of(), driverOptions, Map.of(), DriverMain.class.getName(), arguments);
        }

        @Override
        public JvmProcess executor(String name, List<String> addresses, int cores, Map<String, String> settings) {
            List<String> arguments = new ArrayList<>(addresses);
            arguments.add(String.valueOf(cores));
            settings.forEach((key, value) -> arguments.add(key + "=" + value));
            return JvmProcess.start(name, prefix, executorOptions, Map.of(), ExecutorMain.class.getName(), arguments);
        }
    }

    /** The command {@code millrace}, as people start it. Executors are workers without a parent that would start them again. */
    record Launcher(Path program, List<String> driverOptions, List<String> executorOptions) implements Programs {

        private static final String OPTIONS = "MILLRACE_JAVA_OPTIONS";

        @Override
        public JvmProcess driver(String address, Map<String, String> settings) {
            return launch("driver", driverOptions, List.of("driver", "--listen", address), settings);
        }

        @Override
        public JvmProcess executor(String name, List<String> addresses, int cores, Map<String, String> settings) {
            return launch(name, executorOptions, List.of("executor", "--worker", "--driver", addresses.getFirst(), "--listen",
                    addresses.getLast(), "--cores", String.valueOf(cores)), settings);
        }

        private JvmProcess launch(String name, List<String> options, List<String> arguments, Map<String, String> settings) {
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(arguments);
            settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
            return JvmProcess.run(name, command, Map.of(OPTIONS, String.join(" ", options)));
        }
    }
}
