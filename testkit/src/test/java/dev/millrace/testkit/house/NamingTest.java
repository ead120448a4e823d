package dev.millrace.testkit.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that say nothing are not given, and no state hides in a static field. */
class NamingTest {

    private static final List<String> EMPTY_SUFFIXES = List.of("Util", "Utils", "Helper", "Helpers", "Common", "Manager", "Impl", "Base");

    private static final JavaClasses CLASSES = ProductionClasses.all();

    @Test
    void classNamesSayWhatAClassIs() {
        classes().that(describe("are written by hand", NamingTest::writtenByHand))
                .should(new ArchCondition<JavaClass>("have a telling name") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        events.add(new SimpleConditionEvent(type, !saysNothing(type.getSimpleName()), type.getName()));
                    }
                }).check(CLASSES);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().and().areDeclaredInClassesThat(describe("are written by hand", NamingTest::writtenByHand)).should()
                .beFinal()
                .check(CLASSES);
    }

    @Test
    void ruleOnNamesSeesThem() {
        assertTrue(saysNothing("StringUtils") && saysNothing("AbstractOperator") && saysNothing("SessionImpl"));
        assertFalse(saysNothing("Database") || saysNothing("Abstraction") || saysNothing("Commons") || saysNothing("HashJoinExec"));
    }

    private static boolean saysNothing(String name) {
        boolean suffixed = EMPTY_SUFFIXES.stream().anyMatch(name::endsWith);
        return suffixed || name.matches("Abstract[A-Z].*");
    }

    /** Messages are generated into the package {@code dev.millrace.proto.message} and below, the SQL parser from its grammar. */
    private static boolean writtenByHand(JavaClass type) {
        return !type.getPackageName().startsWith("dev.millrace.proto.message") && !type.getName().startsWith("dev.millrace.sql.SqlGrammar");
    }
}
