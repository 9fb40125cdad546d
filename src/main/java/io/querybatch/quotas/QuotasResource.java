package io.querybatch.quotas;

import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.security.CurrentCaller;
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

/** How much the caller's tenant may use, and has. */
@Path("query/quotas")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
public class QuotasResource {

    @Inject
    private QuotaGate gate;

    @Inject
    private UseStore use;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    /** All quotas, those without a limit among them. */
    @GET
    public Envelope<Envelope.Meta, List<QuotaView>> quotas(@Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return new Envelope<>(
                new Envelope.Meta(requestId.value()),
                gate.states(caller.get().tenant(), use).stream()
                        .map(QuotaView::of)
                        .toList());
    }
}
