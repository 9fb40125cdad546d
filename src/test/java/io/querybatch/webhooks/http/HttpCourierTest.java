package io.querybatch.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.querybatch.testing.SettableClock;
import io.querybatch.webhooks.AddressRules;
import io.querybatch.webhooks.Networks;
import io.querybatch.webhooks.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to real receivers. */
class HttpCourierTest {

    private static final AddressRules LOOPBACK = new AddressRules(Networks.parse("127.0.0.0/8,::1"));
    private static final AddressRules OUTSIDE = new AddressRules(new Networks(List.of()));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final byte[] BODY = "{\"é\":1}".getBytes(StandardCharsets.UTF_8);
    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-01-31T12:00:00Z"));

    private static Reply post(AddressRules rules, Duration timeout, String url) {
        try (HttpCourier courier = new HttpCourier(rules, LONG, timeout, CLOCK)) {
            return courier.post(URI.create(url), Map.of("webhook-id", "msg_1"), BODY);
        }
    }

    private static Reply post(Receiver receiver, Duration timeout) {
        return post(LOOPBACK, timeout, "http://127.0.0.1:" + receiver.port() + "/hook?a=b%20c");
    }

    private static HttpHandler status(int status) {
        return exchange -> Receiver.answer(exchange, status);
    }

    /** A name service that says what it is told to, and how often it was asked. */
    private static final class Names implements DnsResolver {

        private final List<String> asked = new ArrayList<>();
        private final List<InetAddress> addresses = new ArrayList<>();

        Names(String... texts) throws UnknownHostException {
            for (String text : texts) {
                addresses.add(InetAddress.getByName(text));
            }
        }

        @Override
        public InetAddress[] resolve(String host) {
            asked.add(host);
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            throw new AssertionError("nobody asks");
        }
    }

    private static Reply post(Names names, AddressRules rules, int port) {
        try (HttpCourier courier = new HttpCourier(new CheckedNames(rules, names), null, LONG, LONG, CLOCK)) {
            return courier.post(URI.create("http://hooks.example:" + port + "/x"), Map.of(), BODY);
        }
    }

