package io.querybatch.http;

import io.querybatch.limits.Allowance;
import io.querybatch.limits.Rate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells callers how much they may still ask: {@code X-RateLimit-…} of an hour, as the contract has it (A2), and the fields of the
 * IETF (draft-ietf-httpapi-ratelimit-headers) of everything.
 */
final class RateHeaders {

    /** Request attribute: the allowance, for whoever makes an answer anew. */
    private static final String ALLOWANCE = "io.querybatch.allowance";

    private RateHeaders() {}

    /** Tells it in the answer to a request, whatever that will be. */
    static void tell(Allowance allowance, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(ALLOWANCE, allowance);
        of(request).forEach(response::setHeader);
    }

    /** What is to be told; nothing if nobody has asked whether the request is granted. */
    static Map<String, String> of(HttpServletRequest request) {
        return request.getAttribute(ALLOWANCE) instanceof Allowance allowance ? of(allowance) : Map.of();
    }

    static Map<String, String> of(Allowance allowance) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> policies = new ArrayList<>();
        Rate rate = allowance.rate();
        if (rate.perHour() > 0) {
            headers.put("X-RateLimit-Limit", String.valueOf(rate.perHour()));
            headers.put("X-RateLimit-Remaining", String.valueOf(allowance.left()));
            headers.put("RateLimit", "\"hour\";r=" + allowance.left() + ";t=" + seconds(allowance.reset()));
            policies.add("\"hour\";q=" + rate.perHour() + ";w=3600");
        }
        if (rate.perSecond() > 0) {
            policies.add("\"second\";q=" + rate.perSecond() + ";w=1");
        }
        if (!policies.isEmpty()) {
            headers.put("RateLimit-Policy", String.join(", ", policies));
        }
        return headers;
    }

    /** When to come again, of one that was not granted. */
    static String retryAfter(Allowance refused) {
        return String.valueOf(seconds(refused.pause()));
    }

    /** Rounded up: who comes a moment early comes for nothing. */
    private static long seconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
