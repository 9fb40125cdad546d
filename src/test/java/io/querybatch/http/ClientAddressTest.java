package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    private static final String CONNECTION = "10.0.0.9";

    private static String address(boolean trusted, Map<String, List<String>> headers) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                ClientAddressTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> CONNECTION;
                    case "getHeaders" ->
                        Collections.enumeration(headers.getOrDefault(String.valueOf(arguments[0]), List.of()));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return ClientAddress.of(request, new ProxyTrust(trusted));
    }

    @Test
    void nobodyIsBelievedUnlessTheProxyIsTrusted() {
        assertThat(address(false, Map.of("X-Forwarded-For", List.of("192.0.2.1"), "Forwarded", List.of("for=192.0.2.1"))))
                .isEqualTo(CONNECTION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1                 | 192.0.2.1",
                "6.6.6.6, 192.0.2.1        | 192.0.2.1",
                "2001:db8::1               | 2001:db8::1",
                "<script>                  | 10.0.0.9",
                "192.0.2.1,                | 10.0.0.9",
            })
    void isTheLastThatTheProxyNames(String header, String address) {
        assertThat(address(true, Map.of("X-Forwarded-For", List.of(header)))).isEqualTo(address);
        assertThat(address(true, Map.of("X-Forwarded-For", List.of("7.7.7.7", header)))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.1;proto=https            | 192.0.2.1",
                "for=6.6.6.6, for=192.0.2.1           | 192.0.2.1",
                "proto=https;For=\"[2001:db8::1]:47\" | [2001:db8::1]:47",
                "proto=https                          | 10.0.0.9",
                "for=\"a b\"                          | 10.0.0.9",
            })
    void theStandardHeaderGoesFirst(String header, String address) {
        assertThat(address(true, Map.of("Forwarded", List.of(header), "X-Forwarded-For", List.of("5.5.5.5"))))
                .isEqualTo(address);
    }

    @Test
    void aProxyThatSaysNothingLeavesTheConnection() {
        assertThat(address(true, Map.of())).isEqualTo(CONNECTION);
    }
}
