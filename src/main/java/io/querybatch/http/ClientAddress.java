package io.querybatch.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address that a request came from: of the connection or, behind a trusted proxy, the one that the proxy itself saw. That is the
 * last one of its header; those before it are what its own callers say.
 */
final class ClientAddress {

    private static final Pattern FORWARDED = Pattern.compile("(?i)(?:^|[;\\s])for=(?:\"([^\"]*)\"|([^\";,\\s]+))");
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,64}");

    private ClientAddress() {}

    static String of(HttpServletRequest request, ProxyTrust proxy) {
        String told = proxy.trusted() ? told(request) : null;
        return told != null && FORM.matcher(told).matches() ? told : request.getRemoteAddr();
    }

    /** Null if the proxy says nothing. */
    private static String told(HttpServletRequest request) {
        String standard = last(request.getHeaders("Forwarded"));
        if (standard == null) {
            return last(request.getHeaders("X-Forwarded-For"));
        }
        Matcher matcher = FORWARDED.matcher(standard);
        if (!matcher.find()) {
            return null;
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** A proxy may add to the list, or a header of its own behind the others. */
    private static String last(Enumeration<String> headers) {
        String last = null;
        while (headers != null && headers.hasMoreElements()) {
            last = headers.nextElement();
        }
        return last == null ? null : last.substring(last.lastIndexOf(',') + 1).strip();
    }
}
