package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the answer to an error, the same whoever raised it. */
final class ErrorRenderer {

    private static final String BEARER = "bearer ";
    private static final String REALM = "Bearer realm=\"querybatch\"";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String REFUSED_TOKEN = "The access token is invalid or has expired.";

    /** Seconds, where nobody knows better: contract A2 wants it with every 429 and 503. */
    private static final String RETRY_AFTER = "5";

    private ErrorRenderer() {}

    /**
     * An answer, complete.
     *
     * @param status HTTP status
     * @param headers all headers but the length
     * @param body the body
     */
    record Rendered(int status, Map<String, String> headers, String body) {}

    static Rendered render(ErrorAnswer given, HttpServletRequest request) {
        ErrorAnswer answer = given.code() == ErrorCode.UNAUTHORIZED ? challenging(given, request) : given;
        String requestId = RequestId.of(request);
        boolean problem = ProblemAcceptFilter.wantsProblem(request.getHeader("Accept"));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", problem ? ErrorBody.PROBLEM_JSON : ErrorBody.JSON);
        headers.put("X-Request-Id", requestId);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
        if (answer.code().status() != 500) {
            headers.putAll(RateHeaders.of(request));
        }
        if (answer.code().status() == 429 || answer.code().status() == 503) {
            headers.put("Retry-After", RETRY_AFTER);
        }
        headers.putAll(answer.headers());
        if (Framing.endsConnection(request)) {
            headers.put("Connection", "close");
        }
        String body = problem ? ErrorBody.problem(answer, requestId) : ErrorBody.envelope(answer, requestId);
        return new Rendered(answer.code().status(), headers, body);
    }

    /** RFC 6750 §3: who sent no token is told only that one is needed. */
    private static ErrorAnswer challenging(ErrorAnswer answer, HttpServletRequest request) {
        String credentials = request.getHeader("Authorization");
        boolean sent =
                credentials != null && credentials.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return sent
                ? answer.described(REFUSED_TOKEN).with(CHALLENGE, REALM + ", error=\"invalid_token\"")
                : answer.with(CHALLENGE, REALM);
    }

    /** RFC 6750 §3.1: the scope that would be needed. */
    static String insufficientScope(String scope) {
        return REALM + ", error=\"insufficient_scope\", scope=\"" + scope + "\"";
    }

    static void send(ErrorAnswer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Rendered rendered = render(answer, request);
        if (response.isCommitted()) {
            return;
        }
        // Everything, headers too: a servlet before us may have chosen a content type or a character set.
        response.reset();
        response.setStatus(rendered.status());
        rendered.headers().forEach(response::setHeader);
        byte[] body = rendered.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
