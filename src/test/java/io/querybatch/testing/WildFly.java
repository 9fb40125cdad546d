package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code docs/servers/wildfly.md} as code. */
final class WildFly implements ServerInstallation {

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        Path bin = server.resolve("bin");
        Processes.run(
                "sh",
                bin.resolve("jboss-cli.sh").toString(),
                "--file=" + Project.base().resolve("server-config/wildfly/prepare.cli"));
        return List.of(
                "sh",
                bin.resolve("standalone.sh").toString(),
                "-b=127.0.0.1",
                "-bmanagement=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.management.http.port=" + ServerProcess.freePort());
    }

    @Override
    public Map<String, String> addResources(Path server, Path driver) throws IOException {
        Path configuration = Project.base().resolve("server-config/wildfly/resources.cli");
        Path script = Files.writeString(
                server.resolve("resources.cli"),
                Files.readString(configuration).replace("=postgresql.jar", "=" + driver));
        Processes.run("sh", server.resolve("bin/jboss-cli.sh").toString(), "--file=" + script);
        return ServerInstallation.named(
                "java:/jdbc/querybatch", "java:/concurrent/querybatch", "java:/concurrent/querybatch-threads");
    }

    /** Its scanner of deployments looks every five seconds. */
    @Override
    public void deploy(Path server, Path war) throws IOException {
        Path file = deployments(server).resolve(war.getFileName());
        Files.deleteIfExists(beside(file, ".undeployed"));
        Files.copy(war, file, StandardCopyOption.REPLACE_EXISTING);
        Files.createFile(beside(file, ".dodeploy"));
    }

    @Override
    public void undeploy(Path server, Path war) throws IOException {
        Path file = deployments(server).resolve(war.getFileName());
        Files.delete(beside(file, ".deployed"));
        Poll.until(
                Duration.ofMinutes(2),
                "WildFly has undeployed " + war.getFileName(),
                () -> Files.exists(beside(file, ".undeployed")));
    }

    private static Path deployments(Path server) {
        return server.resolve("standalone/deployments");
    }

    private static Path beside(Path war, String suffix) {
        return war.resolveSibling(war.getFileName() + suffix);
    }

    @Override
    public String jvmVariable() {
        return "JAVA_OPTS";
    }
}
