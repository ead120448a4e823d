package dev.millrace.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** One line: version, commit and JDK. The version is that of the jar, the commit is passed by the launcher. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
        String commit = System.getProperty("millrace.commit", "unknown");
        return new String[] {"millrace " + version + " (" + commit + ", jdk " + Runtime.version() + ")"};
    }
}
