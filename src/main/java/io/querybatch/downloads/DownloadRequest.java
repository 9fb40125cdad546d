package io.querybatch.downloads;

import io.querybatch.batches.BatchOwners;
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
    private BatchOwners owners;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /**
     * A batch that the caller may read.
     *
     * @param mark how far it is
     */
    record Found(Download download, Mark mark) {}

    /**
     * The batch of an id as it was written.
     *
     * @throws io.querybatch.errors.ServiceException NOT_FOUND if there is none that the caller may read
     */
    Found find(String id) {
        BatchId batch = BatchesResource.batchId(id);
        String tenant = owners.tenantOf(batch);
        Mark mark = batches.mark(tenant, batch).orElseThrow(BatchesResource::notFound);
        return new Found(new Download(requestId.value(), caller.get(), tenant, batch, links.fixed()), mark);
    }
}
