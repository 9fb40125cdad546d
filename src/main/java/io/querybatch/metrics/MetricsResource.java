package io.querybatch.metrics;

import io.querybatch.http.QueryParameters;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Numbers for Prometheus and who understands it (contract A1). They name tenants and data sources: for administrators. */
@Path("metrics")
@RequestScoped
@RequiresScope(Scope.DS_ADMIN)
public class MetricsResource {

    private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";
    private static final String OPEN = "application/openmetrics-text;version=1.0.0;charset=utf-8";

    @Inject
    private ServerMeters meters;

    /** In the format of Prometheus, which browsers show as well. */
    @GET
    @Produces("text/plain")
    public Response text(@Context UriInfo uri) {
        return answer(uri, TEXT);
    }

    /** For those who ask for OpenMetrics by its name. */
    @GET
    @Produces("application/openmetrics-text;qs=0.5")
    public Response openMetrics(@Context UriInfo uri) {
        return answer(uri, OPEN);
    }

    private Response answer(UriInfo uri, String contentType) {
        QueryParameters.of(uri).done();
        return Response.ok(meters.scrape(contentType))
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .build();
    }
}
