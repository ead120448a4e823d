package dev.millrace.testkit.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All classes of Millrace but the tests, read from the class path. */
final class ProductionClasses {

    private ProductionClasses() {}

    static JavaClasses all() {
        JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.millrace");
        if (!classes.contain("dev.millrace.cli.Main")) {
            throw new IllegalStateException("The class path lacks the command line; rules on it would hold for nothing.");
        }
        return classes;
    }
}
