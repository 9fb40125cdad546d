package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/servers/liberty.md} as code. */
final class OpenLiberty implements ServerInstallation {

    private static final String NAME = "querybatch";

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        Path folder = server.resolve("usr/servers").resolve(NAME);
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
        return server.resolve("usr/servers").resolve(NAME).resolve("apps/querybatch.war");
    }

    @Override
    public String jvmVariable() {
        return "JVM_ARGS";
    }
}
