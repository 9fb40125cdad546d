package io.querybatch.batches;

import io.querybatch.errors.QueryFailure;
import io.querybatch.http.Links;
import io.querybatch.query.DateRange;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A query of a batch on the wire: BatchQuery of contract B §2.3 with the additions of A5. {@code error_info} is there only
 * with FAILURE, {@code result_info} only with SUCCESS,
 * {@code waiting_for} and {@code position} only with QUEUED.
 */
@JsonbPropertyOrder({
    "type",
    "scheduleId",
    "id",
    "statusCode",
    "waitingFor",
    "position",
    "attempt",
    "queryStartTime",
    "queryEndTime",
    "splitInfo",
    "errorInfo",
    "resultInfo"
})
public record QueryView(
        @JsonbProperty("@type") String type,
        String scheduleId,
        String id,
        QueryState statusCode,
        String waitingFor,
        Long position,
        int attempt,
        @JsonbProperty(nillable = true) Instant queryStartTime,
        @JsonbProperty(nillable = true) Instant queryEndTime,
        SplitInfo splitInfo,
        ErrorInfo errorInfo,
        ResultInfo resultInfo) {

    /** What of its item the query covers. */
    @JsonbPropertyOrder({"dsAccounts", "startDate", "endDate"})
    public record SplitInfo(
            List<String> dsAccounts,
            @JsonbProperty(nillable = true) LocalDate startDate,
            @JsonbProperty(nillable = true) LocalDate endDate) {}

    /** Why there is no result. */
    @JsonbPropertyOrder({"status", "code", "message", "description", "cancel"})
    public record ErrorInfo(int status, String code, String message, String description, String cancel) {}

    /** What the result measures and where it is. */
    @JsonbPropertyOrder({"totalRows", "totalColumns", "bytes", "source", "asOf", "excludedAccounts", "resultsUrl"})
    public record ResultInfo(
            long totalRows,
            int totalColumns,
            long bytes,
            String source,
            Instant asOf,
            List<String> excludedAccounts,
            String resultsUrl) {}

    /** What is told of a query. */
    public static QueryView of(BatchQuery query, Links links) {
        Waiting waiting = query.waiting();
        return new QueryView(
                "batch_query",
                query.id().toString(),
                query.item().key(),
                query.state(),
                waiting == null ? null : waiting.reason().wireName(),
                waiting == null ? null : waiting.position(),
                query.attempt(),
                query.started(),
                query.ended(),
                splitInfo(query),
                query.end() instanceof BatchQuery.Failure failure ? errorInfo(failure) : null,
                query.end() instanceof BatchQuery.Result result ? resultInfo(query, result, links) : null);
    }

    /** What of its item a query covers. */
    public static SplitInfo splitInfo(BatchQuery query) {
        DateRange dates = query.spec().dates();
        return new SplitInfo(
                query.spec().accounts(), dates == null ? null : dates.start(), dates == null ? null : dates.end());
    }

    /** What is told of a failure. */
    public static ErrorInfo errorInfo(BatchQuery.Failure end) {
        QueryFailure failure = end.failure();
        return new ErrorInfo(
                failure.code().status(),
                failure.code().name(),
                failure.code().message(),
                failure.description(),
                end.cancel() == null ? null : end.cancel().wireName());
    }

    private static ResultInfo resultInfo(BatchQuery query, BatchQuery.Result result, Links links) {
        List<String> excluded = query.item().excludedAccounts();
        return new ResultInfo(
                result.rows(),
                result.columns(),
                result.bytes(),
                result.source().wireName(),
                result.asOf(),
                excluded.isEmpty() ? null : excluded,
                links.to("/query/results?schedule_id=" + query.id()));
    }
}
