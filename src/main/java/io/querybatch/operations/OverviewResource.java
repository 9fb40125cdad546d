package io.querybatch.operations;

import io.querybatch.execution.Dispatcher;
import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
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

/** The operations view (contract A3): of all tenants, so for administrators. */
@Path("admin/overview")
@RequestScoped
@RequiresScope(Scope.DS_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    @Inject
    private Survey survey;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private RequestId requestId;

    /** Nodes, tenants, data sources, store and results. */
    @GET
    public Envelope<Envelope.Meta, Overview> overview(@Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return new Envelope<>(new Envelope.Meta(requestId.value()), survey.now(dispatcher.standing()));
    }
}
