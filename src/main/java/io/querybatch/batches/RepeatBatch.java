package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Asks queries of a batch again, as a new batch of whoever says so: with the options of the first, and with dates as they were
 * resolved then; what could not be planned then is planned now.
 */
@ApplicationScoped
class RepeatBatch {

    private final BatchStore store;
    private final SubmitBatch submitBatch;

    /** For the container's proxy. */
    RepeatBatch() {
        this(null, null);
    }

    @Inject
    RepeatBatch(BatchStore store, SubmitBatch submitBatch) {
        this.store = store;
        this.submitBatch = submitBatch;
    }

    /** A batch of the queries that failed, not stored yet. */
    NewBatch retry(BatchId id, Caller caller) {
        BatchStore.Content content = store.failedContent(caller.tenant(), id).orElseThrow(BatchesResource::notFound);
        if (content.batch().state() != BatchState.STOPPED) {
            throw ServiceException.of(
                    ErrorCode.DUPLICATION_FAILED, "The batch has not stopped: more of its queries may fail.");
        }
        if (content.asked().queryAmount() == 0) {
            throw ServiceException.of(ErrorCode.DUPLICATION_FAILED, "No query of the batch has failed.");
        }
        return again(content, Lineage.retryOf(id), caller);
    }

    /** A batch of all queries; the same otherwise. */
    NewBatch duplicate(BatchId id, Caller caller) {
        BatchStore.Content content = store.content(caller.tenant(), id).orElseThrow(BatchesResource::notFound);
        return again(content, Lineage.copyOf(id), caller);
    }

    private NewBatch again(BatchStore.Content content, Lineage lineage, Caller caller) {
        checkRights(content.asked().items(), new CallerAccess(caller));
        BatchOptions options = content.batch().options();
        NewBatch.Content asked = submitBatch.repetition(options, caller).of(content.asked());
        return submitBatch.batch(options, asked, lineage, caller);
    }

    /** Another may have submitted it, who may see more. */
    private static void checkRights(List<BatchItem> items, CallerAccess access) {
        boolean allowed = items.stream()
                .map(BatchItem::spec)
                .allMatch(spec -> spec.accounts().isEmpty()
                        ? access.allows(spec.dataSource())
                        : spec.accounts().stream().allMatch(account -> access.allows(spec.dataSource(), account)));
        if (!allowed) {
            throw ServiceException.of(
                    ErrorCode.PERMISSION_ERROR, "The token does not cover all accounts of these queries.");
        }
    }
}
