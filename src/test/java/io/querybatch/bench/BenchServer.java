package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A server with 512 MB of heap that is measured; its home is gone when it is closed. */
final class BenchServer implements AutoCloseable {

    /** What {@code -Xmx} says. */
    static final int HEAP_LIMIT_MB = 512;

    /** Options of its JVM, behind those of {@link ServerProcess}. */
    static final String JVM = System.getProperty("bench.jvm", "-XX:TieredStopAtLevel=4");

    private static final Duration LONGEST = Duration.ofMinutes(20);

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

    /** Unlike those of the tests it may compile as it likes: it lives long enough. {@code -Dbench.jvm} says otherwise. */
    static BenchServer start(Path catalog) throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("bench")), "home");
        return new BenchServer(ServerProcess.in(home)
                .with("QUERYBATCH_CATALOG", catalog.toString())
                .jvm("-Xmx" + HEAP_LIMIT_MB + "m", "-Xlog:gc:file=" + gcLog(home))
                .jvm(JVM.split(" "))
                .start());
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

    /** Waits for the batch to end and returns it; every one of its queries must have succeeded. */
    JsonObject awaitSuccess(String batch) {
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        if (ended.getJsonObject("progress").getInt("success") != ended.getInt("query_amount")) {
            throw new IllegalStateException("not every query succeeded: " + ended);
        }
        return ended;
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
