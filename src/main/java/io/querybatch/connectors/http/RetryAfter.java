package io.querybatch.connectors.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header that says when to come again (RFC 9110 §10.2.3): seconds, or a date that is measured by the answer's own. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** Zero when there is none that can be read. */
    static Duration of(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").map(String::strip).orElse("");
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Optional<ZonedDateTime> then = date(text);
        Optional<ZonedDateTime> now = headers.firstValue("Date").flatMap(RetryAfter::date);
        if (then.isEmpty() || now.isEmpty() || then.get().isBefore(now.get())) {
            return Duration.ZERO;
        }
        return Duration.between(now.get(), then.get());
    }

    private static Optional<ZonedDateTime> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
