package io.querybatch.http;

import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;

/** What no resource of ours does on purpose; {@link HttpFrameIT} adds it to the WAR under test. */
@Path("query/probe")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {

    @Inject
    private CurrentCaller caller;

    @Inject
    private Links links;

    @GET
    @Path("bug")
    @RequiresScope
    public JsonObject bug() {
        throw new IllegalStateException("secret");
    }

    @GET
    @Path("store")
    @RequiresScope
    public JsonObject storeIsAway() {
        throw new PersistenceException("secret", new SQLException("secret", "08006"));
    }

    @GET
    @Path("busy")
    @RequiresScope
    public JsonObject busy() {
        throw new ServiceUnavailableException(7L);
    }

    /** Says nothing about scopes, so it is closed. */
    @GET
    @Path("closed")
    public JsonObject closed() {
        return JsonObject.EMPTY_JSON_OBJECT;
    }

    @GET
    @Path("echo/{segment}")
    @RequiresScope
    public JsonObject echo(@PathParam("segment") String segment, @QueryParam("q") String query) {
        return Json.createObjectBuilder()
                .add("segment", segment)
                .add("query", query)
                .add("tenant", caller.get().tenant())
                .add("link", links.to("/query/probe"))
                .build();
    }

    @POST
    @Path("count")
    @RequiresScope
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public JsonObject count(InputStream body) throws IOException {
        return Json.createObjectBuilder()
                .add("bytes", body.transferTo(OutputStream.nullOutputStream()))
                .build();
    }
}
