package dev.millrace.cli.demo;

import static dev.millrace.api.Functions.avg;
import static dev.millrace.api.Functions.col;
import static dev.millrace.api.Functions.date_trunc;
import static dev.millrace.api.Functions.lit;
import static dev.millrace.api.Functions.sum;

import dev.millrace.api.DataFrame;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import java.util.List;
import java.util.Map;

/**
 * The report: one row for each pickup zone, month and service, with what was earned, and the zone's borough and name;
 * once in Java and once in SQL.
 *
 * <p>{@code RevenueReport.of(trips, zones, "green").show();}
 */
final class RevenueReport {

    private static final List<String> PICKUP_TIMES = List.of("lpep_pickup_datetime", "tpep_pickup_datetime", "pickup_datetime");

    private RevenueReport() {}

    static DataFrame of(DataFrame trips, DataFrame zones, String service) {
        DataFrame revenue = trips
                .select(col("PULocationID").as("revenue_zone"),
                        date_trunc("month", col(pickupTime(trips)).cast(DataType.TIMESTAMP)).as("revenue_month"),
                        lit(service).as("service_type"), col("fare_amount"), col("extra"), col("mta_tax"), col("tip_amount"),
                        col("tolls_amount"),
                        col("improvement_surcharge"), col("total_amount"), col("congestion_surcharge"), col("passenger_count"),
                        col("trip_distance"))
                .groupBy("revenue_zone", "revenue_month", "service_type")
                .agg(sum("fare_amount").as("revenue_monthly_fare"), sum("extra").as("revenue_monthly_extra"),
                        sum("mta_tax").as("revenue_monthly_mta_tax"), sum("tip_amount").as("revenue_monthly_tip_amount"),
                        sum("tolls_amount").as("revenue_monthly_tolls_amount"),
                        sum("improvement_surcharge").as("revenue_monthly_improvement_surcharge"),
                        sum("total_amount").as("revenue_monthly_total_amount"),
                        sum("congestion_surcharge").as("revenue_monthly_congestion_surcharge"),
                        avg("passenger_count").as("avg_monthly_passenger_count"), avg("trip_distance").as("avg_monthly_trip_distance"));
        DataFrame names = zones.select(col("locationid").cast(DataType.BIGINT).as("locationid"), col("borough"), col("zone"));
        return revenue.join(names, revenue.col("revenue_zone").cast(DataType.BIGINT).equalTo(names.col("locationid")), "left")
                .drop("locationid")
                .orderBy("revenue_zone", "revenue_month", "service_type");
    }

    /** The same report as SQL, over the views {@code trips} and {@code zones}. */
    static DataFrame ofSql(DataFrame trips, DataFrame zones, String service) {
        trips.createOrReplaceTempView("trips");
        zones.createOrReplaceTempView("zones");
        return trips.session().sql("""
                WITH revenue AS (
                    SELECT PULocationID AS revenue_zone, date_trunc('month', CAST(%s AS TIMESTAMP)) AS revenue_month,
                        :service AS service_type, SUM(fare_amount) AS revenue_monthly_fare, SUM(extra) AS revenue_monthly_extra,
                        SUM(mta_tax) AS revenue_monthly_mta_tax, SUM(tip_amount) AS revenue_monthly_tip_amount,
                        SUM(tolls_amount) AS revenue_monthly_tolls_amount,
                        SUM(improvement_surcharge) AS revenue_monthly_improvement_surcharge,
                        SUM(total_amount) AS revenue_monthly_total_amount,
                        SUM(congestion_surcharge) AS revenue_monthly_congestion_surcharge,
                        AVG(passenger_count) AS avg_monthly_passenger_count, AVG(trip_distance) AS avg_monthly_trip_distance
                    FROM trips
                    GROUP BY 1, 2, 3)
                SELECT revenue.*, borough, zone
                FROM revenue LEFT JOIN zones ON revenue_zone = CAST(locationid AS BIGINT)
                ORDER BY revenue_zone, revenue_month, service_type""".formatted(pickupTime(trips)), Map.of("service", service));
    }

    private static String pickupTime(DataFrame trips) {
        for (String name : PICKUP_TIMES) {
            if (trips.schema().indexOf(name) >= 0) {
                return name;
            }
        }
        throw ErrorCondition.UNRESOLVED_COLUMN.with("name", PICKUP_TIMES.getFirst(), "suggestion",
                " The trips need one of the columns " + String.join(", ", PICKUP_TIMES) + ".");
    }
}
