package io.querybatch.bench;

import io.querybatch.testing.Poll;
import io.querybatch.testing.Processes;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The same server without us: Payara Micro, set as our launcher sets it, with next to nothing deployed. */
final class BareServer implements AutoCloseable {

    /** Environment variable with the address of the database. */
    static final String DATABASE = "BARE_DB_URL";

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String LOOPBACK = "set configs.config.server-config.network-config.network-listeners"
            + ".network-listener.http-listener.address=127.0.0.1\n";

    private final Process process;
    private final Path folder;
    private final URI url;

    private BareServer(Process process, Path folder, URI url) {
        this.process = process;
        this.folder = folder;
        this.url = url;
    }

    /** With a page and nothing else. */
    static BareServer empty() throws IOException {
        return start(ShrinkWrap.create(WebArchive.class));
    }

    /** With a resource that inserts what is posted to {@code api/inserts}. */
    static BareServer inserting() throws IOException {
        // Our launcher switches beans without such a file off.
        return start(ShrinkWrap.create(WebArchive.class)
                .addClasses(BareApplication.class, BareResource.class)
                .addAsWebInfResource(new StringAsset(""), "beans.xml"));
    }

    private static BareServer start(WebArchive war) throws IOException {
        Path folder = Files.createTempDirectory(HandWrittenLoop.folder(), "bare");
        war.add(new StringAsset("<!doctype html><title>Bare</title>"), "page.html");
        war.as(ZipExporter.class).exportTo(folder.resolve("bare.war").toFile());
        Files.writeString(folder.resolve("preboot.txt"), preBoot() + LOOPBACK);
        int port = ServerProcess.freePort();
        ProcessBuilder builder = new ProcessBuilder(command(folder, port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().put(DATABASE, "jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0");
        BareServer server = new BareServer(builder.start(), folder, URI.create("http://127.0.0.1:" + port + "/bare/"));
        if (!Poll.within(START, LOOK, server::isReady)) {
            String log = Files.readString(folder.resolve("server.log"));
            server.close();
            throw new IllegalStateException("the bare server did not start\n" + log);
        }
        return server;
    }

    private static String preBoot() throws IOException {
        try (InputStream in = BareServer.class.getResourceAsStream("/io/querybatch/launcher/preboot.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Options of the JVM as {@link BenchServer} has them. */
    private static List<String> command(Path folder, int port) {
        List<String> command = new ArrayList<>();
        command.add(Processes.java().toString());
        command.addAll(List.of("-Xmx" + BenchServer.HEAP_LIMIT_MB + "m", "-XX:+UseSerialGC"));
        command.addAll(List.of(BenchServer.JVM.split(" ")));
        command.addAll(List.of(
                "-jar", Project.target().resolve("micro/payara-micro.jar").toString()));
        command.addAll(List.of("--deploy", folder.resolve("bare.war").toString()));
        command.addAll(List.of("--nocluster", "--disablephonehome", "--port", String.valueOf(port)));
        command.addAll(
                List.of("--prebootcommandfile", folder.resolve("preboot.txt").toString()));
        return command;
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve("page.html").toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }
}
