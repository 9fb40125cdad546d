package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code docs/servers/liberty.md} as code. */
final class OpenLiberty implements ServerInstallation {

    private static final String NAME = "querybatch";

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        Path folder = folder(server);
        Files.createDirectories(folder.resolve("apps"));
        Files.copy(Project.base().resolve("server-config/liberty/server.xml"), folder.resolve("server.xml"));
        Processes.run(
                "unzip",
                "-jq",
                war.toString(),
                "WEB-INF/lib/h2-*.jar",
                "-d",
                folder.resolve("lib").toString());
        String root = ServerInstallation.root(war).replace("/", "");
        Files.writeString(
                folder.resolve("bootstrap.properties"), "http.port=" + port + "\ncontext.root=/" + root + "\n");
        return List.of("sh", server.resolve("bin/server").toString(), "run", NAME);
    }

    @Override
    public Map<String, String> addResources(Path server, Path driver) throws IOException {
        Path overrides = Files.createDirectories(folder(server).resolve("configDropins/overrides"));
        Files.copy(Project.base().resolve("server-config/liberty/resources.xml"), overrides.resolve("resources.xml"));
        Files.copy(driver, folder(server).resolve("lib/postgresql.jar"));
        return ServerInstallation.named("jdbc/querybatch", "concurrent/querybatch", "concurrent/querybatch-threads");
    }

    private static Path folder(Path server) {
        return server.resolve("usr/servers").resolve(NAME);
    }

    /** It looks for its applications every half a second; their context roots are in its configuration. */
    @Override
    public void deploy(Path server, Path war) throws IOException {
        Files.copy(war, application(server));
    }

    @Override
    public void undeploy(Path server, Path war) throws IOException {
        Files.delete(application(server));
    }

    private static Path application(Path server) {
        return folder(server).resolve("apps/querybatch.war");
    }

    @Override
    public String jvmVariable() {
        return "JVM_ARGS";
    }
}
