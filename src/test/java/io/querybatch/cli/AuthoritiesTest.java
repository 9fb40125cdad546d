package io.querybatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.querybatch.testing.CommandLineClient;
import io.querybatch.testing.CommandLineClient.Run;
import io.querybatch.testing.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate no public authority has signed. */
class AuthoritiesTest {

    private static final String PASSWORD = "changeit";
    private static final byte[] SOURCES =
            "{\"meta\":{},\"data\":{\"list\":[{\"id\":\"FLIGHTS\"}]}}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private HttpsServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity("server")));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, SOURCES.length);
            exchange.getResponseBody().write(SOURCES);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    /** Makes a key and its certificate, which is left in {@code name.pem}. */
    private SSLContext identity(String name) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        keytool(
                store,
                "-exportcert",
                "-rfc",
                "-file",
                folder.resolve(name + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String... arguments) {
        String[] command = new String[arguments.length + 7];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        String[] rest = {"-alias", "it", "-keystore", store.toString(), "-storepass", PASSWORD};
        System.arraycopy(rest, 0, command, arguments.length + 1, rest.length);
        Processes.run(command);
    }

    private Run sources(String... options) {
        String url = "https://127.0.0.1:" + server.getAddress().getPort();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "sources";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandLineClient.inProcess(Map.of("QUERYBATCH_URL", url, "QUERYBATCH_TOKEN", "secret"), arguments);
    }

    @Test
    void isTrustedWhenItsAuthorityIsNamedAndOnlyThen() throws IOException, GeneralSecurityException {
        identity("another");
        assertThat(sources("--ca-file", folder.resolve("server.pem").toString()).out())
                .contains("FLIGHTS");
        for (Run refused : new Run[] {
            sources(), sources("--ca-file", folder.resolve("another.pem").toString())
        }) {
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("no secure connection").doesNotContain("127.0.0.1");
        }
    }
}
