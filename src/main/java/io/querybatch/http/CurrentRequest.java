package io.querybatch.http;

import io.querybatch.audit.Actor;
import io.querybatch.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The request that the present thread serves, for what is written down about what it does.
 *
 * @param id its id
 * @param address where it came from, as far as that can be trusted
 */
public record CurrentRequest(String id, String address) {

    private static final ThreadLocal<CurrentRequest> NOW = new ThreadLocal<>();

    /** Empty on threads that do something of the server's own. */
    public static Optional<CurrentRequest> now() {
        return Optional.ofNullable(NOW.get());
    }

    /** A caller as who does something, for the audit log. */
    public static Actor actor(Caller caller) {
        Optional<CurrentRequest> now = now();
        return new Actor(
                caller.tenant(),
                caller.subject(),
                now.map(CurrentRequest::address).orElse(null),
                now.map(CurrentRequest::id).orElse(null));
    }

    static CurrentRequest of(HttpServletRequest request, ProxyTrust proxy) {
        return new CurrentRequest(RequestId.of(request), ClientAddress.of(request, proxy));
    }

    static void begin(CurrentRequest request) {
        NOW.set(request);
    }

    static void end() {
        NOW.remove();
    }
}
