package io.querybatch.execution;

import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import io.querybatch.results.ResultKey;
import io.querybatch.tracing.QuerySpan;
import io.querybatch.tracing.Traces;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What workers tell of the queries they are on, in traces and in their lines of the log. Safe for use by many threads. */
final class WorkTrace {

    private final Traces traces;

    /** Attempts that have begun and have no outcome; none when nobody wants to know. */
    private final Map<ResultKey, Attempt> attempts = new ConcurrentHashMap<>();

    WorkTrace(Traces traces) {
        this.traces = traces;
    }

    /** {@code scan} is null for those that ride: the lead tells of its statements. */
    private record Attempt(QuerySpan span, ScanTrace scan) {}

    /** What is logged in a piece of work is about a query, whatever thread does it. */
    static void note(Claim claim, LogContext.Work work) {
        work.note(LogField.REQUEST_ID, claim.origin().requestId());
        work.note(LogField.TENANT, claim.tenant());
        work.note(LogField.BATCH_ID, claim.query().batch().value());
        work.note(LogField.QUERY, claim.query().toString());
    }

    /** Has lines of the log say that they are about a query, until the next one. */
    static void on(Claim claim) {
        LogContext.note(LogField.QUERY, claim.query().toString());
    }

    /** A scan is about to be run. */
    void begins(ClaimGroup scan, RunningQueries.Running running) {
        on(scan.lead());
        QuerySpan lead = span(scan.lead());
        lead.note();
        if (traces.areWanted()) {
            Map<Claim, QuerySpan> riders = new ConcurrentHashMap<>();
            scan.riders().forEach(rider -> riders.put(rider, span(rider)));
            ScanTrace trace = new ScanTrace(lead, riders.values());
            running.on(trace);
            attempts.put(scan.lead().resultKey(), new Attempt(lead, trace));
            riders.forEach((rider, span) -> attempts.put(rider.resultKey(), new Attempt(span, null)));
        }
    }

    private QuerySpan span(Claim claim) {
        return traces.query(
                claim.origin(), claim.tenant(), claim.query(), claim.attempt(), claim.dataSource(), claim.reuses());
    }

    /** A query has its outcome, whether its scan was begun or not. */
    void ended(Claim claim, Outcome outcome) {
        Attempt attempt = attempts.remove(claim.resultKey());
        if (attempt != null) {
            String error = error(outcome);
            if (attempt.scan() != null) {
                attempt.scan().tell(error);
            }
            end(attempt.span(), outcome, error);
        }
    }

    private static void end(QuerySpan span, Outcome outcome, String error) {
        if (error != null) {
            span.failed(error);
        } else if (outcome instanceof Outcome.Succeeded succeeded) {
            span.succeeded(succeeded.result().rows());
        } else {
            span.returned();
        }
    }

    private static String error(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.failure().code().name();
        }
        return outcome instanceof Outcome.Postponed postponed ? postponed.failure().code().name() : null;
    }
}
