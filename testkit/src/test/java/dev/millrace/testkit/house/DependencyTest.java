package dev.millrace.testkit.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between modules: which may know which. */
class DependencyTest {

    private static final JavaClasses CLASSES = ProductionClasses.all();

    @ParameterizedTest
    @EnumSource
    void moduleKnowsOnlyWhatItMay(Module module) {
        Set<Module> forbidden = EnumSet.complementOf(EnumSet.copyOf(module.known()));
        noClasses()
                .that(describe("belong to " + module, type -> Module.of(type) == module))
                .should().dependOnClassesThat(describe("belong to " + forbidden,
                        type -> Module.isOurs(type.getBaseComponentType()) && forbidden.contains(Module.of(type.getBaseComponentType()))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** Flatbuffers, which Arrow's metadata is made of, lies in com.google too but has nothing to do with the wire. */
    @Test
    void onlyProtoSeesGrpcAndGoogle() {
        noClasses()
                .that(describe("do not belong to PROTO", type -> Module.of(type) != Module.PROTO))
                .should().dependOnClassesThat(
                        resideInAnyPackage("io.grpc..", "com.google..").and(describe("are not flatbuffers",
                                type -> !type.getPackageName().startsWith("com.google.flatbuffers"))))
                .check(CLASSES);
    }

    @Test
    void hadoopAndNettyAreNowhere() {
        noClasses()
                .that(describe("belong to another module than FILES", type -> Module.of(type) != Module.FILES))
                .should().dependOnClassesThat(resideInAnyPackage("org.apache.hadoop..", "org.apache.parquet..", "io.netty..", "scala.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsTerminals() {
        noClasses()
                .that(describe("belong to another module than CLI", type -> Module.of(type) != Module.CLI))
                .should().dependOnClassesThat(resideInAnyPackage("picocli..", "org.jline.."))
                .check(CLASSES);
    }

    @Test
    void onlySqlKnowsTheParserGenerator() {
        noClasses()
                .that(describe("belong to another module than SQL", type -> Module.of(type) != Module.SQL))
                .should().dependOnClassesThat(resideInAPackage("org.antlr.."))
                .check(CLASSES);
    }

    @Test
    void noReflection() {
        noClasses()
                .that(describe("do not belong to PROTO", type -> Module.of(type) != Module.PROTO))
                .should().dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
                .check(CLASSES);
    }

    @Test
    void rootPackageDecidesTheModule() {
        assertEquals(Module.DRIVER, Module.ofPackage("dev.millrace.driver.schedule"));
        assertEquals(Module.MILLRACE, Module.ofPackage("dev.millrace.engine"));
        assertEquals(Module.API, Module.ofPackage("dev.millrace.columnar"));
        assertEquals(Module.API, Module.ofPackage("dev.millrace.driverless"));
    }

    @Test
    void driverAndExecutorNeverMeet() {
        assertTrue(!Module.DRIVER.known().contains(Module.EXECUTOR) && !Module.EXECUTOR.known().contains(Module.DRIVER),
                () -> EnumSet.allOf(Module.class).stream().map(module -> module + " knows " + module.known())
                        .collect(Collectors.joining("\n")));
    }
}
