package io.querybatch.demo;

import io.querybatch.testing.Api;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code mvn -Pdemo}: starts the uber-jar as a stranger would, submits thousands of real queries as one batch, watches them
 * to the end and leaves the server running.
 */
public final class Demo {

    private static final PrintStream OUT = System.out;

    /** 229 airports and 2 weather stations, each over 30 days, one query for each account and day. */
    private static final String BATCH = """
            {"description": "Departures of every US airport, day by day",
             "split_accounts_policy": "all", "split_dates_policy": "day", "query_concurrency": 8,
             "queries": [
               {"id": "flights", "ds_id": "FLIGHTS", "ds_accounts": "list.all_accounts",
                "start_date": "2001-01-01", "end_date": "2001-01-30",
                "fields": "date,origin,airport,flights,delayed,on_time_ratio"},
               {"id": "weather", "ds_id": "WEATHER", "ds_accounts": "list.all_accounts",
                "start_date": "2012-01-01", "end_date": "2012-01-30",
                "fields": "date,location,weather,temp_max,temp_min"}]}""";

    private Demo() {}

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
        int failed = run(new Api(server.url(), token), server, token);
        if (failed > 0) {
            throw new IllegalStateException(
                    failed + " queries failed; the server's log is " + home.resolve("server.log"));
        }
        if (!Boolean.getBoolean("demo.exit")) {
            say("%nThe server keeps running. Ctrl-C ends it.");
            while (server.isAlive()) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
        server.close();
    }

    private static int run(Api api, ServerProcess server, String token) throws InterruptedException {
        long begin = System.nanoTime();
        Api.Answer created = api.post("query/batch", BATCH);
        if (created.status() != 201) {
            throw new IllegalStateException("the batch was not accepted: " + created.body());
        }
        JsonObject batch = created.data();
        String status = batch.getJsonObject("links").getJsonObject("status").getString("href");
        say("Submitted one batch of %,d queries: %s%n", batch.getInt("query_amount"), batch.getString("batch_id"));
        JsonObject progress = watch(api, status, batch.getInt("query_amount"));
        double seconds = (System.nanoTime() - begin) / 1e9;
        summarise(api, status, progress, seconds);
        say("%nConsole   %s%nStatus    %s%n", server.url(), status);
        say("Try it:%n%ncurl -H \"Authorization: Bearer %s\" \"%s?limit=2\"", token, status);
        return progress.getInt("failure");
    }

    private static JsonObject watch(Api api, String status, int total) throws InterruptedException {
        ProgressBar bar = new ProgressBar(OUT, isTerminal(), total);
        while (true) {
            JsonObject meta = api.get(status + "?limit=1").json().getJsonObject("meta");
            JsonObject progress = meta.getJsonObject("progress");
            int done = progress.getInt("success") + progress.getInt("failure");
            bar.show(done, progress.getInt("running"), progress.getInt("failure"));
            if (meta.getString("status_code").equals("STOPPED")) {
                return progress;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private static void summarise(Api api, String status, JsonObject progress, double seconds) {
        int total = progress.getInt("success") + progress.getInt("failure");
        long rows = 0;
        JsonObject sample = null;
        for (int offset = 0; offset < total; offset += 1000) {
            for (JsonValue query :
                    api.get(status + "?limit=1000&offset=" + offset).json().getJsonArray("data")) {
                JsonObject result = query.asJsonObject().getJsonObject("result_info");
                if (result != null) {
                    rows += result.getJsonNumber("total_rows").longValue();
                    sample = sample == null && result.getInt("total_rows") > 0 ? query.asJsonObject() : sample;
                }
            }
        }
        say("%n%,d queries, %,d rows, %.1f seconds, %d failures", total, rows, seconds, progress.getInt("failure"));
        if (sample != null) {
            say("%nThe first result, %s:%n", sample.getString("schedule_id"));
            String url = sample.getJsonObject("result_info").getString("results_url");
            print(api.get(url).json().getJsonArray("data"));
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

    /** Since JDK 22 there is a console even where nobody looks; it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
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
