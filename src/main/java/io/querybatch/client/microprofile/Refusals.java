package io.querybatch.client.microprofile;

import io.querybatch.client.QuerybatchException;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** The server's errors as exceptions with their code. */
public final class Refusals implements ResponseExceptionMapper<QuerybatchException> {

    @Override
    public QuerybatchException toThrowable(Response response) {
        return QuerybatchException.of(
                response.getStatus(), response.hasEntity() ? response.readEntity(String.class) : "");
    }
}
