package io.querybatch.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Trino in a process of its own, on a newer JDK and on loopback, for all tests of this JVM; it ends with it, however it
 * ends. Only in the profile "trino", which fetches it.
 */
public final class TrinoProcess {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Path FOLDER = Project.target().resolve("it").resolve("trino");

    private static TrinoProcess shared;

    private final Process process;
    private volatile String ready;

    private TrinoProcess(Process process) {
        this.process = process;
    }

    /** The port of the coordinator, which is ready. */
    public static synchronized int port() {
        if (shared == null) {
            shared = start();
        }
        return Integer.parseInt(shared.ready.substring("ready ".length()));
    }

    private static TrinoProcess start() {
        Path log = FOLDER.resolve("server.log");
        try {
            TrinoProcess trino = new TrinoProcess(new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                    .start());
            Runtime.getRuntime().addShutdownHook(new Thread(trino::end));
            trino.listen();
            Poll.until(START, "Trino is ready, see " + log, () -> trino.ready != null || !trino.process.isAlive());
            if (trino.ready == null) {
                throw new IllegalStateException("Trino ended with " + trino.process.exitValue() + ", see " + log);
            }
            return trino;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command() throws IOException {
        Path libraries = FOLDER.resolve("classpath");
        if (!Files.exists(libraries)) {
            throw new IllegalStateException("Trino is not there: these tests run by mvn -Ptrino.");
        }
        return List.of(
                TrinoJdk.java().toString(),
                // Its two nodes keep about 1 GB of finished queries: with that as its limit it collects garbage all the
                // time.
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules",
                "jdk.incubator.vector",
                "-Djdk.attach.allowAttachSelf=true",
                "-cp",
                Files.readString(libraries).strip(),
                FOLDER.resolve("TrinoServer.java").toString());
    }

    /** Reads on until the process ends, so that it never waits for us. */
    private void listen() {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                        lines.lines().filter(line -> line.startsWith("ready ")).forEach(line -> ready = line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "Trino's output");
        reader.setDaemon(true);
        reader.start();
    }

    private void end() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
