package dev.millrace.testkit.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Scheduling is a function of events: what happens twice with the same events must be the same, so nothing else may flow in. */
class PureSchedulerTest {

    private static final Set<String> HIDDEN_INPUT = Set.of(
            "java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.lang.Math.random", "java.util.Collections.shuffle");

    private static final JavaClasses CLASSES = ProductionClasses.all();

    @Test
    void noThread() {
        scheduling().should()
                .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(ThreadLocal.class)).or(assignableTo(Timer.class)))
                .allowEmptyShould(true).check(CLASSES);
        scheduling().should().dependOnClassesThat(resideInAnyPackage("java.util.concurrent..").and(describe("are not TimeUnit",
                type -> !type.isEquivalentTo(TimeUnit.class)))).allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void noSocketAndNoFile() {
        scheduling().should().dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels.."))
                .allowEmptyShould(true).check(CLASSES);
        scheduling().should().dependOnClassesThat(describe("read or write",
                type -> type.getPackageName().equals("java.io") && !type.getSimpleName().equals("Serializable")))
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void noRandomness() {
        scheduling().should().dependOnClassesThat(resideInAnyPackage("java.util.random..", "java.security..")
                .or(assignableTo(Random.class)).or(assignableTo(UUID.class))).allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void noClock() {
        scheduling().should().dependOnClassesThat(resideInAnyPackage("java.time..").and(describe("are clocks",
                type -> type.getSimpleName().endsWith("Clock") || type.getSimpleName().equals("InstantSource"))))
                .allowEmptyShould(true).check(CLASSES);
        scheduling().should().accessTargetWhere(describe("reads the time or the dice", PureSchedulerTest::readsHiddenInput))
                .allowEmptyShould(true).check(CLASSES);
    }

    private static GivenClassesConjunction scheduling() {
        return noClasses().that().resideInAPackage("dev.millrace.driver.schedule..");
    }

    private static boolean readsHiddenInput(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return HIDDEN_INPUT.contains(owner + "." + name) || (owner.startsWith("java.time.") && name.equals("now"));
    }
}
