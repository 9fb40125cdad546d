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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.postgresql.Driver;

/** An application server with a WAR, as a process of its own; it ends with this object. */
public final class OtherServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration END = Duration.ofMinutes(1);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final ServerInstallation installation;
    private final Process process;
    private final Path folder;
    private final Path server;
    private final URI address;

    private OtherServer(ServerInstallation installation, Process process, Path folder, Path server, URI address) {
        this.installation = installation;
        this.process = process;
        this.folder = folder;
        this.server = server;
        this.address = address;
    }

    /** Unpacks, prepares and starts the server that is tested, and waits until it serves the application. */
    static OtherServer start(Archive<?> war) {
        return start(war, System.getProperty("it.jvm"), ServerUnderTest.log());
    }

    /**
     * The same with settings of its own.
     *
     * @param jvm options of its JVM
     * @param log file that it appends to
     */
    public static OtherServer start(Archive<?> war, String jvm, Path log) {
        return start(war, jvm, log, null);
    }

    /** The same with a data source and executors of the server's; {@code store} is the database, or null: none of them. */
    public static OtherServer start(Archive<?> war, String jvm, Path log, TestStore store) {
        ServerKind kind = ServerKind.current();
        ServerInstallation installation = kind.installation();
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Project.target().resolve("it")), "server");
            int port = ServerProcess.freePort();
            Path file = exported(war, folder);
            Path server = unpack(kind.zip(), folder);
            ProcessBuilder builder = new ProcessBuilder(installation.prepare(server, file, port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            String settings = store == null ? "" : addResources(installation, server, store, builder.environment());
            builder.environment().put(installation.jvmVariable(), jvm + settings);
            builder.environment().put("JAVA_HOME", Processes.jdk().toString());
            URI address = URI.create("http://127.0.0.1:" + port + "/");
            OtherServer started = new OtherServer(installation, builder.start(), folder, server, address);
            started.deploy(file);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String addResources(
            ServerInstallation installation, Path server, TestStore store, Map<String, String> environment)
            throws IOException {
        Path driver = Files.copy(
                Path.of(URI.create(Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())),
                server.resolve("postgresql.jar"));
        store.settings()
                .forEach((name, value) -> environment.put(
                        name.replace("querybatch.", "").replace('.', '_').toUpperCase(Locale.ROOT), value));
        return installation.addResources(server, driver).entrySet().stream()
                .map(setting -> " -D" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining());
    }

    private static Path exported(Archive<?> war, Path folder) {
        Path file = folder.resolve(war.getName());
        war.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    /** Deploys another WAR, or one again, and waits until it answers. */
    public void deploy(Archive<?> war) throws IOException {
        deploy(exported(war, folder));
    }

    private void deploy(Path war) throws IOException {
        try {
            installation.deploy(server, war);
            awaitApplication(war);
        } catch (IOException | RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Ends a WAR, and waits until it does not answer any more. */
    public void undeploy(Archive<?> war) throws IOException {
        Path file = folder.resolve(war.getName());
        installation.undeploy(server, file);
        String root = ServerInstallation.root(file);
        Poll.until(START, "/" + root + " is gone", () -> !answers(root + "openapi"));
    }

    /** With the program of the system, which keeps permissions; the zip has one folder. */
    private static Path unpack(Path zip, Path folder) throws IOException {
        Path into = Files.createDirectory(folder.resolve("unpacked"));
        Processes.run("unzip", "-q", zip.toString(), "-d", into.toString());
        try (Stream<Path> unpacked = Files.list(into)) {
            return unpacked.findFirst().orElseThrow();
        }
    }

    /** They answer long before they have deployed anything, and also when that fails. */
    private void awaitApplication(Path war) {
        String root = ServerInstallation.root(war);
        Poll.until(START, "the application answers at /" + root, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended with " + process.exitValue());
            }
            return answers(root + "openapi");
        });
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

    /** Where it is, with a slash at the end. */
    public URI address() {
        return address;
    }

    /** Process id of its JVM: the last Java of what the scripts have started. */
    public long pid() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .filter(handle -> handle.children().findAny().isEmpty())
                .findFirst()
                .orElseThrow()
                .pid();
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
