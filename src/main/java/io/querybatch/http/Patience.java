package io.querybatch.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code Prefer: wait=N} (RFC 7240): how many seconds the caller would rather wait than hear nothing new. */
public final class Patience {

    /** A longer one is that of a proxy on the way, as a rule. */
    private static final int MAX_SECONDS = 60;

    private static final Pattern WAIT = Pattern.compile("(?i)wait\\s*=\\s*\"?(\\d{1,9})\"?(?:\\s*;.*)?");

    private Patience() {}

    /**
     * Reads the preference; one that cannot be understood is none.
     *
     * @param prefer all {@code Prefer} headers of a request; may be null
     * @return at most a minute
     */
    public static Optional<Duration> of(List<String> prefer) {
        return Stream.ofNullable(prefer)
                .flatMap(List::stream)
                .flatMap(header -> Stream.of(header.split(",")))
                .map(preference -> WAIT.matcher(preference.strip()))
                .filter(Matcher::matches)
                .map(wait -> Duration.ofSeconds(Math.min(MAX_SECONDS, Integer.parseInt(wait.group(1)))))
                .findFirst();
    }
}
