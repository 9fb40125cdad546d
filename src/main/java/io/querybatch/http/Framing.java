package io.querybatch.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a request leaves in doubt for whom it is and where it ends. A proxy before us may read such a request another way, and
 * what it takes for a body we would take for the next request (RFC 9112 §11.2).
 */
final class Framing {

    /** RFC 9112 §3.2, and the underscores that names of containers have. */
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");

    /** The server never looks for their bodies. */
    private static final Set<String> BODILESS = Set.of("TRACE", "CONNECT");

    private static final String CODING = "Transfer-Encoding";

    private Framing() {}

    /** Whether it must not be served at all. */
    static boolean isDoubtful(HttpServletRequest request) {
        List<String> hosts = all(request, "Host");
        List<String> codings = all(request, CODING);
        return hosts.size() > 1
                || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())
                || all(request, "Content-Length").size() > 1
                || codings.size() > 1
                || !codings.stream().allMatch("chunked"::equalsIgnoreCase);
    }

    /**
     * Whether what comes behind it on its connection must not be read. So it is with every chunked body: the server forgets that
     * there was a length besides, and a connection ends after such a request (RFC 9112 §6.3).
     */
    static boolean endsConnection(HttpServletRequest request) {
        return BODILESS.contains(request.getMethod())
                || request.getHeader(CODING) != null
                || isDoubtful(request);
    }

    private static List<String> all(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
