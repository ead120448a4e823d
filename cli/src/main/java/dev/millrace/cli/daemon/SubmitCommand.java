package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import dev.millrace.cli.Failure;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program whose sessions take their master and settings from the command line. The program runs here; its queries run there. */
@Command(
        name = "submit",
        description = "Runs a program: millrace submit --master grpc://127.0.0.1:7077 --class com.example.Report app.jar arguments…",
        mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {

    @Option(names = "--master", paramLabel = "MASTER",
            description = "Where sessions run that name no master: local[*] (the default), local[4], grpc://HOST:PORT, "
                    + "cluster://HOST:PORT.")
    private Optional<String> master = Optional.empty();

    @Option(names = "--class", paramLabel = "CLASS", description = "The class with main; the one of the jar's manifest by default.")
    private Optional<String> mainClass = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "A name for people to read.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting; may be given more than once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--properties-file", paramLabel = "FILE", description = "Settings, one a line; --conf comes before them.")
    private Optional<Path> properties = Optional.empty();

    @Option(names = "--jars", paramLabel = "JAR,…", split = ",", description = "Further jars for the program.")
    private List<Path> jars = new ArrayList<>();

    @Option(names = "--driver-memory", paramLabel = "SIZE", description = "Memory of this process: 512m, 4g.")
    private Optional<String> driverMemory = Optional.empty();

    @Option(names = {"--executor-memory", "--executor-cores", "--num-executors", "--total-executor-cores"}, paramLabel = "VALUE",
            description = "Accepted and not used: executors have what they were started with.")
    private List<String> executorOptions = new ArrayList<>();

    @Option(names = "--deploy-mode", paramLabel = "client", defaultValue = "client", description = "Only client: the program runs here.")
    private String deployMode = "client";

    @Option(names = "--packages", hidden = true)
    private Optional<String> packages = Optional.empty();

    @Parameters(index = "0", paramLabel = "JAR", description = "The program's jar, or the folder of its classes.")
    private Path application = Path.of("");

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Arguments of the program.")
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!deployMode.equals("client")) {
            throw new ParameterException(spec.commandLine(),
                    "--deploy-mode " + deployMode + " is not there; the program runs in this process.");
        }
        if (packages.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--packages is not there; name the jars by --jars.");
        }
        if (!Files.exists(application)) {
            throw new NoSuchFileException(application + " does not exist");
        }
        preset();
        URLClassLoader classes = new URLClassLoader("program", urls(), getClass().getClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
        String main = mainClass.isPresent() ? mainClass.get() : manifestMain();
        MethodHandle method;
        try {
            method = MethodHandles.publicLookup().findStatic(classes.loadClass(main), "main",
                    MethodType.methodType(void.class, String[].class));
        } catch (ClassNotFoundException e) {
            throw new IOException("the class " + main + " is not in " + application, e);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IOException("the class " + main + " has no public static void main(String[])", e);
        }
        return run(method);
    }

    private int run(MethodHandle main) {
        try {
            main.invoke(arguments.toArray(String[]::new));
            return ExitCode.OK.number();
        } catch (Throwable thrown) {
            Failure failure = new Failure(thrown);
            if (thrown instanceof EngineException) {
                return failure.report(spec.commandLine().getErr(), false).number();
            }
            thrown.printStackTrace(spec.commandLine().getErr());
            spec.commandLine().getErr().flush();
            return ExitCode.USER_ERROR.number();
        }
    }

    /** Read by the builder of sessions. */
    private void preset() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (properties.isPresent()) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(properties.get())) {
                read.load(reader);
            }
            read.stringPropertyNames().forEach(key -> all.put(key, read.getProperty(key)));
        }
        all.putAll(settings);
        driverMemory.filter(size -> !all.containsKey("memory.limit") && !master.orElse("local").startsWith("grpc:"))
                .ifPresent(size -> all.put("memory.limit", size));
        Config config = Config.EMPTY;
        for (Map.Entry<String, String> setting : all.entrySet()) {
            config = config.with(setting.getKey(), setting.getValue());
        }
        config.texts().forEach((key, value) -> System.setProperty("millrace.conf." + key, value));
        master.ifPresent(where -> System.setProperty("millrace.master", where));
        name.ifPresent(text -> System.setProperty("millrace.name", text));
    }

    private URL[] urls() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        urls.add(application.toUri().toURL());
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private String manifestMain() throws IOException {
        if (Files.isRegularFile(application)) {
            try (JarFile jar = new JarFile(new File(application.toString()))) {
                Manifest manifest = jar.getManifest();
                String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
                if (main != null) {
                    return main;
                }
            }
        }
        throw new ParameterException(spec.commandLine(), "Which class? " + application + " names none; use --class.");
    }
}
