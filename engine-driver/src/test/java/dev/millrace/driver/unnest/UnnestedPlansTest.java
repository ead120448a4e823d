package dev.millrace.driver.unnest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.millrace.driver.explain.PlanPrinter;
import dev.millrace.driver.query.TestPipeline;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.sql.AntlrSqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares plans of subqueries with the approved ones, a file beside each query; {@code -Dgolden.update=true} approves today's. */
class UnnestedPlansTest {

    private static final Path QUERIES = Path.of("src/test/resources/subqueries");

    @TestFactory
    List<DynamicTest> plansAreApproved() throws IOException {
        try (Stream<Path> files = Files.list(QUERIES)) {
            List<DynamicTest> tests = files.filter(file -> file.toString().endsWith(".sql")).sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file))).toList();
            assertFalse(tests.isEmpty());
            return tests;
        }
    }

    private static void compare(Path query) throws IOException {
        TestPipeline pipeline = new TestPipeline();
        Statement statement = new AntlrSqlParser().statement(Files.readString(query), Statement.Parameters.NONE);
        LogicalPlan analyzed = pipeline.pipeline().analyze(((Statement.Query) statement).plan(), pipeline.config());
        LogicalPlan optimized = pipeline.pipeline().optimize(analyzed, pipeline.config());
        String text = "== Analyzed Plan ==\n" + PlanPrinter.logical(analyzed) + "\n== Optimized Plan ==\n" + PlanPrinter.logical(optimized);
        Path approved = Path.of(query.toString().replace(".sql", ".txt"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(approved, text);
        }
        assertEquals(Files.readString(approved), text);
    }
}
