package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** An application server with one WAR, as a process of its own; it ends with this object. */
final class OtherServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration END = Duration.ofMinutes(1);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path folder;
    private final URI address;

    private OtherServer(Process process, Path folder, URI address) {
        this.process = process;
        this.folder = folder;
        this.address = address;
    }

    /** Unpacks, prepares and starts one, and waits until it serves the application. */
    static OtherServer start(ServerKind kind, Archive<?> war) {
        ServerInstallation installation = kind.installation();
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Project.target().resolve("it")), "server");
            int port = ServerProcess.freePort();
            Path file = folder.resolve(war.getName());
            war.as(ZipExporter.class).exportTo(file.toFile());
            List<String> command = installation.prepare(unpack(kind.zip(), folder), file, port);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            ServerUnderTest.log().toFile()));
            builder.environment().put(installation.jvmVariable(), System.getProperty("it.jvm"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            URI address = URI.create("http://127.0.0.1:" + port + "/");
            OtherServer server = new OtherServer(builder.start(), folder, address);
            server.awaitApplication(war.getName().replace("ROOT.war", "").replace(".war", "/"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the program of the system, which keeps permissions; the zip has one folder. */
    private static Path unpack(Path zip, Path folder) throws IOException {
        Path into = Files.createDirectory(folder.resolve("unpacked"));
        Processes.run("unzip", "-q", zip.toString(), "-d", into.toString());
        try (Stream<Path> unpacked = Files.list(into)) {
            return unpacked.findFirst().orElseThrow();
        }
    }

    /** Both servers answer long before they have deployed anything, and also when that fails. */
    private void awaitApplication(String root) {
        try {
            Poll.until(START, "the application answers at /" + root, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the server ended with " + process.exitValue());
                }
                return answers(root + "openapi");
            });
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private boolean answers(String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return address;
    }

    /** The scripts of servers start the JVM as a child, which does not hear what is said to them. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (!Poll.within(END, () -> all.stream().noneMatch(ProcessHandle::isAlive))) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        Folders.delete(folder);
    }
}
