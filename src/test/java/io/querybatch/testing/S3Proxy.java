package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real S3-compatible server as a process of its own on loopback. It checks signatures, keeps buckets as folders and
 * objects as files, and is ended with this object, by its process id. Its class path is written by the build.
 */
public final class S3Proxy implements AutoCloseable {

    public static final String ACCESS_KEY = "querybatch-test";
    public static final String SECRET_KEY = "a-secret-that-must-not-be-shown";

    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private Process process;

    private S3Proxy(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts a server that keeps everything below {@code folder}, and waits until it listens. */
    public static S3Proxy in(Path folder) {
        S3Proxy proxy = new S3Proxy(folder.toAbsolutePath(), ServerProcess.freePort());
        proxy.start();
        return proxy;
    }

    /** Starts it again, on the same port and with what it has kept; does nothing while it runs. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Path buckets = Files.createDirectories(folder.resolve("buckets"));
            Path properties = folder.resolve("s3proxy.properties");
            Files.write(
                    properties,
                    List.of(
                            "s3proxy.endpoint=http://127.0.0.1:" + port,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + ACCESS_KEY,
                            "s3proxy.credential=" + SECRET_KEY,
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + buckets));
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            Files.readString(Project.target().resolve("s3proxy.classpath"))
                                    .strip(),
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            properties.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Poll.until(START, "the S3 server listens", this::listens);
        } catch (RuntimeException | AssertionError e) {
            kill();
            throw e;
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the S3 server ended: " + log());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("s3proxy.log");
    }

    public int port() {
        return port;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Makes a bucket. */
    public void createBucket(String name) {
        try {
            Files.createDirectories(bucket(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a bucket as files, with whatever unfinished uploads have left. */
    public List<Path> files(String bucket) {
        try (Stream<Path> tree = Files.walk(bucket(bucket))) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path bucket(String name) {
        return folder.resolve("buckets").resolve(name);
    }

    /** The environment of a server that keeps its results there. */
    public Map<String, String> environment(String location) {
        return Map.of(
                "QUERYBATCH_RESULTS", location,
                "QUERYBATCH_S3_ENDPOINT", url().toString(),
                "QUERYBATCH_S3_ACCESS_KEY", ACCESS_KEY,
                "QUERYBATCH_S3_SECRET_KEY", SECRET_KEY);
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the S3 server does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
