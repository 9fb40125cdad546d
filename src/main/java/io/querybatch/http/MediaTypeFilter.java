package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * A body must say what it is: JAX-RS takes one without {@code Content-Type} for whatever the resource consumes, and does not look at
 * {@code Content-Encoding}. Compressed bodies are not taken: a few of their bytes could be gigabytes.
 */
@Provider
public class MediaTypeFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (isCoded(request)) {
            throw ServiceException.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken as they are: send no Content-Encoding.");
        }
        if (request.hasEntity() && !isType(request.getMediaType())) {
            throw ServiceException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Say Content-Type: application/json.");
        }
    }

    private static boolean isType(MediaType type) {
        return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
    }

    private static boolean isCoded(ContainerRequestContext request) {
        List<String> codings = request.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of());
        return !codings.stream().allMatch("identity"::equalsIgnoreCase);
    }
}
