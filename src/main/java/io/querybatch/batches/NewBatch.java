package io.querybatch.batches;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.CurrentRequest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.BatchOrigin;
import io.querybatch.quotas.Submission;
import io.querybatch.tracing.BatchSpan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A planned batch, ready to be stored.
 *
 * @param id its id
 * @param tenant whose it is
 * @param subject who submitted it
 * @param accessRights snapshot of the caller's rights (contract A3)
 * @param interactive somebody waits for it: it goes before the tenant's other batches
 * @param options what the caller chose
 * @param content what it asks
 * @param lineage what it was made of
 * @param base the URL by which its caller reached the server, with the prefix, if it has a callback; else null
 * @param origin where it comes from
 */
public record NewBatch(
        BatchId id,
        String tenant,
        String subject,
        String accessRights,
        boolean interactive,
        BatchOptions options,
        Content content,
        Lineage lineage,
        String base,
        BatchOrigin origin) {

    /** One that came with the request that the present thread serves, if it serves one. */
    public NewBatch(
            BatchId id,
            String tenant,
            String subject,
            String accessRights,
            boolean interactive,
            BatchOptions options,
            Content content,
            Lineage lineage,
            String base) {
        this(id, tenant, subject, accessRights, interactive, options, content, lineage, base, presentOrigin());
    }

    private static BatchOrigin presentOrigin() {
        return CurrentRequest.now()
                .map(request -> new BatchOrigin(request.id(), request.address(), null, null))
                .orElse(BatchOrigin.UNKNOWN);
    }

    /** The same, within the span of its acceptance. */
    NewBatch within(BatchSpan span) {
        return new NewBatch(
                id, tenant, subject, accessRights, interactive, options, content, lineage, base, span.within(origin));
    }

    /** What its tenant's quotas are spent on. */
    public Submission submission() {
        return new Submission(tenant, interactive, content.queryAmount());
    }

    /** What is written down when it is stored. */
    public AuditEvent event() {
        AuditAction action = AuditAction.SUBMIT;
        String detail = "queries=" + content.queryAmount();
        if (lineage.retryOf() != null) {
            action = AuditAction.RETRY;
            detail += " of=" + lineage.retryOf();
        } else if (lineage.copyOf() != null) {
            action = AuditAction.DUPLICATE;
            detail += " of=" + lineage.copyOf();
        } else if (interactive) {
            action = AuditAction.QUERY;
        }
        Actor submitter = new Actor(tenant, subject, origin.address(), origin.requestId());
        return AuditEvent.of(action, submitter, id.value(), detail);
    }

    /**
     * What a batch asks; at least one item. Their queries are numbered from 1, without gaps.
     *
     * @param items those that were planned
     * @param failed those that could not be
     */
    public record Content(List<BatchItem> items, List<FailedItem> failed) {

        public Content {
            items = List.copyOf(items);
            failed = List.copyOf(failed);
        }

        /** Items of which every one was planned. */
        public static Content of(List<BatchItem> items) {
            return new Content(items, List.of());
        }

        /** Ids of the data sources that are asked. */
        public Set<String> dataSources() {
            return items.stream().map(item -> item.spec().dataSource()).collect(Collectors.toSet());
        }

        /** Number of queries after splitting. */
        public int queryAmount() {
            long planned = items.stream().mapToLong(BatchItem::queryCount).sum();
            return Math.toIntExact(planned + failed.size());
        }

        /** Number of the first query that can run; the one behind the last if there is none. */
        public int firstPlanned() {
            return items.isEmpty() ? queryAmount() + 1 : items.get(0).firstN();
        }
    }
}
