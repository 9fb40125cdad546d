package io.querybatch.admin;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.CurrentRequest;
import io.querybatch.security.Caller;
import io.querybatch.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Writes down what administrators read of all tenants: every successful answer below {@code /admin}. */
@Provider
public class AdminReads implements ContainerResponseFilter {

    private static final String ADMIN = "admin/";

    @Inject
    private AuditKeeper keeper;

    @Inject
    private CurrentCaller current;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath().replaceFirst("^/", "");
        Optional<Caller> caller = current.find();
        if (path.startsWith(ADMIN) && response.getStatus() < 400 && caller.isPresent()) {
            Optional<CurrentRequest> now = CurrentRequest.now();
            Actor actor = new Actor(
                    caller.get().tenant(),
                    caller.get().subject(),
                    now.map(CurrentRequest::address).orElse(null),
                    now.map(CurrentRequest::id).orElse(null));
            String tenant = request.getUriInfo().getQueryParameters().getFirst("tenant");
            String shown = tenant == null || tenant.length() > 255 ? null : tenant;
            keeper.add(new AuditEvent(AuditAction.ADMIN_READ, AuditEvent.DONE, actor, shown, null, "GET /" + path));
        }
    }
}
