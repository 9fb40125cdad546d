package io.querybatch.singles;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.security.Caller;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;

/** Which data sources there are, and who is asking (contract B §3.3). */
@Path("")
@RequestScoped
@RequiresScope
@Produces(MediaType.APPLICATION_JSON)
public class DirectoryResource {

    @Inject
    private DataSources sources;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    /** The data sources found. */
    public record Found(List<Source> list) {}

    /** A data source. */
    @JsonbPropertyOrder({"id", "name", "description", "status", "isPremium", "categories", "tags", "products"})
    public record Source(
            String id,
            String name,
            String description,
            String status,
            @JsonbProperty("is_premium") boolean isPremium,
            List<String> categories,
            List<String> tags,
            List<String> products) {

        static Source of(DataSource source) {
            return new Source(
                    source.definition().id(),
                    source.definition().name(),
                    source.definition().description(),
                    "Released",
                    false,
                    List.of(),
                    List.of(),
                    List.of("API"));
        }
    }

    /** Who is asking. */
    @JsonbPropertyOrder({"type", "tenant", "subject", "scopes"})
    public record Me(@JsonbProperty("@type") String type, String tenant, String subject, List<String> scopes) {}

    /** The data sources that the caller may see and whose id or name has the keyword. */
    @GET
    @Path("datasource/search")
    public Envelope<Envelope.Meta, Found> search(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        String text = parameters.text("filter[keyword]");
        parameters.ignore(
                "filter[category]",
                "filter[status]",
                "filter[product]",
                "filter[tag]",
                "filter[is_new]",
                "filter[is_shown_website]");
        parameters.done();
        String keyword = text == null ? "" : text.toLowerCase(Locale.ROOT);
        List<Source> found = sources.catalog().sources().stream()
                .filter(source ->
                        caller.get().rights().allows(source.definition().id()))
                .map(Source::of)
                .filter(source -> (source.id() + " " + source.name())
                        .toLowerCase(Locale.ROOT)
                        .contains(keyword))
                .toList();
        return new Envelope<>(new Envelope.Meta(requestId.value()), new Found(found));
    }

    /** The caller, as the token describes him. */
    @GET
    @Path("me")
    public Envelope<Envelope.Meta, Me> me(@Context UriInfo uri) {
        QueryParameters.of(uri).done();
        Caller me = caller.get();
        List<String> scopes = me.scopes().stream().map(Scope::wireName).sorted().toList();
        return new Envelope<>(new Envelope.Meta(requestId.value()), new Me("user", me.tenant(), me.subject(), scopes));
    }
}
