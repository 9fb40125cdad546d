package io.querybatch.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.ServerUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who begins requests and does not end them keeps nobody else, and not for long (slow loris). */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class SlowSendersIT {

    private static final int HALF_HEADS = 100;
    private static final int HALF_BODIES = 40;
    private static final int STRANGERS = 40;
    private static final int AT_ONCE = 32;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @ArquillianResource
    private URL url;

    private final List<Socket> open = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private Socket begin(String... lines) {
        try {
            Socket socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout((int) LONGEST.toMillis());
            open.add(socket);
            String host = "Host: " + url.getHost() + ":" + url.getPort();
            String text = lines[0] + "\r\n" + host + "\r\n"
                    + String.join("\r\n", List.of(lines).subList(1, lines.length));
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket beginBody(String... headers) {
        List<String> lines = new ArrayList<>(
                List.of("POST /query/batch HTTP/1.1", "Content-Type: application/json", "Content-Length: 5000"));
        lines.addAll(List.of(headers));
        lines.add("");
        lines.add("{");
        return begin(lines.toArray(String[]::new));
    }

    /** What the server says until it ends the connection. */
    private static String all(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the server does not end it", e);
        }
    }

    private static List<String> statuses(List<Socket> sockets) {
        return sockets.stream()
                .map(SlowSendersIT::all)
                .map(answer -> answer.isEmpty() ? "none" : answer.substring(9, 12))
                .toList();
    }

    @Test
    void whoDoesNotEndItsRequestsIsEndedAndKeepsNobodyElse() {
        String token = ServerUnderTest.tokens()
                .token()
                .tenant(ServerUnderTest.newTenant())
                .sign();
        List<Socket> heads = new ArrayList<>();
        List<Socket> bodies = new ArrayList<>();
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < HALF_HEADS; i++) {
            heads.add(begin("GET /query/batch HTTP/1.1", "X-Half: "));
        }
        for (int i = 0; i < HALF_BODIES; i++) {
            bodies.add(beginBody("Authorization: Bearer " + token));
        }
        for (int i = 0; i < STRANGERS; i++) {
            strangers.add(beginBody());
        }
        Api somebody = ServerUnderTest.api(url, ServerUnderTest.newTenant());
        for (int i = 0; i < 20; i++) {
            assertThat(somebody.get("query/batch").status()).isEqualTo(200);
        }
        assertThat(statuses(strangers)).as("without a token").containsOnly("401");
        assertThat(statuses(heads)).as("half a head").containsOnly("none");
        List<String> answers = statuses(bodies);
        assertThat(answers).as("half a body").containsOnly("400", "429");
        assertThat(answers.stream().filter("400"::equals)).hasSizeLessThanOrEqualTo(AT_ONCE);
    }
}
