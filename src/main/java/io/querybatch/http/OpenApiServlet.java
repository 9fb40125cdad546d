package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Describes the API to anybody. A servlet of our own: what servers make at this address is of an older OpenAPI, and knows
 * neither our errors nor our examples.
 */
@WebServlet(OpenApiServlet.PATH)
public class OpenApiServlet extends HttpServlet {

    static final String PATH = "/openapi";

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String format = request.getParameter("format");
        switch (format == null ? "" : format.toUpperCase(Locale.ROOT)) {
            case "" -> send(OpenApiDocument.preferred(request.getHeader("Accept")), request, response);
            case "JSON" -> send(OpenApiDocument.JSON, request, response);
            case "YAML" -> send(OpenApiDocument.YAML, request, response);
            default ->
                ErrorRenderer.send(
                        ErrorAnswer.of(ErrorCode.BAD_REQUEST, "query parameter \"format\": must be JSON or YAML"),
                        request,
                        response);
        }
    }

    private static void send(OpenApiDocument document, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("ETag", '"' + document.tag() + '"');
        response.setHeader("Vary", "Accept");
        if (EntityTags.match(request.getHeader("If-None-Match"), document.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] body = document.text().getBytes(StandardCharsets.UTF_8);
        response.setContentType(document.mediaType());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
