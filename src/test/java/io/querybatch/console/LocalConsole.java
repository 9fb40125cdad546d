package io.querybatch.console;

import io.querybatch.testing.Api;
import io.querybatch.testing.Browser;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server that a test may end and change, and a browser that looks at its console. */
final class LocalConsole implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of(
            "QUERYBATCH_SCHEDULES_GRACE", "PT1S",
            "QUERYBATCH_WEBHOOKS_HTTP", "true",
            "QUERYBATCH_WEBHOOKS_NETWORKS", "127.0.0.0/8",
            "QUERYBATCH_WEBHOOKS_RETRY_PAUSE", "PT1S");

    private final Path files = Project.target().resolve("console");
    private final Map<String, String> store = TestStore.fresh().environment();
    private final int port = ServerProcess.freePort();
    private final Path home;
    private final Browser browser;
    private ServerProcess server;

    private LocalConsole(String name) throws IOException {
        Files.createDirectories(files);
        browser = Browser.start(Files.createTempDirectory(files, "downloads"));
        home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), name);
        copy(Project.catalog(), home.resolve("catalog"));
    }

    /** Starts both; the server's home is a folder of that name. */
    static LocalConsole start(String name) throws IOException {
        LocalConsole console = new LocalConsole(name);
        try {
            console.startServer();
            return console;
        } catch (RuntimeException | AssertionError e) {
            console.close();
            throw e;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    /** Starts the server, with what its store and its catalog have by now. */
    void startServer() {
        server = ServerProcess.in(home)
                .port(port)
                .with(store)
                .with(SETTINGS)
                .with("QUERYBATCH_CATALOG", home.resolve("catalog").toString())
                .start();
    }

    /** Kills the server; the browser leaves the page first, which would complain. */
    void killServer() {
        browser.open(URI.create("about:blank"));
        server.kill();
    }

    /** Takes a data source out of the catalog that the server reads when it starts. */
    void removeSource(String file) throws IOException {
        Files.delete(home.resolve("catalog").resolve(file));
    }

    Browser browser() {
        return browser;
    }

    /** Calls the server as somebody of a tenant. */
    Api api(String tenant) {
        return new Api(server.url(), token(tenant));
    }

    private String token(String tenant) {
        return DevTokens.token(home, "--tenant", tenant);
    }

    /** Opens the console anew, on a wide screen, and signs in as somebody of a tenant. */
    void signIn(String tenant) {
        browser.size(1440, 900);
        browser.scheme("light");
        browser.open(server.url());
        browser.fill("#token", token(tenant));
        browser.press("Sign in");
        browser.seeText("h1", "Batches");
    }

    /** Looks at the view in both themes, wide and on a phone. */
    void look(String name, String landmark) {
        new Looks(browser, files).at(name, landmark);
        browser.size(1440, 900);
        browser.scheme("light");
    }

    /** Leaves a picture as the documents have them. */
    void picture(String name) {
        browser.size(1180, 760);
        browser.picture(files.resolve(name + ".png"));
        browser.size(1440, 900);
    }

    /** What the page complained about, but for what was expected. */
    List<String> complaints(List<String> expected) {
        return browser.complaints().stream()
                .filter(text -> expected.stream().noneMatch(text::contains))
                .toList();
    }

    @Override
    public void close() {
        browser.close();
        if (server != null) {
            server.close();
        }
    }
}
