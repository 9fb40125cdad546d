package io.querybatch.batches;

import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.Reading;
import io.querybatch.http.RequestId;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The batches that the caller may read, newest first (contract A3, A5). Single queries are in the history instead. */
@Path("query/batch")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class BatchListResource {

    @Inject
    private BatchStore store;

    @Inject
    private BatchAnswers answers;

    @Inject
    private Reading reading;

    @Inject
    private RequestId requestId;

    /** A page of the list. A batch that is submitted meanwhile moves nothing: it is before the first page. */
    @GET
    public Envelope<Envelope.PageMeta, List<BatchView>> list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        ListQuestion question = ListQuestion.read(reading.reach(parameters), parameters);
        reading.note(question.reach());
        BatchStore.Listed listed = store.list(question);
        return new Envelope<>(
                new Envelope.PageMeta(requestId.value(), listed.next() == null ? null : String.valueOf(listed.next())),
                listed.batches().stream().map(answers::view).toList());
    }
}
