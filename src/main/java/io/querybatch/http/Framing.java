package io.querybatch.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a request leaves in doubt for which host it is and where it ends. A proxy before us may read such a request another way,
 * and what it takes for a body we would take for the next request (RFC 9112 §11.2).
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
        return hosts.size() > 1
                || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())
                || all(request, "Content-Length").size() > 1
                || isCodedOtherwise(request)
                || wantsOtherProtocol(request);
    }

    /** A first line may say HTTP/2.0 as well; what comes in its frames has no coding. */
    private static boolean isCodedOtherwise(HttpServletRequest request) {
        List<String> codings = all(request, CODING);
        return codings.size() > 1
                || !codings.stream().allMatch("chunked"::equalsIgnoreCase)
                || (!codings.isEmpty() && isHttp2(request));
    }

    /** The server forgets the length of such a request, unless it wants HTTP/2, which the server speaks. */
    private static boolean wantsOtherProtocol(HttpServletRequest request) {
        return request.getHeader("Upgrade") != null && !becomesHttp2(request);
    }

    /**
     * Whether what comes behind it on its connection must not be served. So it is with every chunked body: the server forgets that
     * there was a length besides, and a connection ends after such a request (RFC 9112 §6.3).
     */
    static boolean endsConnection(HttpServletRequest request) {
        return (BODILESS.contains(request.getMethod()) && !isHttp2(request))
                || isLast(request)
                || (request.getHeader(CODING) != null && !becomesHttp2(request))
                || isDoubtful(request);
    }

    /** Whether its caller says so, by a header or by speaking HTTP/1.0 (RFC 9112 §9.3). */
    private static boolean isLast(HttpServletRequest request) {
        String connection = request.getHeader("Connection");
        boolean persistent = request.getProtocol().equals("HTTP/1.1") || isHttp2(request);
        return "close".equalsIgnoreCase(connection) || (!persistent && !"keep-alive".equalsIgnoreCase(connection));
    }

    private static boolean becomesHttp2(HttpServletRequest request) {
        return "h2c".equalsIgnoreCase(request.getHeader("Upgrade")) && request.getHeader("HTTP2-Settings") != null;
    }

    private static boolean isHttp2(HttpServletRequest request) {
        return request.getProtocol().equals("HTTP/2.0");
    }

    private static List<String> all(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
