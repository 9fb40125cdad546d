package io.querybatch.batches;

import io.querybatch.batches.StatusMeta.Paginate;
import io.querybatch.http.EntityTags;
import io.querybatch.http.Envelope;
import io.querybatch.http.Links;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * What is answered about the state of a batch. Its tag is the number of the latest change: who has it is told so for the price
 * of one row. What a query waits for is not part of a batch and no change of it; nor is the time that passes while an end is
 * expected.
 */
@ApplicationScoped
class StatusAnswer {

    private final BatchStore store;

    /** For the container's proxy. */
    StatusAnswer() {
        this(null);
    }

    @Inject
    StatusAnswer(BatchStore store) {
        this.store = store;
    }

    static String tag(long change) {
        return String.valueOf(change);
    }

    /**
     * Answers, on any thread.
     *
     * @param ifNoneMatch tags of what the caller has, or null
     * @param requestId id of the request
     * @param links of the request, good for any thread
     */
    Response.ResponseBuilder of(StatusQuestion question, String ifNoneMatch, String requestId, Links links) {
        Optional<String> known = ifNoneMatch == null
                ? Optional.empty()
                : store.mark(question.tenant(), question.batch())
                        .map(mark -> tag(mark.change()))
                        .filter(tag -> EntityTags.match(ifNoneMatch, tag));
        return known.map(tag -> Response.notModified().tag(tag)).orElseGet(() -> page(question, requestId, links));
    }

    private Response.ResponseBuilder page(StatusQuestion question, String requestId, Links links) {
        BatchStore.Page page = (question.since() == null
                        ? store.page(
                                question.tenant(),
                                question.batch(),
                                question.state(),
                                question.offset(),
                                question.limit())
                        : store.changes(
                                question.tenant(),
                                question.batch(),
                                question.state(),
                                question.since(),
                                question.limit()))
                .orElseThrow(BatchesResource::notFound);
        StatusMeta meta = new StatusMeta(
                requestId,
                page.batch().state(),
                page.batch().outcome(),
                page.batch().progress(),
                page.batch().eta(),
                page.cursor().toString(),
                paginate(question, page.batch()));
        return Response.ok(
                        new Envelope<>(
                                meta,
                                page.queries().stream()
                                        .map(query -> QueryView.of(query, links))
                                        .toList()),
                        MediaType.APPLICATION_JSON_TYPE)
                .tag(tag(page.batch().change()));
    }

    private static Paginate paginate(StatusQuestion question, Batch batch) {
        if (question.since() != null) {
            return new Paginate(null, question.limit(), null);
        }
        Progress progress = batch.progress();
        int total = question.state() == null ? batch.queryAmount() : progress.of(question.state());
        return new Paginate(question.offset(), question.limit(), total);
    }
}
