package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.ErrorRenderer.Rendered;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorRendererTest {

    private static HttpServletRequest request(Map<String, String> headers) {
        Map<String, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                ErrorRendererTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getProtocol" -> "HTTP/1.1";
                    case "getMethod" -> "GET";
                    case "getHeader" -> headers.get(args[0]);
                    case "getHeaders" ->
                        Collections.enumeration(Optional.ofNullable(headers.get(args[0])).stream()
                                .toList());
                    case "getAttribute" -> attributes.get(args[0]);
                    case "setAttribute" -> attributes.put((String) args[0], args[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Rendered render(ErrorAnswer answer, Map<String, String> headers) {
        return ErrorRenderer.render(answer, request(headers));
    }

    @Test
    void namesTheRequestAlikeInHeaderAndBody() {
        Rendered rendered = render(ErrorAnswer.of(ErrorCode.NOT_FOUND), Map.of());
        String id = rendered.headers().get("X-Request-Id");
        assertThat(id).matches("[A-Za-z0-9_-]{32}");
        assertThat(rendered.body()).contains("\"request_id\":\"" + id + "\"");
        assertThat(rendered.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"TOO_MANY_REQUESTS", "SERVICE_UNAVAILABLE", "QUERY_SOURCE_UNAVAILABLE"})
    void saysWhenToComeAgain(ErrorCode code) {
        assertThat(render(ErrorAnswer.of(code), Map.of()).headers()).containsEntry("Retry-After", "5");
    }

    @Test
    void saysWhenToComeAgainAsTheServiceSaid() {
        ServiceException full = ServiceException.unavailable("full", Duration.ofSeconds(90), null);
        assertThat(render(ErrorAnswer.of(full), Map.of()).headers()).containsEntry("Retry-After", "90");
        assertThat(render(ErrorAnswer.of(ErrorCode.NOT_FOUND), Map.of()).headers())
                .doesNotContainKey("Retry-After");
    }

    @Test
    void challengesByWhetherATokenWasSent() {
        ErrorAnswer unauthorized = ErrorAnswer.of(ErrorCode.UNAUTHORIZED);
        String plain = "Bearer realm=\"querybatch\"";
        assertThat(render(unauthorized, Map.of()).headers()).containsEntry("WWW-Authenticate", plain);
        assertThat(render(unauthorized, Map.of("Authorization", "Basic YTpi")).headers())
                .containsEntry("WWW-Authenticate", plain);
        assertThat(render(unauthorized, Map.of("Authorization", "Bearer x")).headers())
                .containsEntry("WWW-Authenticate", plain + ", error=\"invalid_token\"");
    }

    /** Existing clients show the body only; why the token is refused stays untold (RFC 6750 §3.1). */
    @Test
    void tellsPeopleWhetherATokenWasSent() {
        ErrorAnswer unauthorized = ErrorAnswer.of(ErrorCode.UNAUTHORIZED);
        String told = "\"description\":\"The access token is invalid or has expired.\"";
        assertThat(render(unauthorized, Map.of()).body()).doesNotContain("description");
        assertThat(render(unauthorized, Map.of("Authorization", "Bearer x")).body())
                .contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/problem+json",
                "Application/Problem+JSON",
                "text/html, application/problem+json;q=0.5",
                "application/json,application/problem+json ; charset=utf-8",
            })
    void answersInProblemJsonWhereItIsAccepted(String accept) {
        Rendered rendered = render(ErrorAnswer.of(ErrorCode.NOT_FOUND), Map.of("Accept", accept));
        assertThat(rendered.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(rendered.body()).startsWith("{\"type\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/problem+jsonx",
                "application/problem+json;q=0",
                "application/problem+json; q=0.000, application/json",
            })
    void answersInTheEnvelopeElsewhere(String accept) {
        Rendered rendered = render(ErrorAnswer.of(ErrorCode.NOT_FOUND), Map.of("Accept", accept));
        assertThat(rendered.headers()).containsEntry("Content-Type", "application/json");
        assertThat(rendered.body()).startsWith("{\"meta\":");
    }

    @Test
    void endsTheConnectionBehindARequestWhoseEndIsInDoubt() {
        assertThat(render(ErrorAnswer.of(ErrorCode.UNAUTHORIZED), Map.of("Transfer-Encoding", "xchunked"))
                        .headers())
                .containsEntry("Connection", "close");
        assertThat(render(ErrorAnswer.of(ErrorCode.UNAUTHORIZED), Map.of("Content-Length", "1"))
                        .headers())
                .doesNotContainKey("Connection");
    }
}
