package io.querybatch.client;

import jakarta.json.JsonException;

/** The server has refused, and says why. */
public final class QuerybatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String reason;
    private final String description;
    private final String requestId;
    private final String json;

    private QuerybatchException(int status, Answer answer, String json) {
        super(answer.error.text());
        this.status = status;
        this.code = answer.error.code;
        this.reason = answer.error.message;
        this.description = answer.error.description;
        this.requestId = answer.meta.requestId;
        this.json = json;
    }

    private record Answer(Meta meta, Details error) {}

    private record Meta(String requestId) {}

    private record Details(String code, String message, String description) {

        String text() {
            return code + ": " + message + (description == null ? "" : " — " + description);
        }
    }

    /** From an answer with a status that is no success. */
    public static QuerybatchException of(int status, String body) {
        try {
            Answer answer = JsonRecords.read(Answer.class, JsonRecords.object(body));
            if (answer.meta != null && answer.error != null) {
                return new QuerybatchException(status, answer, body);
            }
        } catch (JsonException e) {
            return unexpected(status);
        }
        return unexpected(status);
    }

    /** From an answer that no Querybatch server gives: a proxy's, for instance. */
    static QuerybatchException unexpected(int status) {
        String reason = "HTTP " + status + " with a body that is not Querybatch's: is the address right?";
        return new QuerybatchException(
                status, new Answer(new Meta(null), new Details("UNEXPECTED_ANSWER", reason, null)), null);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable, such as {@code NOT_FOUND}. */
    public String code() {
        return code;
    }

    /** What the code means. */
    public String reason() {
        return reason;
    }

    /** What is wrong in this case, or null. */
    public String description() {
        return description;
    }

    /** By which the server's operator finds the request, or null. */
    public String requestId() {
        return requestId;
    }

    /** The answer as it came, or null if it was no error of Querybatch. */
    public String json() {
        return json;
    }
}
