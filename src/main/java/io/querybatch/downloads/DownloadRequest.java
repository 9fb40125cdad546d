package io.querybatch.downloads;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchesResource;
import io.querybatch.batches.Mark;
import io.querybatch.http.Links;
import io.querybatch.http.RequestId;
import io.querybatch.query.BatchId;
import io.querybatch.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** The present request for a whole batch. */
@RequestScoped
class DownloadRequest {

    @Inject
    private BatchStore batches;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /**
     * A batch of the caller's tenant.
     *
     * @param mark how far it is
     */
    record Found(Download download, Mark mark) {}

    /**
     * The batch of an id as it was written.
     *
     * @throws io.querybatch.errors.ServiceException NOT_FOUND if the caller's tenant has none such
     */
    Found find(String id) {
        BatchId batch = BatchesResource.batchId(id);
        Mark mark = batches.mark(caller.get().tenant(), batch).orElseThrow(BatchesResource::notFound);
        return new Found(new Download(requestId.value(), caller.get(), batch, links.fixed()), mark);
    }
}
