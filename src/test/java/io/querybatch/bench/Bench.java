package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code mvn -Pbench}: what a batch of 10,000 queries costs, and what a status poll costs beside batches of 100 and 100,000.
 * Absolute times mean nothing on a shared machine; the ratios do.
 */
public final class Bench {

    private static final PrintStream OUT = System.out;
    private static final int POLLS = 300;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("bench")), "home");
        try (ServerProcess server = ServerProcess.in(home).start()) {
            Api api = new Api(server.url(), DevTokens.token(home));
            run(api, server, 229 * 2, "2001-01-01", "2001-01-02");
            JsonObject tenThousand = run(api, server, 10_076, "2001-02-01", "2001-03-16");
            JsonObject polls = polls(api);
            JsonObject report = Json.createObjectBuilder()
                    .add("batch_of_10000", tenThousand)
                    .add("status_poll", polls)
                    .build();
            Files.writeString(Project.target().resolve("bench/report.json"), report.toString());
            OUT.println("The report is target/bench/report.json");
        }
    }

    private static String body(String start, String end, String more) {
        return """
               {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":8,"queries":[
                {"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"%s","end_date":"%s",
                 "fields":"date,origin,flights,delayed,on_time_ratio"}%s]}""".formatted(start, end, more);
    }

    private static JsonObject run(Api api, ServerProcess server, int expected, String start, String end)
            throws IOException {
        long begin = System.nanoTime();
        String batch = Batches.submit(api, body(start, end, ""));
        double accepted = (System.nanoTime() - begin) / 1e6;
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        double seconds = (System.nanoTime() - begin) / 1e9;
        int queries = ended.getInt("query_amount");
        if (queries != expected || ended.getJsonObject("progress").getInt("success") != queries) {
            throw new IllegalStateException("not every query succeeded: " + ended);
        }
        long heap = heapBytes(server.pid());
        say(
                "%,d queries: accepted in %.0f ms, done in %.1f s, %.2f ms a query; heap in use %.0f MB of 512; store %.1f MB, results %.1f MB",
                queries,
                accepted,
                seconds,
                seconds * 1000 / queries,
                heap / 1e6,
                size(server.home().resolve("db")) / 1e6,
                size(server.home().resolve("results")) / 1e6);
        return Json.createObjectBuilder()
                .add("queries", queries)
                .add("accepted_ms", accepted)
                .add("seconds", seconds)
                .add("ms_per_query", seconds * 1000 / queries)
                .add("heap_bytes", heap)
                .add("store_bytes", size(server.home().resolve("db")))
                .add("result_bytes", size(server.home().resolve("results")))
                .build();
    }

    /** The same poll of a batch of 100 and of one of 100,000 queries, in turn, in the same run. */
    private static JsonObject polls(Api api) {
        String small =
                Batches.submit(api, body("2001-01-01", "2001-01-01", "").replace("list.all_accounts", hundred(api)));
        Batches.awaitEnd(api, small, LONGEST);
        String item =
                ",{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"list.all_accounts\",\"start_date\":\"2001-01-01\",\"end_date\":\"2001-06-30\",\"fields\":\"flights\"}";
        String large = Batches.submit(api, body("2001-01-01", "2001-03-15", item.repeat(2)));
        int queries = Batches.information(api, large).getInt("query_amount");
        api.delete(large);
        Batches.awaitEnd(api, large, LONGEST);
        double[] smallMs = new double[POLLS];
        double[] largeMs = new double[POLLS];
        for (int i = 0; i < POLLS; i++) {
            smallMs[i] = poll(api, small + "/status?limit=100");
            largeMs[i] = poll(api, large + "/status?limit=100&offset=" + (queries / 2));
        }
        double ratio = median(largeMs) / median(smallMs);
        say(
                "status poll, median: %.2f ms at 100 queries, %.2f ms at %,d: ratio %.2f",
                median(smallMs), median(largeMs), queries, ratio);
        return Json.createObjectBuilder()
                .add("ms_at_100", median(smallMs))
                .add("ms_at_100000", median(largeMs))
                .add("queries", queries)
                .add("ratio", ratio)
                .build();
    }

    private static String hundred(Api api) {
        String probe = Batches.submit(api, body("2001-01-01", "2001-01-01", ""));
        Batches.awaitEnd(api, probe, LONGEST);
        return String.join(
                ",",
                Batches.queries(api, probe).stream()
                        .limit(100)
                        .map(query -> query.getJsonObject("split_info")
                                .getJsonArray("ds_accounts")
                                .getString(0))
                        .toList());
    }

    private static double poll(Api api, String path) {
        long begin = System.nanoTime();
        if (api.get(path).status() != 200) {
            throw new IllegalStateException("a poll failed");
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Heap in use after a collection, asked of the process itself. */
    private static long heapBytes(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        run(jcmd.toString(), String.valueOf(pid), "GC.run");
        String info = run(jcmd.toString(), String.valueOf(pid), "GC.heap_info");
        return info.lines()
                .filter(line -> line.contains("generation") && line.contains("used "))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")) * 1024)
                .sum();
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return out;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void say(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
