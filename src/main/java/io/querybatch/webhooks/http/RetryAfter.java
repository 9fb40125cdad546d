package io.querybatch.webhooks.http;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/** The header that says when to come again (RFC 9110 §10.2.3): seconds, or a date. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** Zero when there is none that can be read; {@code text} may be null. */
    static Duration of(String text, Instant now) {
        String value = text == null ? "" : text.strip();
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant then = DateUtils.parseStandardDate(value);
        return then == null || then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    }
}
