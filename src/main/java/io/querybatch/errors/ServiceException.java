package io.querybatch.errors;

import jakarta.ejb.ApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request that cannot be answered, for a reason the caller is told. Marked for EJB so that the container neither wraps
 * it nor commits half of what was done.
 */
@ApplicationException(rollback = true)
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String description;
    private final transient List<Violation> violations;
    private final Duration retryAfter;

    private ServiceException(
            ErrorCode code, String description, List<Violation> violations, Duration retryAfter, Throwable cause) {
        super(code + (description == null ? "" : ": " + description), cause);
        this.code = code;
        this.description = description;
        this.violations = violations;
        this.retryAfter = retryAfter;
    }

    /** An error with its standing message only. */
    public static ServiceException of(ErrorCode code) {
        return new ServiceException(code, null, List.of(), null, null);
    }

    /** An error with a line that tells the caller more; {@code description} must be fit to be shown. */
    public static ServiceException of(ErrorCode code, String description) {
        return new ServiceException(code, description, List.of(), null, null);
    }

    /** All that is wrong with a request at once; {@code violations} must not be empty. */
    public static ServiceException of(ErrorCode code, List<Violation> violations) {
        return new ServiceException(code, null, List.copyOf(violations), null, null);
    }

    /** A passing condition: the caller may come again after {@code retryAfter}. */
    public static ServiceException unavailable(String description, Duration retryAfter, Throwable cause) {
        return new ServiceException(ErrorCode.SERVICE_UNAVAILABLE, description, List.of(), retryAfter, cause);
    }

    /** A caller who asks too much: he may come again after {@code retryAfter}. */
    public static ServiceException tooManyRequests(String description, Duration retryAfter) {
        return new ServiceException(ErrorCode.TOO_MANY_REQUESTS, description, List.of(), retryAfter, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** More for the caller, if there is more. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /** Every single violation, in the order of the body; empty when the error is not about the body. */
    public List<Violation> violations() {
        return violations;
    }

    /** When to come again, if that helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
