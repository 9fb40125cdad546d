package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

    private static HttpServletRequest request(String method, String... headers) {
        return requestOf("HTTP/1.1", method, headers);
    }

    private static HttpServletRequest requestOf(String protocol, String method, String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FramingTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> switch (called.getName()) {
                    case "getProtocol" -> protocol;
                    case "getMethod" -> method;
                    case "getHeader" -> values(headers, args[0]).findFirst().orElse(null);
                    case "getHeaders" ->
                        Collections.enumeration(values(headers, args[0]).toList());
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static Stream<String> values(String[] headers, Object name) {
        return List.of(headers).stream()
                .filter(header -> header.startsWith(name + ":"))
                .map(header -> header.substring(header.indexOf(':') + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host:reports.example.com",
                "Host:127.0.0.1:8080",
                "Host:[::1]:8080",
                "Host:query_batch",
                "Host:reports.example.com:",
                "Content-Length:5",
            })
    void isClear(String header) {
        assertThat(Framing.isDoubtful(request("POST", header))).isFalse();
        assertThat(Framing.endsConnection(request("POST", header))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding:chunked", "Transfer-Encoding:Chunked"})
    void servesAChunkedBodyAndNothingBehindIt(String header) {
        assertThat(Framing.isDoubtful(request("POST", header))).isFalse();
        assertThat(Framing.endsConnection(request("POST", header))).isTrue();
    }

    @Test
    void goesOnBehindARequestThatBecomesHttp2() {
        HttpServletRequest first = request(
                "POST", "Upgrade:h2c", "HTTP2-Settings:AAMAAABk", "Transfer-Encoding:chunked", "Connection:Upgrade");
        assertThat(Framing.isDoubtful(first)).isFalse();
        assertThat(Framing.endsConnection(first)).isFalse();
        assertThat(Framing.isDoubtful(request("GET", "Upgrade:h2c"))).isTrue();
    }

    @Test
    void servesNothingBehindARequestThatSaysItIsTheLast() {
        assertThat(Framing.endsConnection(request("GET", "Connection:close"))).isTrue();
        assertThat(Framing.isDoubtful(request("GET", "Connection:close"))).isFalse();
        assertThat(Framing.endsConnection(requestOf("HTTP/1.0", "GET"))).isTrue();
        assertThat(Framing.endsConnection(requestOf("HTTP/1.0", "GET", "Connection:keep-alive")))
                .isFalse();
        assertThat(Framing.endsConnection(requestOf("HTTP/2.0", "TRACE"))).isFalse();
        assertThat(Framing.isDoubtful(requestOf("HTTP/2.0", "POST", "Transfer-Encoding:chunked")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void readsNothingBehindMethodsWhoseBodyTheServerDoesNotLookFor(String method) {
        assertThat(Framing.isDoubtful(request(method))).isFalse();
        assertThat(Framing.endsConnection(request(method))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding:",
                "Transfer-Encoding:identity",
                "Upgrade:websocket",
                "Transfer-Encoding:xchunked",
                "Transfer-Encoding:chunkedx",
                "Transfer-Encoding:chunked, chunked",
                "Transfer-Encoding:gzip, chunked",
                "Host:",
                "Host:a b",
                "Host:a/b",
                "Host:user@a",
                "Host:a:b",
                "Host:a, b",
                "Host:<script>",
                "Host:[::1",
            })
    void doubts(String header) {
        assertThat(Framing.isDoubtful(request("POST", header))).isTrue();
        assertThat(Framing.endsConnection(request("POST", header))).isTrue();
    }

    @Test
    void doubtsWhatIsSaidTwice() {
        for (String header : List.of("Host:a", "Content-Length:5", "Transfer-Encoding:chunked")) {
            assertThat(Framing.isDoubtful(request("POST", header, header)))
                    .as(header)
                    .isTrue();
        }
    }
}
