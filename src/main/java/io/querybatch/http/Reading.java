package io.querybatch.http;

import io.querybatch.security.CurrentCaller;
import io.querybatch.security.Reach;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** What the caller of the present request reads, and whose it is (contract A3). */
@RequestScoped
public class Reading {

    private static final String TENANT = "tenant";

    @Inject
    private CurrentCaller caller;

    @Inject
    private HttpServletRequest request;

    @Inject
    private ProxyTrust proxy;

    @Inject
    private Event<AdminRead> reads;

    /** All that the caller may read, or the part of it that he names by {@code tenant}. */
    public Reach reach(QueryParameters parameters) {
        return Reach.of(caller.get(), parameters.text(TENANT));
    }

    /** Says that a list is read. */
    public void note(Reach reach) {
        note(reach.tenant().orElse(null), null);
    }

    /**
     * Says that something is read; of no interest if it is of the caller's own tenant.
     *
     * @param tenant whose it is, or null: everybody's
     * @param batch the batch, or null
     */
    public void note(String tenant, String batch) {
        if (!caller.get().tenant().equals(tenant)) {
            reads.fire(new AdminRead(
                    caller.get(), tenant, batch, request.getRequestURI(), CurrentRequest.of(request, proxy)));
        }
    }
}
