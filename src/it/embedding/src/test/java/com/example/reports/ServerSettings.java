package com.example.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Settings of the server that Arquillian starts, made before it reads them. */
public final class ServerSettings implements LauncherSessionListener {

    static final Keycloak KEYCLOAK = new Keycloak();

    static Path home() {
        return Path.of(System.getProperty("reports.home"));
    }

    static Path ledger() {
        return home().resolve("ledger");
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("reports.war") == null) {
            return;
        }
        try {
            Files.createDirectories(home());
            Path key = Files.writeString(home().resolve("key.pem"), KEYCLOAK.publicKey());
            // Arquillian calls the server on this address; nobody else has to reach it.
            Path commands = Files.writeString(
                    home().resolve("preboot.txt"),
                    "set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false\n"
                            + "set configs.config.server-config.network-config.network-listeners.network-listener"
                            + ".http-listener.address=127.0.0.1\n");
            System.setProperty(
                    "it.jvm",
                    "-Xmx512m -XX:TieredStopAtLevel=1 -Dquerybatch.home=" + home() + " -Dquerybatch.catalog="
                            + System.getProperty("reports.catalog") + " -Dreports.ledger=" + ledger()
                            + " -Dmp.jwt.verify.issuer=" + Keycloak.REALM + " -Dmp.jwt.verify.publickey.location="
                            + key.toUri());
            System.setProperty(
                    "it.micro",
                    "--disablephonehome --prebootcommandfile " + commands + " --logtofile "
                            + home().resolve("server.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
