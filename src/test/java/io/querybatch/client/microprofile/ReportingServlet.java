package io.querybatch.client.microprofile;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchRequest;
import io.querybatch.client.FeedEnd;
import io.querybatch.client.QueryRequest;
import io.querybatch.client.QuerybatchException;
import io.querybatch.client.ResultLines;
import io.querybatch.client.StatusPage;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** An application in a server that asks Querybatch through {@link QuerybatchApi}. */
@WebServlet("/reporting")
public class ReportingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        URI server = URI.create(request.getRequestURL().toString()).resolve(request.getContextPath() + "/");
        QuerybatchApi api = RestClientBuilder.newBuilder().baseUri(server).build(QuerybatchApi.class);
        String bearer = request.getHeader("Authorization");
        response.setContentType("text/plain");
        PrintWriter out = response.getWriter();
        out.println("source " + api.sources(bearer).list().get(0).id());
        out.println("fields " + api.fields(bearer, "FLIGHTS").data().get(0).fieldId());
        Batch batch = api.submit(bearer, UUID.randomUUID().toString(), request());
        StatusPage page;
        do {
            page = api.status(bearer, batch.batchId(), null, null, "wait=10");
        } while (!page.hasStopped());
        out.println(page.progress());
        out.println("rows " + rows(api, bearer, batch.batchId()));
        out.println("refused " + refusal(api, bearer));
    }

    private static BatchRequest request() {
        return BatchRequest.of(QueryRequest.of("FLIGHTS", "date", "origin", "flights")
                        .accounts("ORD", "LAX")
                        .dates("2001-01-01", "2001-01-10"))
                .splitByAccount();
    }

    private static String rows(QuerybatchApi api, String bearer, String batch) throws IOException {
        AtomicLong rows = new AtomicLong();
        try (InputStream in = api.results(bearer, batch, null)) {
            FeedEnd end = new ResultLines(in, null)
                    .forEach(line -> rows.addAndGet(line.rows().count()));
            return rows + " " + end.outcome();
        }
    }

    private static String refusal(QuerybatchApi api, String bearer) {
        try {
            return api.batch(bearer, "qrb_00000000000000000000").batchId();
        } catch (QuerybatchException e) {
            return e.code();
        }
    }
}
