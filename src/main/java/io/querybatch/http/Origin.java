package io.querybatch.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheme and host by which a caller reached us: what it said itself or, behind a trusted proxy, what the proxy says of it
 * (RFC 7239, or the older {@code X-Forwarded-*}). Anything malformed is as good as absent.
 */
record Origin(String scheme, String authority) {

    private static final Pattern SCHEME = Pattern.compile("(?i)https?");
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

    static Origin of(HttpServletRequest request, ProxyTrust proxy) {
        String scheme = request.getScheme();
        String authority = authority(request);
        if (!proxy.trusted()) {
            return new Origin(scheme, authority);
        }
        return new Origin(
                forwarded(request, "proto", "X-Forwarded-Proto", SCHEME)
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .orElse(scheme),
                forwarded(request, "host", "X-Forwarded-Host", AUTHORITY).orElse(authority));
    }

    private static String authority(HttpServletRequest request) {
        String host = request.getServerName().contains(":")
                        && !request.getServerName().startsWith("[")
                ? "[" + request.getServerName() + "]"
                : request.getServerName();
        int standard = request.getScheme().equals("https") ? 443 : 80;
        return request.getServerPort() == standard ? host : host + ":" + request.getServerPort();
    }

    private static Optional<String> forwarded(
            HttpServletRequest request, String parameter, String older, Pattern form) {
        String standard = request.getHeader("Forwarded");
        String value;
        if (standard != null) {
            Matcher matcher = Pattern.compile("(?i)(?:^|[;,\\s])" + parameter + "=(?:\"([^\"]*)\"|([^\";,\\s]+))")
                    .matcher(standard.split(",", 2)[0]);
            value = matcher.find() ? Objects.requireNonNullElse(matcher.group(1), matcher.group(2)) : null;
        } else {
            String header = request.getHeader(older);
            value = header == null ? null : header.split(",", 2)[0].strip();
        }
        return Optional.ofNullable(value).filter(text -> form.matcher(text).matches());
    }

    @Override
    public String toString() {
        return scheme + "://" + authority;
    }
}
