package dev.millrace.cli.demo;

import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.pmod;
import static dev.millrace.api.Functions.when;
import static dev.millrace.api.Functions.xxhash64;

import dev.millrace.api.Column;
import dev.millrace.api.DataFrame;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Taxi trips that look like the real ones and are the same on every machine: each value is a hash of the row's number. */
final class SampleTrips {

    static final long ROWS = 1_000_000;

    private static final int ZONES = 265;
    private static final int FILES = 4;
    private static final List<String> BOROUGHS = List.of("Manhattan", "Queens", "Brooklyn", "Bronx", "Staten Island");
    private static final Instant FIRST_PICKUP = Instant.parse("2024-01-01T00:00:00Z");
    private static final int SECONDS = 182 * 24 * 3600;

    private SampleTrips() {}

    /** Writes the trips of one service as Parquet. */
    static void writeTrips(Session session, Path folder) {
        DataFrame numbers = session.range(0, ROWS, 1, FILES);
        numbers.select(
                lit(FIRST_PICKUP).plus(random("pickup", SECONDS).multiply(lit(Duration.ofSeconds(1)))).as("lpep_pickup_datetime"),
                random("zone", ZONES).plus(lit(1)).as("PULocationID"), random("dropoff", ZONES).plus(lit(1)).as("DOLocationID"),
                when(random("known", 50).gt(lit(0)), random("passengers", 4).plus(lit(1)).cast(DataType.DOUBLE)).as("passenger_count"),
                cents("distance", 2000).as("trip_distance"), cents("fare", 6000).plus(lit(3.0)).as("fare_amount"),
                random("extra", 3).multiply(lit(0.5)).as("extra"), lit(0.5).as("mta_tax"), cents("tip", 900).as("tip_amount"),
                when(random("toll", 20).equalTo(lit(0)), lit(6.94)).otherwise(lit(0.0)).as("tolls_amount"),
                lit(1.0).as("improvement_surcharge"), cents("fare", 6000).plus(cents("tip", 900)).plus(lit(4.5)).as("total_amount"),
                when(random("zone", ZONES).lt(lit(60)), lit(2.75)).otherwise(lit(0.0)).as("congestion_surcharge")).write().mode("overwrite")
                .parquet(folder.toString());
    }

    /** Writes the zones as CSV with a header. */
    static void writeZones(Session session, Path folder) {
        Schema schema =
                Schema.of(Field.of("locationid", DataType.INT), Field.of("borough", DataType.STRING), Field.of("zone", DataType.STRING),
                        Field.of("service_zone", DataType.STRING));
        List<Row> rows = new ArrayList<>();
        for (int zone = 1; zone <= ZONES; zone++) {
            rows.add(Row.of(zone, BOROUGHS.get(zone % BOROUGHS.size()), "Zone " + zone, zone % 5 == 0 ? "Yellow Zone" : "Boro Zone"));
        }
        session.createDataFrame(rows, schema).coalesce(1).write().mode("overwrite").option("header", "true").csv(folder.toString());
    }

    /** A whole number from 0 to {@code bound - 1}, BIGINT. */
    private static Column random(String what, int bound) {
        return pmod(xxhash64(lit(what), col("id")), lit((long) bound));
    }

    /** An amount of 0 to {@code bound - 1} cents, in dollars, DOUBLE. */
    private static Column cents(String what, int bound) {
        return random(what, bound).divide(lit(100.0));
    }
}
