package dev.millrace.testkit.cluster;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where the classes of this process come from, so that another JVM can have the same. */
final class ClassPath {

    private ClassPath() {}

    /** The class path of the JVM and of the class loaders that a test runner puts on top of it. */
    static String ofThisProcess() {
        Set<String> entries = new LinkedHashSet<>();
        for (ClassLoader loader = Thread.currentThread().getContextClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader withUrls) {
                for (URL url : withUrls.getURLs()) {
                    if (url.getProtocol().equals("file")) {
                        entries.add(Path.of(URI.create(url.toString())).toString());
                    }
                }
            }
        }
        Collections.addAll(entries, System.getProperty("java.class.path").split(File.pathSeparator));
        return String.join(File.pathSeparator, entries);
    }
}
