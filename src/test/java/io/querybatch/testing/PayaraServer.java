package io.querybatch.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code docs/servers/payara-server.md} as code. */
final class PayaraServer implements ServerInstallation {

    private static final Path CONFIGURATION = Project.base().resolve("server-config/payara-server");

    private final int administration = ServerProcess.freePort();

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        String prepared = Files.readString(CONFIGURATION.resolve("preboot.asadmin"))
                .replace("listener-1.port=8080", "listener-1.port=" + port)
                .replace("listener-1.address=0.0.0.0", "listener-1.address=127.0.0.1")
                .replace("admin-listener.port=4848", "admin-listener.port=" + administration);
        Path preboot = Files.writeString(preboot(server), prepared);
        setMessagingPort(server.resolve("glassfish/domains/domain1/config/domain.xml"));
        return List.of(
                "sh",
                server.resolve("bin/asadmin").toString(),
                "start-domain",
                "--verbose",
                "--prebootcommandfile",
                preboot.toString());
    }

    /** The port of messaging is the same for all domains of a machine: the second one would not start. */
    private static void setMessagingPort(Path domain) throws IOException {
        String before = Files.readString(domain);
        String after = before.replace(
                "\"JMS_PROVIDER_PORT\" value=\"7676\"",
                "\"JMS_PROVIDER_PORT\" value=\"" + ServerProcess.freePort() + "\"");
        if (after.equals(before)) {
            throw new IllegalStateException("the domain says nothing of messaging: see docs/servers/payara-server.md");
        }
        Files.writeString(domain, after);
    }

    private static Path preboot(Path server) {
        return server.resolve("preboot.asadmin");
    }

    @Override
    public Map<String, String> addResources(Path server, Path driver) throws IOException {
        Files.copy(driver, server.resolve("glassfish/lib").resolve(driver.getFileName()));
        Files.writeString(
                preboot(server),
                Files.readString(CONFIGURATION.resolve("resources.asadmin")),
                StandardOpenOption.APPEND);
        return ServerInstallation.named("jdbc/querybatch", "concurrent/querybatch", "concurrent/querybatch-threads");
    }

    private static List<String> deployment(Path war) {
        String root = ServerInstallation.root(war);
        return List.of("deploy", "--name", name(war), "--contextroot=/" + root.replace("/", ""), war.toString());
    }

    private static String name(Path war) {
        return "querybatch-" + ServerInstallation.root(war).replace("/", "");
    }

    /** Not by a file of commands that the domain runs when it starts: that takes 200 seconds (docs/servers.md). */
    @Override
    public void deploy(Path server, Path war) {
        Poll.until(Duration.ofMinutes(2), "the domain can be administered", this::answers);
        administer(server, deployment(war));
    }

    @Override
    public void undeploy(Path server, Path war) {
        administer(server, List.of("undeploy", name(war)));
    }

    /** The port is open for a moment before anybody listens to what comes through it. */
    private boolean answers() {
        HttpRequest version = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + administration + "/__asadmin/version"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(version, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    < 500;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void administer(Path server, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                server.resolve("bin/asadmin").toString(),
                "--port",
                String.valueOf(administration),
                "--interactive=false"));
        command.addAll(words);
        Processes.run(command.toArray(String[]::new));
    }

    @Override
    public String jvmVariable() {
        return "JAVA_TOOL_OPTIONS";
    }
}
