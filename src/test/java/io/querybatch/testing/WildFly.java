package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/servers/wildfly.md} as code. */
final class WildFly implements ServerInstallation {

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        Path bin = server.resolve("bin");
        Processes.run(
                "sh",
                bin.resolve("jboss-cli.sh").toString(),
                "--file=" + Project.base().resolve("server-config/wildfly/prepare.cli"));
        Files.copy(war, server.resolve("standalone/deployments").resolve(war.getFileName()));
        return List.of(
                "sh",
                bin.resolve("standalone.sh").toString(),
                "-b=127.0.0.1",
                "-bmanagement=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.management.http.port=" + ServerProcess.freePort());
    }

    @Override
    public String jvmVariable() {
        return "JAVA_OPTS";
    }
}
