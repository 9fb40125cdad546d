package io.querybatch.testing.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An operation of the document.
 *
 * @param method in capitals
 * @param path with its templates
 * @param item the path item it is in
 */
public record Operation(String method, String path, Place item) {

    /** Everything below these is alike, but for the server itself. */
    private static final String PREFIXES = "(?:/v2|/enterprise/v2)?";

    private static final String SERVER = "Server";

    /** Where it is described. */
    public Place place() {
        return item.get(method.toLowerCase(Locale.ROOT)).orElseThrow();
    }

    /** Whether the server itself is asked, no resource. */
    public boolean isOfServer() {
        return place().node().path("tags").path(0).asString("").equals(SERVER);
    }

    boolean serves(String requested) {
        String template = Stream.of(path.split("(?=\\{)|(?<=})"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .reduce("", String::concat);
        return requested.matches((isOfServer() ? "" : PREFIXES) + template);
    }

    /** Its parameters and those of its path. */
    public List<Place> parameters() {
        return Stream.of(item, place())
                .flatMap(owner -> owner.get("parameters").stream())
                .flatMap(list -> list.elements().stream())
                .toList();
    }

    /** The names of its parameters in a place such as {@code query}. */
    public List<String> parameters(String in) {
        return parameters().stream()
                .filter(parameter -> parameter.text("in").equals(in))
                .map(parameter -> parameter.text("name"))
                .toList();
    }

    Optional<Place> response(int status) {
        return place().get("responses").orElseThrow().get(String.valueOf(status));
    }

    /** The media types of its bodies; empty if it takes none. */
    public List<String> consumes() {
        return place().get("requestBody")
                .flatMap(body -> body.get("content"))
                .map(Place::names)
                .orElse(List.of());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
