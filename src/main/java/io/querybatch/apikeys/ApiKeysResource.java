package io.querybatch.apikeys;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.execution.CommittedState;
import io.querybatch.http.CurrentRequest;
import io.querybatch.http.Envelope;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.Links;
import io.querybatch.http.Page;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.Reach;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import io.querybatch.security.SecurityConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;

/** API keys of all tenants. */
@Path("admin/api-keys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_ADMIN)
public class ApiKeysResource {

    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    @Inject
    private ApiKeyStore store;

    @Inject
    private ApiKeys keys;

    @Inject
    private JsonLimits limits;

    @Inject
    private SecurityConfig security;

    @Inject
    private CommittedState committed;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /** Makes a key. This answer alone has all of it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        NewApiKey wanted = new ApiKeyReader(limits, security.accessRequired()).read(body);
        ApiKeys.Issued issued = keys.issue(wanted, CurrentRequest.actor(caller.get()));
        committed.sync();
        return Response.created(
                        URI.create(links.to("/admin/api-keys/" + issued.key().id())))
                .entity(new Envelope<>(new Envelope.Meta(requestId.value()), ApiKeyView.of(issued, keys)))
                .build();
    }

    /** A page of the list, the newest first. */
    @GET
    public Envelope<Envelope.PageMeta, List<ApiKeyView>> list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        Reach reach = Reach.of(caller.get(), parameters.text("tenant"));
        long before = parameters.cursor();
        int limit = parameters.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        parameters.done();
        Page<ApiKey> page = Page.of(store.list(reach, before, limit + 1), limit, ApiKey::seq);
        return new Envelope<>(
                new Envelope.PageMeta(requestId.value(), page.cursor()),
                page.rows().stream().map(key -> ApiKeyView.of(key, keys)).toList());
    }

    /** One key. */
    @GET
    @Path("{key_id}")
    public Envelope<Envelope.Meta, ApiKeyView> information(@PathParam("key_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return answer(store.find(keyId(id)).orElseThrow(ApiKeysResource::notFound));
    }

    /** Revokes a key; once more changes nothing. */
    @DELETE
    @Path("{key_id}")
    public Envelope<Envelope.Meta, ApiKeyView> revoke(@PathParam("key_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        ApiKey revoked = store.revoke(keyId(id), keys.now(), CurrentRequest.actor(caller.get()))
                .orElseThrow(ApiKeysResource::notFound);
        // Once it is answered no loss of power brings the key back.
        committed.sync();
        return answer(revoked);
    }

    private Envelope<Envelope.Meta, ApiKeyView> answer(ApiKey key) {
        return new Envelope<>(new Envelope.Meta(requestId.value()), ApiKeyView.of(key, keys));
    }

    private static ApiKeyId keyId(String text) {
        return ApiKeyId.parse(text).orElseThrow(ApiKeysResource::notFound);
    }

    private static ServiceException notFound() {
        return ServiceException.of(ErrorCode.NOT_FOUND, "There is no such API key.");
    }
}
