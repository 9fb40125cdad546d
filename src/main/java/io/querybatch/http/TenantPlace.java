package io.querybatch.http;

import io.querybatch.limits.RequestGate;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The place of a request among those of its tenant that are served at the same time. It is kept as long as the request has a
 * thread of the container: whoever reads his answer slowly takes places of his own tenant only.
 */
final class TenantPlace {

    private static final String ATTRIBUTE = "io.querybatch.place";

    private final RequestGate gate;

    /** Null until it is known, and if there was none left. */
    private String tenant;

    private TenantPlace(RequestGate gate) {
        this.gate = gate;
    }

    /** Before it is known whose request it is. */
    static TenantPlace before(HttpServletRequest request, RequestGate gate) {
        TenantPlace place = new TenantPlace(gate);
        request.setAttribute(ATTRIBUTE, place);
        return place;
    }

    static TenantPlace of(HttpServletRequest request) {
        return (TenantPlace) request.getAttribute(ATTRIBUTE);
    }

    /** Takes it; false if the tenant has as many as it may have. */
    boolean take(String ofTenant) {
        if (!gate.enter(ofTenant)) {
            return false;
        }
        tenant = ofTenant;
        return true;
    }

    /** Gives it back, if it was taken. */
    void giveBack() {
        if (tenant != null) {
            gate.leave(tenant);
        }
    }
}
