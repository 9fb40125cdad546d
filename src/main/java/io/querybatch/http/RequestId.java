package io.querybatch.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;

/** The id of the present request: 32 characters of {@code [A-Za-z0-9_-]}, 192 random bits (contract A2). */
@RequestScoped
public class RequestId {

    private static final String ATTRIBUTE = "io.querybatch.request_id";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    @Inject
    private HttpServletRequest request;

    public String value() {
        return of(request);
    }

    /** The id of a request; one that has none yet, because the container answers it before any filter, gets one. */
    static String of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
