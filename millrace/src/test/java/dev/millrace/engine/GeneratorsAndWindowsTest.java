package dev.millrace.engine;

import static dev.millrace.api.Functions.array;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.dense_rank;
import static dev.millrace.api.Functions.explode;
import static dev.millrace.api.Functions.explode_outer;
import static dev.millrace.api.Functions.first_value;
import static dev.millrace.api.Functions.inline;
import static dev.millrace.api.Functions.lag;
import static dev.millrace.api.Functions.lead;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.ntile;
import static dev.millrace.api.Functions.posexplode;
import static dev.millrace.api.Functions.rank;
import static dev.millrace.api.Functions.row_number;
import static dev.millrace.api.Functions.stack;
import static dev.millrace.api.Functions.struct;
import static dev.millrace.api.Functions.sum;
import static dev.millrace.api.Functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.api.Column;
import dev.millrace.api.DataFrame;
import dev.millrace.api.Session;
import dev.millrace.api.Window;
import dev.millrace.api.WindowSpec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Functions that make several rows of one, and functions that look at a row's neighbours, from the call to the rows. */
class GeneratorsAndWindowsTest {

    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.builder().master("local[2]").config("session.timezone", "UTC").create();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    /** Rows 0, 1, 2; the array of row 1 is null. */
    private static Column arrayOfSomeRows() {
        return when(col("id").notEqual(lit(1)), array(col("id"), col("id").plus(lit(10))));
    }

    @Test
    void explodeMakesARowOfEachElement() {
        assertRows(session.range(3).select(col("id"), explode(arrayOfSomeRows()).as("element")), "id, element", "0,0", "0,10", "2,2",
                "2,12");
    }

    @Test
    void explodeOuterKeepsRowsWithoutElements() {
        assertRows(session.range(3).select(col("id"), explode_outer(arrayOfSomeRows()).as("element")), "id, element", "0,0", "0,10",
                "1,null", "2,2",
                "2,12");
    }

    @Test
    void posexplodeCountsFromZero() {
        assertRows(session.range(3).select(col("id"), posexplode(arrayOfSomeRows())), "id, pos, col", "0,0,0", "0,1,10", "2,0,2", "2,1,12");
    }

    @Test
    void inlineMakesColumnsOfFields() {
        Column structs = array(struct(col("id"), lit("a")), struct(col("id").plus(lit(1)).as("id"), lit("b")));
        assertRows(session.range(2).select(inline(structs)), null, "0,a", "1,b", "1,a", "2,b");
    }

    @Test
    void stackDealsValuesToRows() {
        assertRows(session.range(1).select(stack(lit(2), lit(1), lit("a"), lit(2), lit("b"))), "col0, col1", "1,a", "2,b");
    }

    @Test
    void ranksCountPeersTogether() {
        WindowSpec byTens = Window.partitionBy(col("id").mod(lit(2))).orderBy(col("id").divide(lit(4)).cast("int"));
        assertRows(session.range(8).select(col("id"), rank().over(byTens).as("r"), dense_rank().over(byTens).as("d")).orderBy("id"),
                "id, r, d", "0,1,1",
                "1,1,1", "2,1,1", "3,1,1", "4,3,2", "5,3,2", "6,3,2", "7,3,2");
    }

    @Test
    void neighboursAndBucketsFollowTheOrder() {
        WindowSpec all = Window.partitionBy(lit(1)).orderBy(col("id"));
        assertRows(session.range(5).select(col("id"), row_number().over(all).as("n"), lag(col("id"), 1).over(all).as("before"),
                lead(col("id"), 2, -1L).over(all).as("after"), ntile(2).over(all).as("half"), first_value(col("id")).over(all).as("first"))
                .orderBy("id"),
                "id, n, before, after, half, first", "0,1,null,2,1,0", "1,2,0,3,1,0", "2,3,1,4,1,0", "3,4,2,-1,2,0", "4,5,3,-1,2,0");
    }

    @Test
    void sumsGoOverFrames() {
        WindowSpec all = Window.partitionBy(lit(1)).orderBy(col("id"));
        assertRows(
                session.range(5)
                        .select(col("id"), sum(col("id")).over(all).as("running"), sum(col("id")).over(all.rowsBetween(-1, 1)).as("near"),
                                sum(col("id")).over(all.rangeBetween(-2, 0)).as("last"),
                                sum(col("id")).over(all.rowsBetween(Window.currentRow(), Window.unboundedFollowing())).as("rest"))
                        .orderBy("id"),
                "id, running, near, last, rest", "0,0,1,0,10", "1,1,3,1,10", "2,3,6,3,9", "3,6,9,6,7", "4,10,7,9,4");
    }

    /** @param names of the columns, or null when they do not matter */
    private static void assertRows(DataFrame frame, String names, String... rows) {
        if (names != null) {
            assertEquals(names, String.join(", ", frame.schema().fields().stream().map(field -> field.name()).toList()));
        }
        assertEquals(List.of(rows), frame.collect().stream().map(row -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                text.append(i == 0 ? "" : ",").append(row.get(i));
            }
            return text.toString();
        }).toList());
    }
}
