package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code docs/servers/liberty.md} as code. */
final class OpenLiberty implements ServerInstallation {

    private static final String NAME = "querybatch";
    private static final Path CONFIGURATION = Project.base().resolve("server-config/liberty/server.xml");
    private static final Pattern APPLICATION = Pattern.compile("(?s)<webApplication.*</webApplication>");

    /** Context root of the first application. */
    private String first;

    @Override
    public List<String> prepare(Path server, Path war, int port) throws IOException {
        Path folder = folder(server);
        Files.createDirectories(folder.resolve("apps"));
        Files.copy(CONFIGURATION, configuration(server));
        Processes.run(
                "unzip",
                "-jq",
                war.toString(),
                "WEB-INF/lib/h2-*.jar",
                "-d",
                folder.resolve("lib").toString());
        first = ServerInstallation.root(war).replace("/", "");
        Files.writeString(
                folder.resolve("bootstrap.properties"), "http.port=" + port + "\ncontext.root=/" + first + "\n");
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

    /** The first is in server.xml, with its context root; others get a file of their own. */
    @Override
    public void deploy(Path server, Path war) throws IOException {
        String root = ServerInstallation.root(war).replace("/", "");
        boolean isFirst = root.equals(first);
        Path file = folder(server).resolve("apps").resolve((isFirst ? NAME : root) + ".war");
        Files.copy(war, file, StandardCopyOption.REPLACE_EXISTING);
        if (isFirst) {
            Files.writeString(configuration(server), Files.readString(CONFIGURATION));
        } else {
            Files.createDirectories(configuration(server, root).getParent());
            Files.writeString(configuration(server, root), """
                    <server>
                      <webApplication id="%1$s" location="%1$s.war" contextRoot="/%1$s">
                        <classloader delegation="parentLast"/>
                      </webApplication>
                    </server>
                    """.formatted(root));
        }
    }

    /** By its configuration: whose file is taken away while it runs cannot load the classes that it needs to end. */
    @Override
    public void undeploy(Path server, Path war) throws IOException {
        String root = ServerInstallation.root(war).replace("/", "");
        if (root.equals(first)) {
            Files.writeString(
                    configuration(server),
                    APPLICATION.matcher(Files.readString(CONFIGURATION)).replaceFirst(""));
        } else {
            Files.delete(configuration(server, root));
        }
    }

    private static Path configuration(Path server) {
        return folder(server).resolve("server.xml");
    }

    private static Path configuration(Path server, String root) {
        return folder(server).resolve("configDropins/defaults").resolve(root + ".xml");
    }

    @Override
    public String jvmVariable() {
        return "JVM_ARGS";
    }
}
