package io.querybatch.errors;

/**
 * Every error a caller can meet, with its HTTP status and its standing message (contract A2). Names are part of the wire
 * contract: never rename one.
 */
public enum ErrorCode {
    BAD_REQUEST(400, "The request is invalid."),
    UNAUTHORIZED(401, "Authentication is required."),
    FORBIDDEN(403, "The token lacks the scope that this operation needs."),
    PERMISSION_ERROR(403, "The token does not give access to this data."),
    NOT_FOUND(404, "The requested resource was not found."),
    QUERY_RESULTS_UNAVAILABLE(404, "The results of this query are not available."),
    METHOD_NOT_ALLOWED(405, "This resource does not support that method."),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be produced."),
    CONFLICT_ERROR(409, "The request contradicts the present state."),
    DUPLICATION_FAILED(409, "The batch cannot be repeated."),
    CONTENT_TOO_LARGE(413, "The request body is too large."),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the request body is not supported."),
    RANGE_NOT_SATISFIABLE(416, "The result has no such bytes."),
    UNPROCESSABLE_ENTITY(422, "Some queries cannot be run as they are."),
    UNPROCESSABLE_CONTENT(422, "The content is invalid or corrupted."),
    TOO_MANY_REQUESTS(429, "Too many requests."),
    HEADERS_TOO_LARGE(431, "The request headers are too large."),
    INTERNAL_SERVER_ERROR(500, "An unexpected error occurred."),
    SERVICE_UNAVAILABLE(503, "The service is temporarily unavailable."),

    QUERY_ACCOUNT_UNAVAILABLE(500, "Account is not available."),
    QUERY_FIELD_UNAVAILABLE(500, "Field is not available."),
    QUERY_SOURCE_UNAVAILABLE(503, "The data source is not available."),
    QUERY_SOURCE_ERROR(500, "The data source failed to answer the query."),
    QUERY_TIMEOUT(504, "The query ran out of time."),
    QUERY_CANCELLED(499, "The query was cancelled."),
    QUERY_RESULT_TOO_LARGE(500, "The result exceeds the limit."),
    QUERY_PERMISSION_REVOKED(403, "The right to this data was withdrawn."),
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
