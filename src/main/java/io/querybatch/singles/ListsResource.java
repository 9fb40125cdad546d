package io.querybatch.singles;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.query.Quotation;
import io.querybatch.query.Spelling;
import io.querybatch.security.AccessRights;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** What can be asked of a data source: accounts, fields, segments (contract B §3.5). */
@Path("query")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ListsResource {

    @Inject
    private DataSources sources;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    /** The accounts that the caller may see. */
    @GET
    @Path("accounts")
    @RequiresScope(Scope.DS_ACCOUNTS_READ)
    public Envelope<ListViews.Meta, List<ListViews.AccountsOfLogin>> accounts(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        DataSource source = source(parameters);
        AccessRights rights = caller.get().rights();
        String id = source.definition().id();
        List<ListViews.AccountView> accounts = source.accounts().stream()
                .filter(account -> rights.allows(id, account.id()))
                .map(ListViews.AccountView::of)
                .toList();
        return new Envelope<>(
                ListViews.Meta.of(requestId.value()), List.of(ListViews.AccountsOfLogin.of(source, accounts)));
    }

    /** The fields; the same for every caller of the data source. */
    @GET
    @Path("fields")
    @RequiresScope
    public Envelope<Envelope.Meta, List<ListViews.FieldView>> fields(@Context UriInfo uri) {
        DataSource source = source(QueryParameters.of(uri));
        return new Envelope<>(
                new Envelope.Meta(requestId.value()),
                source.definition().fields().stream()
                        .map(ListViews.FieldView::of)
                        .toList());
    }

    /** The segments: filters of the catalog that have a name. */
    @GET
    @Path("segments")
    @RequiresScope(Scope.DS_ACCOUNTS_READ)
    public Envelope<ListViews.Meta, List<ListViews.SegmentsOfLogin>> segments(@Context UriInfo uri) {
        DataSource source = source(QueryParameters.of(uri));
        return new Envelope<>(ListViews.Meta.of(requestId.value()), List.of(ListViews.SegmentsOfLogin.of(source)));
    }

    private DataSource source(QueryParameters parameters) {
        String id = parameters.requiredText("ds_id");
        parameters.ignore("ds_user", "ds_users", "ds_accounts", "cache_minutes", "ds_users[]", "ds_accounts[]");
        parameters.done();
        AccessRights rights = caller.get().rights();
        return sources.catalog().source(id).filter(source -> rights.allows(id)).orElseThrow(() -> unknown(id, rights));
    }

    /** Data sources that the caller may not see do not exist for him. */
    private ServiceException unknown(String id, AccessRights rights) {
        List<String> visible = sources.catalog().sources().stream()
                .map(source -> source.definition().id())
                .filter(rights::allows)
                .toList();
        String suggestion = Spelling.nearest(id, visible)
                .map(nearest -> ", did you mean \"" + nearest + "\"?")
                .orElse("");
        String detail = "query parameter \"ds_id\": unknown data source " + Quotation.of(id) + suggestion;
        return ServiceException.of(
                ErrorCode.UNPROCESSABLE_ENTITY, List.of(new Violation("", ErrorCode.UNPROCESSABLE_ENTITY, detail)));
    }
}
