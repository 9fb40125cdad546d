package io.querybatch.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/**
 * Lets those ask for errors in RFC 9457 who accept nothing else: no resource makes {@code application/problem+json}, so
 * JAX-RS would answer 406 in place of "the same error" (contract A2). What succeeds comes as plain JSON, as RFC 9110
 * §12.5.1 allows.
 */
@Provider
@PreMatching
public class ProblemAcceptFilter implements ContainerRequestFilter {

    private static final Pattern PROBLEM = Pattern.compile("(?i)application/problem\\+json(\\s*;.*)?");
    private static final Pattern NOT_AT_ALL = Pattern.compile("(?i).*;\\s*q\\s*=\\s*0(\\.0*)?\\s*");

    @Override
    public void filter(ContainerRequestContext request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        if (wantsProblem(accept)) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, accept + ", application/json;q=0.1");
        }
    }

    /** Whether an {@code Accept} header, or null, names RFC 9457's type. */
    static boolean wantsProblem(String accept) {
        if (accept == null) {
            return false;
        }
        for (String range : accept.split(",", -1)) {
            String type = range.strip();
            if (PROBLEM.matcher(type).matches() && !NOT_AT_ALL.matcher(type).matches()) {
                return true;
            }
        }
        return false;
    }
}
