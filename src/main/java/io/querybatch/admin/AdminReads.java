package io.querybatch.admin;

import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.CurrentRequest;
import io.querybatch.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Writes down what administrators read of all tenants: every successful answer below {@code /admin} that changed nothing. */
@Provider
public class AdminReads implements ContainerResponseFilter {

    private static final String ADMIN = "admin/";
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int LONGEST_NAME = 255;

    @Inject
    private AuditKeeper keeper;

    @Inject
    private CurrentCaller current;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath().replaceFirst("^/", "");
        if (path.startsWith(ADMIN) && READS.contains(request.getMethod()) && response.getStatus() < 400) {
            String tenant = request.getUriInfo().getQueryParameters().getFirst("tenant");
            String shown = tenant == null || tenant.length() > LONGEST_NAME ? null : tenant;
            current.find()
                    .map(CurrentRequest::actor)
                    .ifPresent(actor -> keeper.add(new AuditEvent(
                            AuditAction.ADMIN_READ, AuditEvent.DONE, actor, shown, null, "GET /" + path)));
        }
    }
}
