package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Takes the prefix off the address, so that resources are found by what follows it. */
@Provider
@PreMatching
public class PrefixFilter implements ContainerRequestFilter {

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        if (!(request.getAttribute(RequestFilter.PREFIX) instanceof String prefix)) {
            // Spelled in a way that only the server takes for ours.
            throw ServiceException.of(ErrorCode.NOT_FOUND);
        }
        URI asked = context.getUriInfo().getRequestUri();
        UriBuilder address = UriBuilder.fromUri(asked);
        String path = asked.getRawPath();
        String root = request.getContextPath();
        context.setRequestUri(
                address.clone().replacePath(root + "/").replaceQuery(null).build(),
                address.replacePath(root + path.substring(root.length() + prefix.length()))
                        .build());
    }
}
