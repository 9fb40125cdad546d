package io.querybatch.embedding;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.hosts.ForHosts;
import java.time.Duration;
import java.util.Optional;

/** What was asked is refused, for a reason that the API would answer with. Its message is for logs. */
@ForHosts(since = "0.1")
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String description;
    private final Duration retryAfter;

    private RefusedException(ErrorCode code, String description, Duration retryAfter, Throwable cause) {
        super(code + (description.isEmpty() ? "" : ": " + description), cause);
        this.code = code;
        this.description = description;
        this.retryAfter = retryAfter;
    }

    static RefusedException of(ServiceException e) {
        String description = Violation.told(e.violations(), e.description().orElse(null));
        return new RefusedException(e.code(), description, e.retryAfter().orElse(null), e);
    }

    /** {@code code} of the envelope; {@link ErrorCode#message} is its {@code message}. */
    public ErrorCode code() {
        return code;
    }

    /** {@code description} of the envelope, fit to be shown to who asked; empty if there is nothing to add. */
    public String description() {
        return description;
    }

    /** When to come again, if that helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
