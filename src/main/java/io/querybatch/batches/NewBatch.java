package io.querybatch.batches;

import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.CurrentRequest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.BatchOrigin;
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
 * @param items at least one, with consecutive queries from 1
 * @param retryOf the batch whose failed queries these are, or null
 * @param copyOf the batch of which this one is a copy, or null
 * @param origin where it comes from
 */
public record NewBatch(
        BatchId id,
        String tenant,
        String subject,
        String accessRights,
        boolean interactive,
        BatchOptions options,
        List<BatchItem> items,
        BatchId retryOf,
        BatchId copyOf,
        BatchOrigin origin) {

    public NewBatch {
        items = List.copyOf(items);
    }

    /** One that came with the request that the present thread serves, if it serves one. */
    public NewBatch(
            BatchId id,
            String tenant,
            String subject,
            String accessRights,
            boolean interactive,
            BatchOptions options,
            List<BatchItem> items,
            BatchId retryOf) {
        this(id, tenant, subject, accessRights, interactive, options, items, retryOf, null, presentOrigin());
    }

    private static BatchOrigin presentOrigin() {
        return CurrentRequest.now()
                .map(request -> new BatchOrigin(request.id(), request.address(), null, null))
                .orElse(BatchOrigin.UNKNOWN);
    }

    /** The same, within the span of its acceptance. */
    NewBatch within(BatchSpan span) {
        return new NewBatch(
                id, tenant, subject, accessRights, interactive, options, items, retryOf, copyOf, span.within(origin));
    }

    /** The same, as a copy of another one. */
    NewBatch asCopyOf(BatchId other) {
        return new NewBatch(id, tenant, subject, accessRights, interactive, options, items, retryOf, other, origin);
    }

    /** What is written down when it is stored. */
    public AuditEvent event() {
        AuditAction action = AuditAction.SUBMIT;
        String detail = "queries=" + queryAmount();
        if (retryOf != null) {
            action = AuditAction.RETRY;
            detail += " of=" + retryOf;
        } else if (copyOf != null) {
            action = AuditAction.DUPLICATE;
            detail += " of=" + copyOf;
        } else if (interactive) {
            action = AuditAction.QUERY;
        }
        return AuditEvent.of(action, Actors.of(this), id.value(), detail);
    }

    /** Ids of the data sources it asks. */
    public Set<String> dataSources() {
        return items.stream().map(item -> item.spec().dataSource()).collect(Collectors.toSet());
    }

    /** Number of queries after splitting. */
    public int queryAmount() {
        BatchItem last = items.get(items.size() - 1);
        return Math.toIntExact(last.lastN());
    }
}
