package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A result of five million rows in each format: making it, fetching it, the memory it takes, and pages of it. */
final class LargeResults implements Measurement {

    /** {@code -Dbench.times=1} is for a first look, or for a machine with little time. */
    private static final int MAKES = Integer.getInteger("bench.times", 3);

    private static final int DOWNLOADS = 3 * MAKES;
    private static final int PAGES = 200;

    @Override
    public String name() {
        return "results";
    }

    @Override
    public String title() {
        return "Results of 5,000,000 rows: made, downloaded and read by page";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (LargeData data = LargeData.in(Project.target().resolve("bench"));
                BenchServer server = BenchServer.start(data.catalog())) {
            List<LargeResult> results = List.of(
                    new LargeResult("json", "format json, array true", data, server),
                    new LargeResult("csv", "format csv", data, server),
                    new LargeResult("parquet", "format parquet, compression zstd", data, server));
            for (int i = 0; i < MAKES; i++) {
                for (LargeResult result : results) {
                    result.make();
                }
            }
            check(data, results);
            for (int i = 0; i < DOWNLOADS; i++) {
                for (LargeResult result : results) {
                    result.download();
                }
            }
            results.forEach(result -> result.report(report));
            new LargePages(data, server, results.get(0), results.get(1)).measure(report, PAGES);
            memory(report, server.memory());
        }
    }

    private static void check(LargeData data, List<LargeResult> results) throws IOException, SQLException {
        Totals expected = data.totals();
        for (LargeResult result : results) {
            Totals totals = result.totals();
            if (!totals.equals(expected)) {
                throw new IllegalStateException(result + " has " + totals + " instead of " + expected);
            }
        }
    }

    private static void memory(Report report, Memory memory) {
        report.figure("heap limit", BenchServer.HEAP_LIMIT_MB, "MB");
        report.figure("heap, peak", memory.heapPeak(), "MB", "heap limit");
        report.figure("heap, peak after a collection", memory.heapKept(), "MB", "heap limit");
        report.figure("whole process with DuckDB, peak", memory.residentPeak(), "MB", "heap limit");
    }
}
