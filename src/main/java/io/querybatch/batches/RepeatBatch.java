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
 * resolved then.
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

    /** The queries that failed; when this returns the new batch survives a crash and a loss of power. */
    BatchId retry(BatchId id, Caller caller) {
        BatchStore.Content content = store.failedContent(caller.tenant(), id).orElseThrow(BatchesResource::notFound);
        if (content.batch().state() != BatchState.STOPPED) {
            throw ServiceException.of(
                    ErrorCode.DUPLICATION_FAILED, "The batch has not stopped: more of its queries may fail.");
        }
        if (content.items().isEmpty()) {
            throw ServiceException.of(ErrorCode.DUPLICATION_FAILED, "No query of the batch has failed.");
        }
        checkRights(content.items(), new CallerAccess(caller));
        return submitBatch.accept(submitBatch.batch(content.batch().options(), content.items(), id, caller));
    }

    /** All queries; the same otherwise. */
    BatchId duplicate(BatchId id, Caller caller) {
        BatchStore.Content content = store.content(caller.tenant(), id).orElseThrow(BatchesResource::notFound);
        checkRights(content.items(), new CallerAccess(caller));
        return submitBatch.accept(submitBatch
                .batch(content.batch().options(), content.items(), null, caller)
                .asCopyOf(id));
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
