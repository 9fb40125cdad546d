package io.querybatch.admin;

import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditQuestion;
import io.querybatch.http.Envelope;
import io.querybatch.http.Page;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Who did what, of all tenants, the newest first. */
@Path("admin/audit")
@RequestScoped
@RequiresScope(Scope.DS_ADMIN)
public class AuditResource {

    private static final String LINES = "application/x-ndjson";

    @Inject
    private AuditLog log;

    @Inject
    private RequestId requestId;

    /** A page. What is written down meanwhile moves nothing: it is before the first page. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Envelope<Envelope.PageMeta, List<AuditView>> page(@Context UriInfo uri) {
        AuditQuestion question = AuditQuestionReader.read(QueryParameters.of(uri));
        Page<AuditEntry> page = Page.of(
                log.find(question.from(question.before(), question.limit() + 1)), question.limit(), AuditEntry::seq);
        return new Envelope<>(
                new Envelope.PageMeta(requestId.value(), page.cursor()),
                page.rows().stream().map(AuditView::of).toList());
    }

    /** All of it from a place on, line by line, for who keeps it elsewhere; the last line says that it is complete. */
    @GET
    @Produces(LINES + ";qs=0.5")
    public Response lines(@Context UriInfo uri) {
        AuditQuestion question = AuditQuestionReader.read(QueryParameters.of(uri));
        AuditExport export = new AuditExport(log, question, requestId.value());
        StreamingOutput lines = export::write;
        return Response.ok(lines, LINES).build();
    }
}
