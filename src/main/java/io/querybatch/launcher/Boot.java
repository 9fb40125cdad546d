package io.querybatch.launcher;

import io.querybatch.launcher.Preflight.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Boots Payara Micro with the application that comes with it. */
final class Boot {

    private static final String ADDRESS = "set configs.config.server-config.network-config.network-listeners"
            + ".network-listener.http-listener.address=";

    private static final String FORMATTER = "java.util.logging.ConsoleHandler.formatter=";

    private Boot() {}

    /** Starts the server, which then runs on threads of its own; returns where it is unpacked. */
    static Unpacked start(Listener listener, Path home, LogFormat format) throws LaunchException {
        try {
            Path folder = home.resolve("tmp");
            Unpacked unpacked = Unpacked.in(folder);
            Distribution distribution = Distribution.current();
            Path application = distribution.furnish(unpacked.folder());
            Path preBoot = folder.resolve("preboot.txt");
            Path logging = folder.resolve("logging.properties");
            Files.writeString(preBoot, resource("preboot.txt") + ADDRESS + listener.address() + "\n");
            Files.writeString(logging, resource("logging.properties") + FORMATTER + format.formatter() + "\n");
            // Payara asks for it several times a request, and unless it is named looks through every library each time.
            System.getProperties().putIfAbsent("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
            distribution.boot(List.of(
                    "--nocluster",
                    "--disablephonehome",
                    "--port",
                    String.valueOf(listener.port()),
                    "--rootdir",
                    unpacked.folder().toString(),
                    "--deploy",
                    application.toString(),
                    "--prebootcommandfile",
                    preBoot.toString(),
                    "--logproperties",
                    logging.toString()));
            return unpacked;
        } catch (IOException e) {
            throw new LaunchException("QUERYBATCH_HOME: the folder " + home + " cannot be written to", e);
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Boot.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
