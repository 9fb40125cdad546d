package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A server that is measured; its home is gone when it is closed. */
final class BenchServer implements AutoCloseable {

    /** What {@code -Xmx} says, unless something else is measured. */
    static final int HEAP_LIMIT_MB = 512;

    /** Options of its JVM, behind those of {@link ServerProcess}. */
    static final String JVM = System.getProperty("bench.jvm", "-XX:TieredStopAtLevel=4");

    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ServerProcess process;
    private final String token;
    private final Api api;

    private BenchServer(ServerProcess process) {
        this.process = process;
        this.token = DevTokens.token(process.home());
        this.api = new Api(process.url(), token);
    }

    /** A server over the sample catalog. */
    static BenchServer start() throws IOException {
        return start(Project.catalog());
    }

    /** A server over that catalog. */
    static BenchServer start(Path catalog) throws IOException {
        return start(catalog, HEAP_LIMIT_MB, Map.of());
    }

    /**
     * A server with environment variables of its own. Unlike those of the tests it may compile as it likes: it lives long
     * enough. {@code -Dbench.jvm} says otherwise.
     */
    static BenchServer start(Path catalog, int heapMb, Map<String, String> environment) throws IOException {
        Path home = Folders.make("home");
        ServerProcess process = ServerProcess.in(home)
                .with("QUERYBATCH_CATALOG", catalog.toString())
                .with(ServerProcess.NO_REQUEST_LIMITS)
                .with(environment)
                .jvm("-Xmx" + heapMb + "m", "-Xlog:gc:file=" + gcLog(home))
                .jvm(JVM.split(" "))
                .start();
        return new BenchServer(process);
    }

    /** Settings of the store, and another one. */
    static Map<String, String> settings(Map<String, String> store, String variable, String value) {
        Map<String, String> settings = new HashMap<>(store);
        settings.put(variable, value);
        return settings;
    }

    private static Path gcLog(Path home) {
        return home.resolve("gc.log");
    }

    Api api() {
        return api;
    }

    String token() {
        return token;
    }

    private Path home() {
        return process.home();
    }

    ProcessHandle process() {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    Path results() {
        return home().resolve("results");
    }

    /** Submits and requires that so many queries came of it; returns the path of the batch. */
    String submit(String body, int queries) {
        String batch = Batches.submit(api, body);
        int amount = Batches.information(api, batch).getInt("query_amount");
        if (amount != queries) {
            throw new IllegalStateException(amount + " queries instead of " + queries);
        }
        return batch;
    }

    /** Waits for the batch to end and returns it; every one of its queries must have succeeded. */
    JsonObject awaitSuccess(String batch) {
        JsonObject ended = awaitEnd(batch);
        if (ended.getJsonObject("progress").getInt("success") != ended.getInt("query_amount")) {
            throw new IllegalStateException("not every query succeeded: " + ended);
        }
        return ended;
    }

    private JsonObject awaitEnd(String batch) {
        AtomicReference<JsonObject> last = new AtomicReference<>();
        boolean ended = Poll.within(LONGEST, LOOK, () -> {
            last.set(Batches.information(api, batch));
            return last.get().getString("status_code").equals("STOPPED");
        });
        if (!ended) {
            throw new IllegalStateException("not within " + LONGEST + ": " + last.get());
        }
        return last.get();
    }

    /** Its memory up to now. */
    Memory memory() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server has died:\n" + process.log());
        }
        return Memory.of(process.pid(), gcLog(home()));
    }

    /** Bytes of the files in a folder below the home. */
    long size(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(home().resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
        Folders.delete(home());
    }
}
