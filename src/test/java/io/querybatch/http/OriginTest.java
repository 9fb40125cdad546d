package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final ProxyTrust TRUSTED = new ProxyTrust(true);
    private static final ProxyTrust UNTRUSTED = new ProxyTrust(false);

    @ParameterizedTest
    @CsvSource({
        "http, localhost, 8080, http://localhost:8080",
        "http, localhost, 80, http://localhost",
        "https, localhost, 443, https://localhost",
        "https, localhost, 80, https://localhost:80",
        "http, localhost, 443, http://localhost:443",
        "http, ::1, 8080, http://[::1]:8080",
        "http, [::1], 80, http://[::1]",
    })
    void isWhatTheCallerSaid(String scheme, String host, int port, String origin) {
        assertThat(Origin.of(request(scheme, host, port, Map.of()), UNTRUSTED)).hasToString(origin);
    }

    @Test
    void disregardsProxyHeadersUnlessTrusted() {
        Map<String, String> headers =
                Map.of("Forwarded", "proto=https;host=evil", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil");

        assertThat(Origin.of(request("http", "a", 8080, headers), UNTRUSTED)).hasToString("http://a:8080");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proto=https;host=api.example.com            | https://api.example.com",
                "for=1.2.3.4;Proto=HTTPS;Host=api.example.com| https://api.example.com",
                "host=\"api.example.com:8443\";proto=https   | https://api.example.com:8443",
                "proto=https                                 | https://a:8080",
                "host=b                                      | http://b",
                "host=b;proto=https, host=c;proto=http       | https://b",
                "for=1.2.3.4, host=c;proto=https             | http://a:8080",
                "host=\"[2001:db8::1]:8443\"                 | http://[2001:db8::1]:8443",
                "by=x; host=b ; proto=https                  | https://b",
            })
    void believesTheStandardHeaderOfATrustedProxy(String header, String origin) {
        assertThat(Origin.of(request("http", "a", 8080, Map.of("Forwarded", header)), TRUSTED))
                .hasToString(origin);
    }

    @Test
    void believesTheOlderHeaders() {
        Map<String, String> headers =
                Map.of("X-Forwarded-Proto", "https, http", "X-Forwarded-Host", "api.example.com, inner");

        assertThat(Origin.of(request("http", "a", 8080, headers), TRUSTED)).hasToString("https://api.example.com");
    }

    @Test
    void standardHeaderExcludesTheOlderOnes() {
        Map<String, String> headers = Map.of("Forwarded", "proto=https", "X-Forwarded-Host", "evil");

        assertThat(Origin.of(request("http", "a", 8080, headers), TRUSTED)).hasToString("https://a:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host=",
                "host=a/b",
                "host=\"a b\"",
                "host=\"a\\\"b\"",
                "host=<script>",
                "host=a@b",
                "host=b:123456",
                "host=[::1",
                "xhost=evil",
                "proto=javascript",
                "proto=ftp",
            })
    void malformedIsAsGoodAsAbsent(String header) {
        assertThat(Origin.of(request("http", "o", 8080, Map.of("Forwarded", header)), TRUSTED))
                .hasToString("http://o:8080");
    }

    private static HttpServletRequest request(String scheme, String host, int port, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OriginTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getScheme" -> scheme;
                    case "getServerName" -> host;
                    case "getServerPort" -> port;
                    case "getHeader" -> headers.get((String) args[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
