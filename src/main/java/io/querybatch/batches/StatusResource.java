package io.querybatch.batches;

import io.querybatch.http.EntityTags;
import io.querybatch.http.Links;
import io.querybatch.http.Patience;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.query.BatchId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;

/** The state of a batch, made for being asked for again and again (contract B §2.3, A5). */
@Path("query/batch/{batch_id}/status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class StatusResource {

    @Inject
    private BatchStore store;

    @Inject
    private StatusAnswer answers;

    @Inject
    private BatchWaits waits;

    @Inject
    private CurrentCaller caller;

    @Inject
    private BatchOwners owners;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /** The batch's progress and some of its queries: a page in their order, or what has changed; at once, or when it has. */
    @GET
    public void status(
            @PathParam("batch_id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Suspended AsyncResponse response) {
        BatchId batch = BatchesResource.batchId(id);
        StatusQuestion question = StatusQuestion.read(owners.tenantOf(batch), batch, QueryParameters.of(uri));
        String ifNoneMatch = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        Poll poll = new Poll(response, question, ifNoneMatch, requestId.value(), links.fixed());
        Optional<Duration> patience = Patience.of(headers.getRequestHeader("Prefer"));
        if (patience.isEmpty()) {
            poll.answer(null);
        } else {
            await(poll, patience.get());
        }
    }

    /** Who has reached the end, does not have the latest, or is one too many is answered at once. */
    private void await(Poll poll, Duration longest) {
        StatusQuestion question = poll.question;
        Mark mark = store.mark(question.tenant(), question.batch()).orElseThrow(BatchesResource::notFound);
        boolean news = mark.stopped() || poll.tellsNews(mark);
        if (news) {
            poll.answer(longest);
        } else if (!waits.awaitChange(
                caller.get().tenant(), question.batch(), mark.change(), longest, () -> poll.answer(longest))) {
            poll.answer(null);
        }
    }

    /** One request, which may be answered by another thread. */
    private final class Poll {

        private final AsyncResponse response;
        private final StatusQuestion question;
        private final String ifNoneMatch;
        private final String request;
        private final Links fixed;

        Poll(AsyncResponse response, StatusQuestion question, String ifNoneMatch, String request, Links fixed) {
            this.response = response;
            this.question = question;
            this.ifNoneMatch = ifNoneMatch;
            this.request = request;
            this.fixed = fixed;
        }

        /** Who says what he has wants to hear what is new to him; who does not, what comes. */
        boolean tellsNews(Mark mark) {
            return ifNoneMatch != null
                    ? !EntityTags.match(ifNoneMatch, StatusAnswer.tag(mark.change()))
                    : question.since() != null && !question.hasSeen(mark);
        }

        /** {@code applied} is how long it may have taken by the caller's preference; null if that did not count. */
        void answer(Duration applied) {
            try {
                Response.ResponseBuilder answer = answers.of(question, ifNoneMatch, request, fixed);
                if (applied != null) {
                    answer.header("Preference-Applied", "wait=" + applied.toSeconds());
                }
                response.resume(answer.build());
            } catch (RuntimeException e) {
                response.resume(e);
            }
        }
    }
}
