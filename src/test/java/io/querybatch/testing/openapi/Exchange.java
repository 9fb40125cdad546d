package io.querybatch.testing.openapi;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A request and its answer.
 *
 * @param method of the request
 * @param path of the request, behind the context root, with the slash
 * @param query of the request, still encoded, or null
 * @param sent headers of the request
 * @param question body of the request as text; null if there is none, or it is not looked at
 * @param status of the answer
 * @param headers of the answer
 * @param body of the answer as text; null if it is not looked at
 */
public record Exchange(
        String method,
        String path,
        String query,
        HttpHeaders sent,
        String question,
        int status,
        HttpHeaders headers,
        String body) {

    /** The path of a URL behind a context root, whose URL ends with a slash. */
    public static String path(URI root, URI url) {
        String path = url.getRawPath();
        String context = root.getRawPath();
        return path.startsWith(context) ? path.substring(context.length() - 1) : path;
    }

    boolean isAccepted() {
        return status < 400;
    }

    /** The media type of the answer, without parameters; empty if it has none. */
    String mediaType() {
        return mediaType(headers);
    }

    /** The same of the request. */
    String questionType() {
        return mediaType(sent);
    }

    private static String mediaType(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The names of the query parameters. */
    List<String> parameters() {
        return Stream.of((query == null ? "" : query).split("&"))
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> !name.isEmpty())
                .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public String toString() {
        return method + " " + path + (query == null ? "" : "?" + query) + " → " + status;
    }
}
