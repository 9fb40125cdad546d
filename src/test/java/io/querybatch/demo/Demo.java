package io.querybatch.demo;

import io.querybatch.cli.Painter;
import io.querybatch.cli.ProgressBar;
import io.querybatch.cli.Surroundings;
import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchQuery.ResultInfo;
import io.querybatch.client.BatchRequest;
import io.querybatch.client.Progress;
import io.querybatch.client.QueryRequest;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * {@code mvn -Pdemo}: starts the uber-jar as a stranger would, submits thousands of real queries as one batch, watches them
 * to the end and leaves the server running.
 */
public final class Demo {

    private static final PrintStream OUT = System.out;

    private Demo() {}

    /** 229 airports and 2 weather stations, each over 30 days, one query for each account and day. */
    private static BatchRequest batch() {
        QueryRequest flights = QueryRequest.of(
                        "FLIGHTS", "date", "origin", "airport", "flights", "delayed", "on_time_ratio")
                .id("flights")
                .accounts("list.all_accounts")
                .dates("2001-01-01", "2001-01-30");
        QueryRequest weather = QueryRequest.of("WEATHER", "date", "location", "weather", "temp_max", "temp_min")
                .id("weather")
                .accounts("list.all_accounts")
                .dates("2012-01-01", "2012-01-30");
        return BatchRequest.of(flights, weather)
                .description("Departures of every US airport, day by day")
                .splitByAccount()
                .splitByDay()
                .concurrency(8);
    }

    /** Throws, and so fails the build, unless every query succeeded. */
    public static void main(String[] args) throws Exception {
        int port = Integer.getInteger("demo.port", 8080);
        requireFree(port);
        Path home = freshHome();
        say("Starting the server (its data is in %s) ...", Project.base().relativize(home));
        ServerProcess server = ServerProcess.in(home).port(port).launch();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitReady();
        String token = DevTokens.token(home, "--tenant", "demo");
        Batch batch = run(BatchClient.of(server.url()).token(token).build(), server, token);
        if (batch.progress().failure() > 0) {
            throw new IllegalStateException(
                    batch.progress().failure() + " queries failed; the server's log is " + home.resolve("server.log"));
        }
        if (!Boolean.getBoolean("demo.exit")) {
            say("%nThe server keeps running. Ctrl-C ends it.");
            while (server.isAlive()) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
        server.close();
    }

    private static Batch run(BatchClient client, ServerProcess server, String token) {
        long begin = System.nanoTime();
        Batch submitted = client.submit(batch());
        say("Submitted one batch of %,d queries: %s%n", submitted.queryAmount(), submitted.batchId());
        boolean terminal = Surroundings.isTerminal();
        ProgressBar bar =
                new ProgressBar(OUT, new Painter(terminal, terminal), System::nanoTime, ZoneId.systemDefault());
        Batch batch = client.await(
                submitted.batchId(),
                page -> bar.show(page.progress(), page.meta().eta()));
        bar.end();
        summarise(client, batch, (System.nanoTime() - begin) / 1e9);
        say("%nConsole   %s%n%nTry it:%n", server.url());
        say("export QUERYBATCH_URL=%s QUERYBATCH_TOKEN=%s", server.url(), token);
        say("java -jar target/querybatch-cli.jar status %s --limit 5", batch.batchId());
        say("curl -H \"Authorization: Bearer $QUERYBATCH_TOKEN\" %squery/batch/%s", server.url(), batch.batchId());
        return batch;
    }

    private static void summarise(BatchClient client, Batch batch, double seconds) {
        AtomicLong rows = new AtomicLong();
        AtomicReference<JsonArray> sample = new AtomicReference<>();
        client.results(batch.batchId(), null, line -> {
            ResultInfo result = line.query().resultInfo();
            rows.addAndGet(result == null ? 0 : result.totalRows());
            if (sample.get() == null && result != null && result.totalRows() > 0) {
                sample.set(Json.createArrayBuilder(line.rows().toList()).build());
            }
        });
        Progress progress = batch.progress();
        say(
                "%n%,d queries, %,d rows, %.1f seconds, %d failures",
                progress.total(), rows.get(), seconds, progress.failure());
        if (sample.get() != null) {
            say("%nThe first result:%n");
            print(sample.get());
        }
    }

    private static void print(JsonArray rows) {
        List<List<String>> cells = rows.getValuesAs(JsonArray.class).stream()
                .map(row -> row.stream().map(Demo::text).toList())
                .toList();
        int[] widths = new int[cells.get(0).size()];
        cells.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row.get(i)));
            }
            OUT.println(line.toString().stripTrailing());
        }
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port " + port + " is taken; choose another one: mvn -Pdemo -Ddemo.port=" + (port + 1), e);
        }
    }

    private static Path freshHome() throws IOException {
        Path home = Project.target().resolve("demo");
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return home;
    }

    private static void say(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
