package io.querybatch.batches;

import io.querybatch.http.Links;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/** A batch on the wire: QueryBatch of contract B §2.2 with the additions of A5. */
@JsonbPropertyOrder({
    "type",
    "batchId",
    "statusCode",
    "paused",
    "outcome",
    "description",
    "tenant",
    "scheduleTime",
    "startTime",
    "endTime",
    "cancelTime",
    "expiresTime",
    "resultsDeletedTime",
    "splitAccountsPolicy",
    "splitDatesPolicy",
    "timeoutMinutes",
    "queryAmount",
    "queryConcurrency",
    "effectiveConcurrency",
    "queryOutputFormat",
    "addExcludeAccountErrors",
    "addCleanDataTypes",
    "retentionHours",
    "retryOf",
    "callbackUrl",
    "recurrenceId",
    "progress",
    "eta",
    "links"
})
public record BatchView(
        @JsonbProperty("@type") String type,
        String batchId,
        BatchState statusCode,
        boolean paused,
        @JsonbProperty(nillable = true) String outcome,
        String description,
        String tenant,
        Instant scheduleTime,
        @JsonbProperty(nillable = true) Instant startTime,
        @JsonbProperty(nillable = true) Instant endTime,
        @JsonbProperty(nillable = true) Instant cancelTime,
        @JsonbProperty(nillable = true) Instant expiresTime,
        Instant resultsDeletedTime,
        String splitAccountsPolicy,
        String splitDatesPolicy,
        int timeoutMinutes,
        int queryAmount,
        int queryConcurrency,
        int effectiveConcurrency,
        String queryOutputFormat,
        boolean addExcludeAccountErrors,
        boolean addCleanDataTypes,
        int retentionHours,
        @JsonbProperty(nillable = true) String retryOf,
        String callbackUrl,
        @JsonbProperty(nillable = true) String recurrenceId,
        Progress progress,
        Eta eta,
        BatchLinks links) {

    /** Where more about the batch is. */
    @JsonbPropertyOrder({"self", "status", "results", "events", "deliveries"})
    public record BatchLinks(Href self, Href status, Href results, Href events, Href deliveries) {}

    static BatchView of(Batch batch, int effectiveConcurrency, Links links) {
        BatchOptions options = batch.options();
        String self = "/query/batch/" + batch.id();
        return new BatchView(
                "query_batch",
                batch.id().value(),
                batch.state(),
                batch.paused(),
                batch.outcome(),
                options.description(),
                batch.tenant(),
                batch.times().scheduled(),
                batch.times().started(),
                batch.times().ended(),
                batch.times().cancelled(),
                batch.times().expires(),
                batch.times().resultsDeleted(),
                options.split().byAccount() ? "all" : "none",
                options.split().byDay() ? "day" : "none",
                options.timeoutMinutes(),
                batch.queryAmount(),
                options.queryConcurrency(),
                effectiveConcurrency,
                options.format().wireName(),
                options.excludeAccountErrors(),
                options.cleanDataTypes(),
                options.retentionHours(),
                batch.retryOf() == null ? null : batch.retryOf().value(),
                options.callback() == null ? null : options.callback().url(),
                batch.recurrence() == null ? null : batch.recurrence().value(),
                batch.progress(),
                batch.eta(),
                new BatchLinks(
                        new Href(links.to(self)),
                        new Href(links.to(self + "/status")),
                        new Href(links.to(self + "/results")),
                        new Href(links.to(self + "/events")),
                        options.callback() == null ? null : new Href(links.to(self + "/deliveries"))));
    }
}
