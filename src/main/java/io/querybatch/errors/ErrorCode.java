package io.querybatch.errors;

import io.querybatch.hosts.ForHosts;

/**
 * Every error a caller can meet, with its HTTP status and its standing message (contract A2). Names are part of the wire
 * contract: never rename one. What stands above each is for callers: {@code docs/reference/errors.md} is made of it.
 */
@ForHosts(since = "0.1")
public enum ErrorCode {
    /** The form is wrong: JSON, a type, a range, a member that is missing or unknown. Correct it; {@code description} names every place. */
    BAD_REQUEST(400, "The request is invalid."),
    /** No token, or one that is not accepted: expired, forged, for others. Get a new one. */
    UNAUTHORIZED(401, "Authentication is required."),
    /** The token has not the scope that {@code WWW-Authenticate} names. */
    FORBIDDEN(403, "The token lacks the scope that this operation needs."),
    /** The token has the scope, but its rights leave out this data source or account. */
    PERMISSION_ERROR(403, "The token does not give access to this data."),
    /** No such path or id, one whose retention has ended, or one of another tenant. */
    NOT_FOUND(404, "The requested resource was not found."),
    /** The query has not ended, has failed, or its result was deleted. Its status tells which. */
    QUERY_RESULTS_UNAVAILABLE(404, "The results of this query are not available."),
    /** {@code Allow} names the methods that there are. */
    METHOD_NOT_ALLOWED(405, "This resource does not support that method."),
    /** {@code Accept} leaves out everything that this address can answer with. */
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced."),
    /**
     * Not in the present state, such as resuming what has stopped. Look at the state; a submission that is still being accepted can
     * be repeated.
     */
    CONFLICT_ERROR(409, "The request contradicts the present state."),
    /** The batch has not stopped, or nothing in it has failed. */
    DUPLICATION_FAILED(409, "The batch cannot be repeated."),
    /** The body is larger than {@code querybatch.limits.body-bytes}. Submit several batches. */
    CONTENT_TOO_LARGE(413, "The request body is too large."),
    /** Say {@code Content-Type: application/json}. */
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the request body is not supported."),
    /** {@code description} tells how many bytes there are. */
    RANGE_NOT_SATISFIABLE(416, "The result has no such bytes."),
    /**
     * The form is right, but some queries mean nothing: unknown fields, an end before the start, nothing to run. {@code description}
     * names every place; nothing was stored, unless {@code on_invalid=fail_query} asked for it: then only that query has failed.
     */
    UNPROCESSABLE_ENTITY(422, "Some queries cannot be run as they are."),
    /** The same {@code Idempotency-Key} with another request; or a stored result that is damaged: run the query again. */
    UNPROCESSABLE_CONTENT(422, "The content is invalid or corrupted."),
    /** Come again after {@code Retry-After}. */
    TOO_MANY_REQUESTS(429, "Too many requests."),
    /** Send long parameters in a body, with POST. */
    HEADERS_TOO_LARGE(431, "The request headers are too large."),
    /** Our fault. The log has the cause under the request id. */
    INTERNAL_SERVER_ERROR(500, "An unexpected error occurred."),
    /**
     * The store or the results cannot be reached, the server is full, or it is ending. Come again after {@code Retry-After}; a
     * submission with the same {@code Idempotency-Key}.
     */
    SERVICE_UNAVAILABLE(503, "The service is temporarily unavailable."),

    /**
     * The service that was asked does not know the account, or does not let us see it; or nobody does, with
     * {@code on_invalid=fail_query}.
     */
    QUERY_ACCOUNT_UNAVAILABLE(500, "Account is not available."),
    /**
     * A column or field of the catalog is gone at the data source: the catalog has to follow. Or it never was, with
     * {@code on_invalid=fail_query}.
     */
    QUERY_FIELD_UNAVAILABLE(500, "Field is not available."),
    /**
     * The data source is away, was lost in the middle, or does not let us in, after all attempts; or there is none of that name, with
     * {@code on_invalid=fail_query}. Retry the batch later.
     */
    QUERY_SOURCE_UNAVAILABLE(503, "The data source is not available."),
    /** The data source refused the statement or failed. The log has its own words. */
    QUERY_SOURCE_ERROR(500, "The data source failed to answer the query."),
    /** Longer than {@code limits.query_timeout} of the data source, or than {@code timeout_minutes} of the batch. */
    QUERY_TIMEOUT(504, "The query ran out of time."),
    /** By a cancel of the batch; {@code cancel} tells whether it had begun and how it ended. */
    QUERY_CANCELLED(499, "The query was cancelled."),
    /** More rows or bytes than allowed, or no room left to store them. Ask for less at once. */
    QUERY_RESULT_TOO_LARGE(500, "The result exceeds the limit."),
    /**
     * Of other services that speak this API, and with {@code on_invalid=fail_query}, when only rights are missing. Otherwise rights are
     * checked at submission and when a result is read, and missing ones are PERMISSION_ERROR.
     */
    QUERY_PERMISSION_REVOKED(403, "The right to this data was withdrawn."),
    /** Our fault, or servers that died with the query as often as it may be tried. The log has the cause. */
    QUERY_INTERNAL_ERROR(500, "The query failed for an internal reason.");

    private final int status;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** HTTP status of an answer with this error; for {@code QUERY_*} the status the query would have had alone. */
    public int status() {
        return status;
    }

    /** The standing message: one line, never empty, at most 255 characters. */
    public String message() {
        return message;
    }
}
