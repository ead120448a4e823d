package dev.millrace.cli.bench;

import dev.millrace.api.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The eight tables of TPC-H. */
final class TpchTables {

    static final List<String> NAMES = List.of("region", "nation", "supplier", "part", "partsupp", "customer", "orders", "lineitem");

    private TpchTables() {}

    /** A view for each table that has a folder below {@code data}. */
    static void register(Session session, Path data) {
        for (String name : NAMES) {
            Path folder = data.resolve(name);
            if (Files.isDirectory(folder)) {
                session.read().parquet(folder.toString()).createOrReplaceTempView(name);
            }
        }
    }
}
