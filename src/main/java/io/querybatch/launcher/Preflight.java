package io.querybatch.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that can be found wrong before the server is booted. */
final class Preflight {

    private static final String KEY = "mp.jwt.verify.publickey";
    private static final String KEY_LOCATION = "mp.jwt.verify.publickey.location";
    private static final String LOOPBACK = "127.0.0.1";

    private final Environment environment;

    Preflight(Environment environment) {
        this.environment = environment;
    }

    /**
     * Where the server will listen.
     *
     * @param address address or host name
     * @param port port
     * @param dev whether it is in development mode
     */
    record Listener(String address, int port, boolean dev) {}

    /** Checks all, completes the settings, and says where to listen. */
    Listener check(Arguments arguments) throws LaunchException {
        boolean dev = environment.isTrue("querybatch.dev");
        refuseTelemetryOfServer();
        Path home = prepareHome();
        prepareKey(home, dev);
        requireCatalog(home);
        int port = arguments.port() != null
                ? arguments.port()
                : Arguments.port(
                        "QUERYBATCH_PORT", environment.get("querybatch.port").orElse("8080"));
        String address = dev ? LOOPBACK : environment.get("querybatch.address").orElse("0.0.0.0");
        requireFree(address, port);
        return new Listener(address, port, dev);
    }

    /** The server would make exporters of its own OpenTelemetry, find those of ours, and deploy nothing without a word (docs/servers.md). */
    private void refuseTelemetryOfServer() throws LaunchException {
        if (environment
                .get("otel.sdk.disabled")
                .filter("false"::equalsIgnoreCase)
                .isPresent()) {
            throw new LaunchException(
                    "OTEL_SDK_DISABLED=false switches on the telemetry of the server inside, with which nothing can be deployed."
                            + " Take it away: spans are sent to QUERYBATCH_TRACES_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT without it.");
        }
    }

    private Path prepareHome() throws LaunchException {
        Path home = environment.home();
        try {
            Files.createDirectories(home.resolve("tmp"));
        } catch (IOException e) {
            throw new LaunchException("QUERYBATCH_HOME: the folder " + home + " cannot be written to", e);
        }
        environment.set("querybatch.home", home.toString());
        return home;
    }

    private void prepareKey(Path home, boolean dev) throws LaunchException {
        if (environment.get(KEY).isPresent()) {
            return;
        }
        String location = environment.get(KEY_LOCATION).orElse(null);
        if (location == null && !dev) {
            throw new LaunchException(
                    "MP_JWT_VERIFY_PUBLICKEY_LOCATION is not set: without a key no token can be verified."
                            + " Name the public key of your identity provider, or set QUERYBATCH_DEV=true to try things out.");
        }
        if (location == null) {
            location = DevKeys.publicKey(home).toUri().toString();
        }
        boolean url = location.matches("[a-z]{2,}:.*");
        if (!url && !Files.isReadable(Path.of(location))) {
            throw new LaunchException("MP_JWT_VERIFY_PUBLICKEY_LOCATION: the file " + location + " cannot be read");
        }
        // Payara wants a URL: it would look for a bare path on the class path and then refuse every token.
        environment.set(
                KEY_LOCATION,
                url ? location : Environment.absolute(location).toUri().toString());
    }

    private void requireCatalog(Path home) throws LaunchException {
        Path catalog =
                environment.get("querybatch.catalog").map(Environment::absolute).orElse(home.resolve("catalog"));
        if (!Files.isDirectory(catalog)) {
            throw new LaunchException("QUERYBATCH_CATALOG: there is no folder " + catalog
                    + "; a sample catalog is in server-config/catalog");
        }
        environment.set("querybatch.catalog", catalog.toString());
    }

    private static void requireFree(String address, int port) throws LaunchException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw new LaunchException(
                    "port " + port + " on " + address + " is taken or not to be had; choose another with --port", e);
        }
    }
}
