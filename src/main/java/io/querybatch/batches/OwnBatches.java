package io.querybatch.batches;

import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.errors.ServiceException;
import io.querybatch.execution.Dispatcher;
import io.querybatch.http.CurrentRequest;
import io.querybatch.query.BatchId;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.List;

/** What somebody does with batches of his own tenant, whether he comes over HTTP or is a part of the application. */
@ApplicationScoped
public class OwnBatches {

    private final IdempotentSubmit submit;
    private final BatchStore store;
    private final Dispatcher dispatcher;

    /** For the container's proxy. */
    OwnBatches() {
        this(null, null, null);
    }

    @Inject
    OwnBatches(IdempotentSubmit submit, BatchStore store, Dispatcher dispatcher) {
        this.submit = submit;
        this.store = store;
        this.dispatcher = dispatcher;
    }

    /**
     * Accepts a body as a whole or not at all; when this returns the batch survives a crash and a loss of power.
     *
     * @param key makes the same submission one, however often it comes; null if each is another
     * @throws ServiceException as {@code POST /query/batch} is refused
     */
    public BatchId submit(InputStream body, Caller caller, String key) {
        String text = key == null ? null : IdempotencyKey.text(List.of(key));
        return submit(body, OnInvalid.REFUSE, caller, text).what();
    }

    Accepted<BatchId> submit(InputStream body, OnInvalid onInvalid, Caller caller, String text) {
        return submit.submit(body, onInvalid, caller, text);
    }

    /**
     * A batch as it stands.
     *
     * @throws ServiceException NOT_FOUND
     */
    public Batch find(BatchId id, Caller caller) {
        return store.find(caller.tenant(), id).orElseThrow(BatchesResource::notFound);
    }

    /**
     * Some queries of a batch, in their order.
     *
     * @throws ServiceException NOT_FOUND
     */
    public List<BatchQuery> queries(BatchId id, Caller caller, int offset, int limit) {
        return store.page(caller.tenant(), id, null, offset, limit)
                .orElseThrow(BatchesResource::notFound)
                .queries();
    }

    /**
     * Cancels a batch; one that is stopped already stays as it is.
     *
     * @throws ServiceException NOT_FOUND
     */
    public void cancel(BatchId id, Caller caller) {
        find(id, caller);
        dispatcher.cancel(id, AuditEvent.of(AuditAction.CANCEL, CurrentRequest.actor(caller), id.value(), ""));
    }
}
