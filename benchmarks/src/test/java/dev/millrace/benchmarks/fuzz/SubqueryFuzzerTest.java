package dev.millrace.benchmarks.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubqueryFuzzerTest {

    private static final int QUERIES = Integer.getInteger("fuzz.queries", 150);

    /** Random subqueries give what DuckDB gives; a failure names its seed, for {@code -Dseed=…}. */
    @Test
    void answersAreThoseOfDuckDb() throws SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        List<SubqueryFuzzer.Difference> differences = new ArrayList<>();
        try (Session session = Session.builder().master("local[2]").create()) {
            SubqueryFuzzer fuzzer = new SubqueryFuzzer(session);
            for (int i = 0; i < QUERIES; i++) {
                fuzzer.run(seed + i).ifPresent(differences::add);
            }
            assertEquals(List.of(), differences);
            assertTrue(fuzzer.compared() > QUERIES / 2, fuzzer.compared() + " queries of " + QUERIES + " were compared, from seed " + seed);
        }
    }
}
