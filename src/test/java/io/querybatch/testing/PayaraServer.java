package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code docs/servers/payara-server.md} as code. */
final class PayaraServer implements ServerInstallation {

    private static final Path CONFIGURATION = Project.base().resolve("server-config/payara-server");

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        String root = war.getFileName().toString().replace("ROOT.war", "").replace(".war", "");
        String prepared = Files.readString(CONFIGURATION.resolve("preboot.asadmin"))
                .replace("listener-1.port=8080", "listener-1.port=" + port)
                .replace("listener-1.address=0.0.0.0", "listener-1.address=127.0.0.1")
                .replace("admin-listener.port=4848", "admin-listener.port=" + ServerProcess.freePort());
        Path preboot = Files.writeString(server.resolve("preboot.asadmin"), prepared);
        Path postboot = Files.writeString(
                server.resolve("postboot.asadmin"),
                "deploy --name querybatch --contextroot=/" + root + " " + war + "\n");
        return List.of(
                "sh",
                server.resolve("bin/asadmin").toString(),
                "start-domain",
                "--verbose",
                "--prebootcommandfile",
                preboot.toString(),
                "--postbootcommandfile",
                postboot.toString());
    }

    @Override
    public String jvmVariable() {
        return "JAVA_TOOL_OPTIONS";
    }
}
