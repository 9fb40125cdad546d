package io.querybatch.bench;

import io.querybatch.testing.Batches;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.stream.Stream;

/** The result in one format: how long it takes to make, to fetch, and to copy as a plain file. */
final class LargeResult {

    private final String format;
    private final String duckOptions;
    private final LargeData data;
    private final BenchServer server;
    private final Cost made;
    private final Cost madeByDuck = new Cost(ProcessHandle.current());
    private final Cost copied = new Cost(ProcessHandle.current());
    private final Cost overHttp = new Cost(ProcessHandle.current());
    private final Cost downloaded;
    private String batch;
    private Download body;

    /** {@code duckOptions} make DuckDB write about the same by itself. */
    LargeResult(String format, String duckOptions, LargeData data, BenchServer server) {
        this.format = format;
        this.duckOptions = duckOptions;
        this.data = data;
        this.server = server;
        this.made = new Cost(server.process());
        this.downloaded = new Cost(server.process());
    }

    /** Has the server make it, in place of the one before, and DuckDB the same alone. */
    void make() throws Exception {
        if (batch != null) {
            Folders.delete(file().getParent());
        }
        made.measure(() -> {
            batch = Batches.submit(server.api(), LargeData.BATCH.formatted(format));
            server.awaitSuccess(batch);
        });
        Path alone = data.folder().resolve("alone." + format);
        madeByDuck.measure(() -> data.copyTo(alone, duckOptions));
        Files.delete(alone);
    }

    /** What its rows add up to as they arrive at a client. */
    Totals totals() throws IOException, SQLException {
        Path file = data.folder().resolve("body." + format);
        body = Download.of(url(), server.token(), file);
        Totals totals = switch (format) {
            case "json" -> Totals.ofJson(file);
            // Not in parallel, since cells have line breaks.
            case "csv" ->
                data.totals("read_csv('" + file + "', header = true, parallel = false, columns = {'line': 'BIGINT',"
                        + " 'day': 'DATE', 'account': 'VARCHAR', 'label': 'VARCHAR', 'units': 'BIGINT',"
                        + " 'amount': 'DECIMAL(18, 2)'})");
            default -> data.totals("'" + file + "'");
        };
        Files.delete(file);
        return totals;
    }

    /** Fetches it once, beside a copy of the file and the file itself over HTTP. */
    void download() throws Exception {
        Path file = file();
        Path copy = data.folder().resolve("copy");
        copied.measure(() -> Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING));
        Files.delete(copy);
        try (FileOverHttp served = FileOverHttp.serve(file)) {
            overHttp.measure(() -> Download.of(served.url(), null));
        }
        downloaded.measure(() -> {
            Download again = Download.of(url(), server.token());
            if (!again.equals(body)) {
                throw new IllegalStateException(format + ": " + again + " instead of " + body);
            }
        });
    }

    void report(Report report) {
        double mb = body.bytes() / 1e6;
        String copy = format + ", file copied";
        report.figure(format + ", size", mb, "MB");
        report.figure(copy, mb / copied.seconds(), "MB/s");
        report.figure(format + ", file over HTTP", mb / overHttp.seconds(), "MB/s", copy);
        report.figure(format + ", downloaded", mb / downloaded.seconds(), "MB/s", copy, Target.atLeast(0.5));
        report.figure(format + ", made", mb / made.seconds(), "MB/s", copy);
        processor(report, "copying", copied, "downloading", downloaded);
        processor(report, "DuckDB alone", madeByDuck, "making", made);
        report.figure(format + ", DuckDB alone, time", madeByDuck.seconds(), "s");
        report.figure(format + ", making, time", made.seconds(), "s", format + ", DuckDB alone, time");
    }

    /** Of the process that does it: for a download the server's alone. */
    private void processor(Report report, String plain, Cost baseline, String what, Cost cost) {
        String name = format + ", " + plain + ", processor";
        report.figure(name, baseline.processor(), "s");
        report.figure(format + ", " + what + ", processor", cost.processor(), "s", name);
    }

    /** Path of all of it, or with {@code offset} and {@code limit} behind it of a page. */
    String path() {
        return "query/results?schedule_id=" + id() + "_query_1";
    }

    private String id() {
        return batch.substring(batch.lastIndexOf('/') + 1);
    }

    private URI url() {
        return server.api().request(path()).build().uri();
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.walk(server.results())) {
            return files.filter(file -> file.toString().endsWith(".qbr"))
                    .filter(file -> file.getParent().endsWith(id()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public String toString() {
        return format;
    }
}
