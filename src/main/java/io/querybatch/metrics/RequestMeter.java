package io.querybatch.metrics;

import io.micrometer.core.instrument.Timer;
import io.querybatch.http.Patience;
import io.querybatch.http.TracedRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.concurrent.TimeUnit;

/**
 * Times requests up to the begin of their answers, by resource, method and status. Those that wait for something to happen
 * are told apart: they take as long as nothing does.
 */
@Provider
@PreMatching
public class RequestMeter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String BEGUN = "io.querybatch.metrics.begun";
    private static final String NOWHERE = "none";

    @Context
    private ResourceInfo resource;

    @Inject
    private ServerMeters meters;

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(BEGUN, now());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(BEGUN) instanceof Long begun)) {
            return;
        }
        String route = route();
        request.setProperty(TracedRequest.ROUTE, route.equals(NOWHERE) ? null : route);
        boolean waits = Patience.of(request.getHeaders().get("Prefer")).isPresent();
        Timer.builder("querybatch.requests")
                .description("Time of requests up to the begin of their answers")
                .tag("method", request.getMethod())
                .tag("route", route)
                .tag("status", String.valueOf(response.getStatus()))
                .tag("waits", String.valueOf(waits))
                .register(meters.registry())
                .record(now() - begun, TimeUnit.NANOSECONDS);
    }

    private long now() {
        return meters.registry().config().clock().monotonicTime();
    }

    /** The path with the names of its parameters; what leads nowhere has none, for callers could make up any number. */
    private String route() {
        if (resource.getResourceClass() == null || resource.getResourceMethod() == null) {
            return NOWHERE;
        }
        String path = path(resource.getResourceClass()) + path(resource.getResourceMethod());
        return path.isEmpty() ? NOWHERE : path;
    }

    private static String path(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value();
    }
}
