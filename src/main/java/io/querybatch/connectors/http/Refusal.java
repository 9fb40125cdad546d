package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An error the remote service answered with. Its code counts more than its HTTP status: a query that failed there carries
 * the status it would have had alone, and trying again would only fetch the same failure.
 *
 * @param status HTTP status; of a query that failed in an answer of status 200 that status
 * @param code the contract's error code; empty if there was none, or none that may be shown
 */
record Refusal(int status, String code) {

    /** Letters only, so that no secret and no address can pass for one. */
    private static final Pattern CODE = Pattern.compile("[A-Z]+(_[A-Z]+){0,9}");

    private static final int MOST_CODE_LETTERS = 60;
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    static Refusal of(int status, String code) {
        boolean shown = code.length() <= MOST_CODE_LETTERS && CODE.matcher(code).matches();
        return new Refusal(status, shown ? code : "");
    }

    FailedExchange failure(Duration retryAfter) {
        String description = description() + " It said " + (status + " " + code).strip() + ".";
        return isPassing()
                ? FailedExchange.passing(ScanException.passing(errorCode(), description, said()), retryAfter)
                : FailedExchange.lasting(ScanException.of(errorCode(), description, said()));
    }

    private Exception said() {
        return RemoteErrors.said(status, code);
    }

    /** A 500 is also what the published contract gives to failed queries: only one without a reason is worth a retry. */
    boolean isPassing() {
        if (code.startsWith("QUERY_") || code.startsWith("LICENSE_")) {
            return false;
        }
        boolean unexplained = code.isEmpty() || code.equals("INTERNAL_SERVER_ERROR");
        return PASSING.contains(status) || (status == 500 && unexplained);
    }

    private ErrorCode errorCode() {
        return switch (code) {
            case "QUERY_ACCOUNT_UNAVAILABLE" -> ErrorCode.QUERY_ACCOUNT_UNAVAILABLE;
            case "QUERY_FIELD_UNAVAILABLE" -> ErrorCode.QUERY_FIELD_UNAVAILABLE;
            case "QUERY_TIMEOUT" -> ErrorCode.QUERY_TIMEOUT;
            case "QUERY_RESULT_TOO_LARGE" -> ErrorCode.QUERY_RESULT_TOO_LARGE;
            case "QUERY_SOURCE_UNAVAILABLE", "QUERY_PERMISSION_REVOKED", "QUERY_AUTH_UNAVAILABLE" ->
                ErrorCode.QUERY_SOURCE_UNAVAILABLE;
            default ->
                credentials() || status == 429 || isPassing()
                        ? ErrorCode.QUERY_SOURCE_UNAVAILABLE
                        : ErrorCode.QUERY_SOURCE_ERROR;
        };
    }

    private boolean credentials() {
        return status == 401 || status == 403;
    }

    private String description() {
        if (code.equals("QUERY_ACCOUNT_UNAVAILABLE")) {
            return "An account is not available at the remote service.";
        }
        if (code.equals("QUERY_FIELD_UNAVAILABLE")) {
            return "A field is not available at the remote service.";
        }
        if (credentials()) {
            return "The remote service refuses the credentials or the rights configured for this data source.";
        }
        if (status == 404) {
            return "The remote service does not know the data source, the query or its result.";
        }
        if (status == 429) {
            return "The remote service takes no more requests at present.";
        }
        return isPassing() ? "The remote service is out of order." : "The query failed at the remote service.";
    }
}
