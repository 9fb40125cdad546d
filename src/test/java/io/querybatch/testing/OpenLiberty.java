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
        Path applications = Files.createDirectories(folder.resolve("apps"));
        Files.copy(Project.base().resolve("server-config/liberty/server.xml"), folder.resolve("server.xml"));
        Files.copy(war, applications.resolve("querybatch.war"));
        Processes.run(
                "unzip",
                "-jq",
                war.toString(),
                "WEB-INF/lib/h2-*.jar",
                "-d",
                folder.resolve("lib").toString());
        String root = war.getFileName().toString().replace("ROOT.war", "").replace(".war", "");
        Files.writeString(
                folder.resolve("bootstrap.properties"), "http.port=" + port + "\ncontext.root=/" + root + "\n");
        return List.of("sh", server.resolve("bin/server").toString(), "run", NAME);
    }

    @Override
    public String jvmVariable() {
        return "JVM_ARGS";
    }
}
