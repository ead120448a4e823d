package dev.millrace.api;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.error.EngineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SQL text within the DataFrame API. */
class SqlTextTest {

    @RegisterExtension
    static final LocalSession LOCAL = new LocalSession();

    private static DataFrame trips() {
        return LOCAL.get().createDataFrame(List.of(Row.of("a", 10), Row.of("b", 30), Row.of("a", 5)), "zone STRING, fare INT");
    }

    @Test
    void expressionsTakeNamesFromTheirText() {
        DataFrame found = trips().selectExpr("fare * 2 AS twice", "*").filter("twice > 10 AND zone = 'a'");
        assertEquals(List.of("twice", "zone", "fare"), List.of(found.columns()));
        assertEquals(List.of(Row.of(20, "a", 10)), found.collectAsList());
    }

    @Test
    void expressionsMixWithColumns() {
        List<Row> rows = trips().groupBy("zone").agg(expr("sum(fare) AS total")).where("total < 20").select(col("zone"), expr("total + 1"))
                .collectAsList();
        assertEquals(List.of(Row.of("a", 16L)), rows);
    }

    @Test
    void starOfAStructGivesItsFields() {
        DataFrame fields = trips().select(expr("named_struct('z', zone, 'f', fare) AS s")).select("s.*");
        assertEquals(List.of("z", "f"), List.of(fields.columns()));
    }

    @Test
    void parametersAreValuesAndNeverText() {
        trips().createOrReplaceTempView("trips_of_sql_text");
        String query = "select count(*) from trips_of_sql_text where zone = ";
        assertEquals(2L, LOCAL.get().sql(query + "?", "a").first().get(0));
        assertEquals(0L, LOCAL.get().sql(query + ":zone", Map.of("zone", "a' or 'x' = 'x")).first().get(0));
    }

    @Test
    void wrongTextFailsOnItsOwnLine() {
        EngineException error = assertThrows(EngineException.class, () -> trips().filter("fare >"));
        assertEquals("PARSE_SYNTAX_ERROR", error.condition().name());
    }
}
