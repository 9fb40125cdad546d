package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The uber-jar as a process of its own, in development mode on loopback; ended with this object, by its process id. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** For who asks more than any client would; as environment variables. */
    public static final Map<String, String> NO_REQUEST_LIMITS = Map.of(
            "QUERYBATCH_LIMITS_TENANT_REQUESTS_AT_ONCE", "0",
            "QUERYBATCH_LIMITS_TENANT_REQUESTS_PER_SECOND", "0",
            "QUERYBATCH_LIMITS_TENANT_REQUESTS_PER_HOUR", "0",
            "QUERYBATCH_LIMITS_ADDRESS_REQUESTS_PER_SECOND", "0",
            "QUERYBATCH_LIMITS_ADDRESS_REQUESTS_PER_HOUR", "0");

    private final Process process;
    private final Path log;
    private final Path home;
    private final int port;

    private ServerProcess(Process process, Path log, Path home, int port) {
        this.process = process;
        this.log = log;
        this.home = home;
        this.port = port;
    }

    /** How to start a server. */
    public static final class Starter {

        private final Path home;
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> jvm =
                new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        private List<String> program = List.of("-jar", Project.uberJar().toString());
        private int port = freePort();

        private Starter(Path home) {
            this.home = home;
            environment.put("QUERYBATCH_DEV", "true");
            environment.put("QUERYBATCH_HOME", home.toString());
            environment.put("QUERYBATCH_CATALOG", Project.catalog().toString());
        }

        public Starter port(int number) {
            port = number;
            return this;
        }

        /** By a file of a folder that {@code --prepare} has made; ends at once if its classes cannot be shared. */
        public Starter by(Path start) {
            program = List.of("-Xshare:on", "@" + start);
            return this;
        }

        /** With the options of a JVM that nobody has said anything to. */
        public Starter plain() {
            jvm.clear();
            return this;
        }

        /** Sets an environment variable; null takes it away. */
        public Starter with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Starter with(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Options of the JVM, behind those that make a quick start: the later of two contradicting ones counts. */
        public Starter jvm(String... options) {
            jvm.addAll(List.of(options));
            return this;
        }

        /** Where it is going to be. */
        public URI url() {
            return urlOf(port);
        }

        /** Starts the process without waiting for anything. */
        public ServerProcess launch() {
            try {
                Files.createDirectories(home);
                Path log = home.resolve("server.log");
                List<String> command = new ArrayList<>();
                command.add(Processes.java().toString());
                command.addAll(jvm);
                command.addAll(program);
                command.addAll(List.of("--port", String.valueOf(port)));
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
                environment.forEach((name, value) -> {
                    if (value == null) {
                        builder.environment().remove(name);
                    } else {
                        builder.environment().put(name, value);
                    }
                });
                return new ServerProcess(builder.start(), log, home, port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Starts the process and waits until it is ready. */
        public ServerProcess start() {
            ServerProcess server = launch();
            try {
                server.awaitReady();
                return server;
            } catch (RuntimeException | AssertionError e) {
                server.close();
                throw e;
            }
        }
    }

    /** A server that keeps its data in {@code home}. */
    public static Starter in(Path home) {
        return new Starter(home);
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return urlOf(port);
    }

    private static URI urlOf(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public Path home() {
        return home;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Kilobytes of its heap that are in use once it has been collected. */
    public long heapInUse() {
        return Processes.heapInUse(process.pid());
    }

    /** Everything the process has printed so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for {@code /health/ready}; the port alone means nothing. */
    public void awaitReady() {
        Poll.until(START, "the server is ready", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue() + "\n" + log());
            }
            return healthIs("health/ready", 200);
        });
    }

    public boolean healthIs(String path, int status) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == status;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the process to end by itself. */
    public int awaitExit(Duration longest) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server did not end in " + longest + "\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: the process is there, and does nothing. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    public void resume() {
        signal("CONT");
    }

    /** SIGQUIT: every thread's stack goes into the log. */
    public void dumpThreads() {
        signal("QUIT");
    }

    private void signal(String name) {
        Processes.signal(name, process.pid());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        Folders.delete(home.resolve("tmp"));
    }
}
