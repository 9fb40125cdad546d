package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** A body must say what it is: JAX-RS takes one without {@code Content-Type} for whatever the resource consumes. */
@Provider
public class MediaTypeFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.hasEntity() && request.getMediaType() == null) {
            throw ServiceException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Say Content-Type: application/json.");
        }
    }
}
