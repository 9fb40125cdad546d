package io.querybatch.testing.openapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A place in the document; references are followed on the way.
 *
 * @param root the document
 * @param pointer JSON Pointer from its root
 */
public record Place(JsonNode root, String pointer) {

    /** What is there. */
    public JsonNode node() {
        return root.at(pointer);
    }

    /** A member of the object there, if it has it. */
    public Optional<Place> get(String name) {
        return schema(name).map(Place::followed);
    }

    /** The schema there: a reference to one is a schema itself. */
    Optional<Place> schema(String name) {
        Place member = member(name);
        return member.node().isMissingNode() ? Optional.empty() : Optional.of(member);
    }

    /** The elements of the array there. */
    public List<Place> elements() {
        return IntStream.range(0, node().size())
                .mapToObj(i -> new Place(root, pointer + "/" + i).followed())
                .toList();
    }

    /** The names of the members there. */
    public List<String> names() {
        return List.copyOf(node().propertyNames());
    }

    /** The text of a member, or an empty one. */
    public String text(String name) {
        return node().path(name).asString("");
    }

    private Place member(String name) {
        return new Place(root, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    private Place followed() {
        String reference = text("$ref");
        return reference.isEmpty() ? this : new Place(root, reference.substring(1)).followed();
    }
}
