package dev.millrace.files.parquet;

import dev.millrace.columnar.Batch;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.read.ParquetBatchReader;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.types.Schema;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times reading each column of a file by itself, one thread, in CPU time of that thread, since other programs may disturb the clock:
 * {@code -Dfile=lineitem.parquet [-Druns=9] [column …]}.
 */
public final class ParquetScanMain {
    private ParquetScanMain() {}

    public static void main(String[] names) {
        String path = System.getProperty("file");
        int runs = Integer.getInteger("runs", 9);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        FooterCache footers = new FooterCache(10);
        Schema schema = footers.footer(java.nio.file.Path.of(path)).schema().schema();
        for (String name : names.length == 0 ? schema.names().toArray(String[]::new) : names) {
            long[] micros = new long[runs];
            long rows = 0;
            String kind = "";
            for (int run = 0; run < runs; run++) {
                long start = threads.getCurrentThreadCpuTime();
                rows = 0;
                ReadRequest request = new ReadRequest(new SourceSpec("parquet", List.of(path), Map.of(), Optional.empty()), schema,
                        new Split(path, 0, new File(path).length(), new File(path).length(), 0, List.of()), List.of(schema.indexOf(name)),
                        List.of(), -1,
                        Batch.ROWS);
                try (TestTask task = new TestTask(1L << 30); ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
                    for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                        rows += batch.rows();
                        kind = batch.column(0).getClass().getSimpleName();
                    }
                }
                micros[run] = (threads.getCurrentThreadCpuTime() - start) / 1000;
            }
            Arrays.sort(micros);
            System.out.printf("%-20s %8d rows  %7.1f ms [%.1f-%.1f]  %6.0f M rows/s  last batch %s%n", name, rows,
                    micros[runs / 2] / 1000.0,
                    micros[0] / 1000.0, micros[runs - 1] / 1000.0, rows / (double) micros[runs / 2], kind);
        }
    }
}
