package dev.millrace.testkit.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.EnumSet;
import java.util.Set;

/** The modules by their root packages, and the arrows between them. */
enum Module {
    API("api"), DRIVER("driver"), SHUFFLE("shuffle"), EXECUTOR("executor"), FILES("files"), SQL("sql"), PROTO("proto"), MILLRACE("engine"),
    CLI("cli"), TESTKIT("testkit"), BENCHMARKS("benchmarks");

    private static final String ROOT = "dev.millrace.";

    private final String folder;

    Module(String folder) {
        this.folder = folder;
    }

    /** The modules whose classes this one may use. */
    Set<Module> known() {
        return switch (this) {
            case API -> EnumSet.of(API);
            case DRIVER, SHUFFLE, FILES, SQL, PROTO -> EnumSet.of(API, this);
            case EXECUTOR -> EnumSet.of(API, SHUFFLE, EXECUTOR);
            case MILLRACE -> EnumSet.of(API, DRIVER, SHUFFLE, EXECUTOR, FILES, SQL, MILLRACE);
            case CLI -> EnumSet.complementOf(EnumSet.of(TESTKIT, BENCHMARKS));
            case TESTKIT -> EnumSet.complementOf(EnumSet.of(CLI, BENCHMARKS));
            case BENCHMARKS -> EnumSet.allOf(Module.class);
        };
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    static Module of(JavaClass type) {
        return ofPackage(type.getPackageName());
    }

    /** What has no root of its own is vocabulary, and belongs to the API. */
    static Module ofPackage(String name) {
        String root = name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.", 2)[0] : "";
        for (Module module : values()) {
            if (module.folder.equals(root)) {
                return module;
            }
        }
        return API;
    }
}
