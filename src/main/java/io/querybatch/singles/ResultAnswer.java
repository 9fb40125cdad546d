package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.results.ResultKey;
import io.querybatch.results.StoredResult;
import io.querybatch.singles.Conditions.Stretch;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A result as an HTTP answer: all of it, a stretch, compressed, or nothing because the caller has it (contract A7). */
final class ResultAnswer {

    private final RunQuestion question;
    private final StoredResult result;
    private final ResultPage page;
    private final String tag;

    private ResultAnswer(RunQuestion question, StoredResult result, ResultPage page, String tag) {
        this.question = question;
        this.result = result;
        this.page = page;
        this.tag = tag;
    }

    /** Checks the rows and makes the answer, which closes the result when it has been written. */
    static Response of(RunQuestion question, BatchQuery query, StoredResult result) throws IOException {
        ResultPage page = ResultPage.of(question, query, result);
        ResultKey key = ((BatchQuery.Result) query.end()).key();
        RowPage rows = question.page();
        String value = key.query() + "-" + key.fence() + "-" + rows.offset() + "-" + rows.limit();
        return new ResultAnswer(question, result, page, value).response();
    }

    private Response response() throws IOException {
        Conditions conditions = question.conditions();
        if (conditions.has(tag)) {
            result.close();
            return Response.notModified(tag)
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                    .build();
        }
        Optional<Stretch> stretch = page.isRepeatable() ? conditions.stretch(page.length(), tag) : Optional.empty();
        if (stretch.isPresent()) {
            return part(stretch.get());
        }
        result.verify(question.page().offset(), question.page().limit());
        return conditions.takesGzip() ? compressed() : whole();
    }

    private Response.ResponseBuilder answer(int status, StreamingOutput entity) {
        Response.ResponseBuilder answer = Response.status(status)
                .entity(entity)
                .header(HttpHeaders.CONTENT_TYPE, page.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return page.isRepeatable() ? answer.header("Accept-Ranges", "bytes") : answer;
    }

    private Response whole() {
        Response.ResponseBuilder answer = answer(200, page).header(HttpHeaders.ETAG, entityTag(tag));
        return page.isRepeatable()
                ? answer.header(HttpHeaders.CONTENT_LENGTH, page.length()).build()
                : answer.build();
    }

    /** Other bytes, another tag: a stretch of these is none of those. */
    private Response compressed() {
        StreamingOutput entity = out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out, ResultPage.BUFFER_BYTES)) {
                page.write(gzip);
            }
        };
        return answer(200, entity)
                .header(HttpHeaders.ETAG, entityTag(tag + "-gzip"))
                .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                .build();
    }

    private Response part(Stretch stretch) throws IOException {
        long total = page.length();
        if (stretch.length() == 0) {
            throw ServiceException.of(ErrorCode.RANGE_NOT_SATISFIABLE, "The result has " + total + " bytes.");
        }
        result.verify();
        long last = stretch.start() + stretch.length() - 1;
        return answer(206, out -> page.write(stretch, out))
                .header(HttpHeaders.ETAG, entityTag(tag))
                .header("Content-Range", "bytes " + stretch.start() + "-" + last + "/" + total)
                .header(HttpHeaders.CONTENT_LENGTH, stretch.length())
                .build();
    }

    /** Weak where every answer has other bytes around the same rows. */
    private String entityTag(String value) {
        return (page.isRepeatable() ? "" : "W/") + '"' + value + '"';
    }

    private String disposition() {
        return "inline; filename=\"" + question.scheduleId() + "."
                + result.layout().format().extension() + "\"";
    }
}