    @Test
    void aCallArrivesAsItWasMade() {
        try (Receiver receiver = Receiver.start(status(204))) {
            assertThat(post(receiver, LONG)).isEqualTo(new Reply(204, Duration.ZERO, null));
            assertThat(receiver.calls()).singleElement().satisfies(call -> {
                assertThat(call.method()).isEqualTo("POST");
                assertThat(call.path()).isEqualTo("/hook?a=b%20c");
                assertThat(call.body()).isEqualTo(new String(BODY, StandardCharsets.UTF_8));
                assertThat(call.header("webhook-id")).isEqualTo("msg_1");
                assertThat(call.header("Content-Type")).isEqualTo("application/json");
                assertThat(call.header("User-Agent")).isEqualTo("Querybatch");
                assertThat(call.headers().keySet())
                        .doesNotContain("Upgrade", "Cookie", "Accept-encoding", "Expect", "Authorization");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "http://localhost:%d/", "http://127.0.0.2:%d/", "http://[::1]:%d/"})
    void nothingIsSentToAddressesInside(String url) {
        try (Receiver receiver = Receiver.start(status(204))) {
            Reply reply = post(OUTSIDE, LONG, url.formatted(receiver.port()));
            assertThat(reply).isEqualTo(Reply.none("The host has no address, or one that this server may not call."));
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @Test
    void aNameIsLookedUpOnceAndWhatWasCheckedIsWhatIsCalled() throws IOException {
        try (Receiver receiver = Receiver.start(status(204))) {
            Names names = new Names("127.0.0.1");
            assertThat(post(names, LOOPBACK, receiver.port()).status()).isEqualTo(204);
            assertThat(names.asked).containsExactly("hooks.example");
            assertThat(receiver.calls().get(0).header("Host")).isEqualTo("hooks.example:" + receiver.port());
        }
    }

    @Test
    void oneAddressInsideIsOneTooMany() throws IOException {
        try (Receiver receiver = Receiver.start(status(204))) {
            assertThat(post(new Names("127.0.0.1", "10.0.0.1"), LOOPBACK, receiver.port())
                            .status())
                    .isNull();
            assertThat(post(new Names("1.1.1.1", "127.0.0.1"), OUTSIDE, receiver.port())
                            .status())
                    .isNull();
            assertThat(post(new Names(), LOOPBACK, receiver.port()).status()).isNull();
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nobodyIsFollowedElsewhere(int status) {
        HttpHandler elsewhere = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            Receiver.answer(exchange, status);
        };
        try (Receiver receiver = Receiver.start(elsewhere)) {
            assertThat(post(receiver, LONG)).isEqualTo(new Reply(status, Duration.ZERO, "Redirects are not followed."));
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 429, 500, 503})
    void aRefusalIsToldAndNotTriedAgainHere(int status) {
        try (Receiver receiver = Receiver.start(status(status))) {
            assertThat(post(receiver, LONG)).isEqualTo(new Reply(status, Duration.ZERO, null));
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | PT2M",
                "0                             | PT0S",
                "soon                          | PT0S",
                "-1                            | PT0S",
                "99999999999                   | PT0S",
                "Sat, 31 Jan 2026 12:05:00 GMT | PT5M",
                "Sat, 31 Jan 2026 11:00:00 GMT | PT0S"
            })
    void whenToComeAgainIsRead(String text, Duration pause) {
        HttpHandler busy = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", text);
            Receiver.answer(exchange, 503);
        };
        try (Receiver receiver = Receiver.start(busy)) {
            assertThat(post(receiver, LONG)).isEqualTo(new Reply(503, pause, null));
        }
    }

    @Test
    void aReceiverThatDoesNotAnswerIsLeft() {
        CountDownLatch end = new CountDownLatch(1);
        HttpHandler silent = exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (Receiver receiver = Receiver.start(silent)) {
            assertThat(post(receiver, SHORT)).isEqualTo(Reply.none("The receiver did not answer in time."));
            end.countDown();
        }
    }

    /** Says a little now and then, so that no timeout of a single read ever passes. */
    @Test
    void aReceiverThatNeverComesToAnEndIsLeft() throws IOException, InterruptedException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread receiver = new Thread(() -> dripHeaders(listening));
            receiver.start();
            assertThat(post(LOOPBACK, SHORT, "http://127.0.0.1:" + listening.getLocalPort() + "/"))
                    .isEqualTo(Reply.none("The receiver did not answer in time."));
            receiver.join();
        }
    }

    private static void dripHeaders(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('a');
                out.flush();
                Thread.sleep(50);
            }
        } catch (IOException e) {
            // Left, as it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBodyWithoutEndIsNotRead() {
        HttpHandler endless = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[64 * 1024];
            while (true) {
                exchange.getResponseBody().write(much);
            }
        };
        try (Receiver receiver = Receiver.start(endless)) {
            assertThat(post(receiver, LONG)).isEqualTo(new Reply(200, Duration.ZERO, null));
        }
    }

    @Test
    void headersWithoutEndAreNotRead() {
        HttpHandler chatty = exchange -> {
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseHeaders().add("X-" + i, "x".repeat(100));
            }
            Receiver.answer(exchange, 200);
        };
        try (Receiver receiver = Receiver.start(chatty)) {
            assertThat(post(receiver, LONG)).isEqualTo(Reply.none("The receiver gave no answer that can be read."));
        }
    }

    @Test
    void whereNobodyListensNobodyIsReached() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(post(LOOPBACK, LONG, "http://127.0.0.1:" + port + "/"))
                .isEqualTo(Reply.none("The receiver could not be reached."));
    }

    @Test
    void nobodyAnswersAsHttpDoes() throws IOException, InterruptedException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread receiver = new Thread(() -> hangUp(listening));
            receiver.start();
            assertThat(post(LOOPBACK, LONG, "http://127.0.0.1:" + listening.getLocalPort() + "/"))
                    .isEqualTo(Reply.none("The receiver gave no answer that can be read."));
            receiver.join();
        }
    }

    private static void hangUp(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            byte[] request = new byte[8 * 1024];
            assertThat(socket.getInputStream().read(request)).isPositive();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
