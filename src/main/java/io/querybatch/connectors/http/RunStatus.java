package io.querybatch.connectors.http;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How far a query is at the remote service.
 *
 * @param scheduleId what it is called there
 * @param succeeded whether its rows can be fetched; otherwise it is still waiting or running
 * @param retryAfter when the service wants to be asked again; zero if it did not say
 */
record RunStatus(String scheduleId, boolean succeeded, Duration retryAfter) {

    private static final Set<String> UNDER_WAY = Set.of("SCHEDULED", "QUEUED", "RUNNING");
    private static final Set<String> FAILED = Set.of("FAILURE", "STOPPED", "PROCESS_EXITED");
    private static final Pattern SCHEDULE_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /**
     * Reads an answer to a submission or a poll; {@code meta.status_code} alone decides, never the HTTP status.
     *
     * @param answer an answer whose head has been read
     * @param asked the {@code schedule_id} that was sent
     * @throws FailedExchange if the query failed, or the answer does not say how it is
     */
    static RunStatus of(JsonAnswer answer, String asked, Duration retryAfter) throws FailedExchange {
        String state = JsonAnswer.text(answer.meta(), "status_code");
        if (answer.hasError() || FAILED.contains(state)) {
            throw Refusal.of(200, answer.errorCode()).failure(Duration.ZERO);
        }
        boolean succeeded = state.equals("SUCCESS");
        if (!succeeded && !UNDER_WAY.contains(state)) {
            throw RemoteErrors.malformed("it does not say how the query is", null);
        }
        String named = JsonAnswer.text(answer.meta(), "schedule_id");
        boolean usable = SCHEDULE_ID.matcher(named).matches();
        return new RunStatus(usable ? named : asked, succeeded, retryAfter);
    }
}
