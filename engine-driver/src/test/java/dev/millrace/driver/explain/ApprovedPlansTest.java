package dev.millrace.driver.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.driver.query.TpchQueries;
import dev.millrace.driver.query.Written;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.ExplainMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares the plans of known queries with the approved ones, a file each; {@code -Dgolden.update=true} approves what there is now. */
class ApprovedPlansTest {

    private static final Path APPROVED = Path.of("src/test/resources/plans");

    @TestFactory
    List<DynamicTest> plansAreApproved() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, Written> query : TpchQueries.all().entrySet()) {
            tests.add(DynamicTest.dynamicTest(query.getKey(), () -> compare(query.getKey(), query.getValue())));
        }
        return tests;
    }

    private static void compare(String name, Written query) throws IOException {
        String text = text(query);
        Path file = APPROVED.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(APPROVED);
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text);
    }

    private static String text(Written query) {
        TestPipeline pipeline = new TestPipeline();
        LogicalPlan plan = pipeline.analyze(query);
        Explanation explanation = new Explanation(pipeline.pipeline(), pipeline.config(), TestPipeline.CORES);
        return explanation.of(plan, ExplainMode.EXTENDED) + "\n" + explanation.of(plan, ExplainMode.STAGES);
    }
}
