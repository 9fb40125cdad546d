package io.querybatch.singles;

import io.querybatch.http.EntityTags;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says about the form in which it wants a result (RFC 9110); each may be null.
 *
 * @param ifNoneMatch {@code If-None-Match}
 * @param range {@code Range}
 * @param ifRange {@code If-Range}
 * @param acceptEncoding {@code Accept-Encoding}
 */
record Conditions(String ifNoneMatch, String range, String ifRange, String acceptEncoding) {

    /** Nothing is said: all of it, as it is. */
    static final Conditions NONE = new Conditions(null, null, null, null);

    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final Pattern GZIP = Pattern.compile("(?:^|[\\s,])(?:gzip|\\*)\\s*(?:;\\s*q=([0-9.]+))?\\s*(?:,|$)");

    static Conditions of(HttpHeaders headers) {
        return new Conditions(
                headers.getHeaderString(HttpHeaders.IF_NONE_MATCH),
                headers.getHeaderString("Range"),
                headers.getHeaderString("If-Range"),
                headers.getHeaderString(HttpHeaders.ACCEPT_ENCODING));
    }

    /** Whether the caller has the version of that tag already. */
    boolean has(String tag) {
        return EntityTags.match(ifNoneMatch, tag);
    }

    boolean takesGzip() {
        Matcher gzip = GZIP.matcher(acceptEncoding == null ? "" : acceptEncoding.toLowerCase(Locale.ROOT));
        return gzip.find() && (gzip.group(1) == null || !gzip.group(1).matches("0(\\.0*)?"));
    }

    /**
     * A stretch of bytes.
     *
     * @param start first, from 0
     * @param length number; 0 if the caller wants what there is not
     */
    record Stretch(long start, long length) {}

    /** The stretch asked for of {@code total} bytes; empty when it is all, or several, or of another version than {@code tag}. */
    Optional<Stretch> stretch(long total, String tag) {
        Matcher one = ONE_RANGE.matcher(range == null ? "" : range.strip());
        boolean other = ifRange != null && !ifRange.strip().equals('"' + tag + '"');
        if (other || !one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (one.group(1).isEmpty()) {
            long last = Math.min(total, Long.parseLong(one.group(2)));
            return Optional.of(new Stretch(total - last, last));
        }
        long start = Long.parseLong(one.group(1));
        long end = one.group(2).isEmpty() ? total - 1 : Math.min(total - 1, Long.parseLong(one.group(2)));
        return end < start && !one.group(2).isEmpty() && Long.parseLong(one.group(2)) < start
                ? Optional.empty()
                : Optional.of(new Stretch(start, Math.max(0, end - start + 1)));
    }
}
