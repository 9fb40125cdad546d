package io.querybatch.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** Absolute URLs with the scheme, host, context path and prefix by which the caller reached us (contract A1). */
@RequestScoped
public class Links {

    @Inject
    private HttpServletRequest request;

    @Inject
    private ProxyTrust proxy;

    /** The URL of a path of the API, such as {@code /query/batch}. */
    public String to(String path) {
        Origin origin = Origin.of(request, proxy);
        Object prefix = request.getAttribute(RequestFilter.PREFIX);
        return origin + request.getContextPath() + (prefix == null ? "" : prefix) + path;
    }

    /** The same links for a thread that does not have the request. */
    public Links fixed() {
        return at(to(""));
    }

    /** Links below the URL of the server, with its prefix. */
    public static Links at(String base) {
        return new Links() {
            @Override
            public String to(String path) {
                return base + path;
            }
        };
    }
}
