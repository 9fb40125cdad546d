package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.querybatch.testing.Api;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of an identity provider somewhere else: several at a time, of both algorithms, that come and go (RFC 7517). */
@Tag("h2")
class KeySetIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int STRANGERS = 100;

    private final Tokens rsa = Tokens.freshRsa();
    private final Tokens ec = Tokens.fresh();
    private final Map<String, Tokens> published = new TreeMap<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer provider;

    @BeforeEach
    void provide() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            fetched.incrementAndGet();
            byte[] body = keySet().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=2");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void end() {
        provider.stop(0);
    }

    private synchronized String keySet() {
        return published.entrySet().stream()
                .map(key -> key.getValue().publicJwk(key.getKey()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private synchronized void publish(String kid, Tokens tokens) {
        published.put(kid, tokens);
    }

    private synchronized void withdraw(String kid) {
        published.remove(kid);
    }

    private static int status(ServerProcess server, String token) {
        return new Api(server.url(), token).get("me").status();
    }

    @Test
    void severalKeysHoldAtATimeAndComeAndGoWithoutAStart() throws IOException {
        publish("rsa-1", rsa);
        publish("ec-1", ec);
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "keys");
        try (ServerProcess server = ServerProcess.in(home)
                .with(TestStore.fresh().environment())
                .with("QUERYBATCH_DEV", null)
                .with(
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        "http://localhost:" + provider.getAddress().getPort() + "/keys")
                .start()) {
            assertThat(status(server, rsa.token().kid("rsa-1").sign())).isEqualTo(200);
            assertThat(status(server, ec.token().kid("ec-1").sign())).isEqualTo(200);
            assertThat(status(server, ec.token().kid("rsa-1").sign()))
                    .as("the key of another")
                    .isEqualTo(401);
            strangersAreRefusedWithoutAsking(server);

            Tokens next = Tokens.freshRsa();
            String early = next.token().kid("rsa-2").sign();
            assertThat(status(server, early)).isEqualTo(401);
            publish("rsa-2", next);
            Poll.until(LONGEST, "the next key holds", () -> status(server, early) == 200);
            withdraw("rsa-1");
            Poll.until(
                    LONGEST,
                    "the last key holds no more",
                    () -> status(server, rsa.token().kid("rsa-1").sign()) == 401);
            assertThat(status(server, early)).isEqualTo(200);
        }
    }

    /** Who makes up names of keys does not make the server ask its provider for each. */
    private void strangersAreRefusedWithoutAsking(ServerProcess server) {
        int before = fetched.get();
        long begin = System.nanoTime();
        for (int i = 0; i < STRANGERS; i++) {
            assertThat(status(server, ec.token().kid("made-up-" + i).sign())).isEqualTo(401);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(fetched.get() - before).as("no more than time passes").isLessThanOrEqualTo((int) seconds / 2 + 2);
    }
}
