package io.querybatch.testing.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of the document. Clients must take members that they do not know, so the document's schemas are open; here they are
 * closed, else nobody would find out that the document lacks one.
 */
final class Shapes {

    /** Elements of an array that are looked at; those behind them are of the same make. */
    private static final int LOOKED_AT = 50;

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
    private final JsonNode closed;

    Shapes(ApiDocument document) {
        closed = document.root().node().deepCopy();
        close(closed, false);
    }

    /** What is wrong with a value by the schema at a place; a line each. */
    List<String> problems(Place schema, JsonNode value) {
        List<Error> errors =
                compiled.computeIfAbsent(schema.pointer(), this::compile).validate(shortened(value));
        // An object with something wrong in it counts as one that nothing is known of, and so on outwards.
        Predicate<Error> consequence = error -> error.getKeyword().equals("unevaluatedProperties");
        int deepest = errors.stream().mapToInt(Shapes::depth).max().orElse(0);
        boolean allAreUnknown = errors.stream().allMatch(consequence);
        return errors.stream()
                .filter(error -> allAreUnknown ? depth(error) == deepest : !consequence.test(error))
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static int depth(Error error) {
        return error.getInstanceLocation().getNameCount();
    }

    /** A schema of its own, with everything that it may refer to. */
    private Schema compile(String pointer) {
        ObjectNode schema = (ObjectNode) closed.at(pointer).deepCopy();
        if (isOfObject(schema)) {
            schema.put("unevaluatedProperties", false);
        }
        schema.set("components", closed.get("components"));
        return registry.getSchema(schema);
    }

    private static JsonNode shortened(JsonNode value) {
        JsonNode copy = value.deepCopy();
        shorten(copy);
        return copy;
    }

    private static void shorten(JsonNode value) {
        if (value instanceof ArrayNode array) {
            while (array.size() > LOOKED_AT) {
                array.remove(array.size() - 1);
            }
        }
        value.forEach(Shapes::shorten);
    }

    /** Closes objects where they are used: named schemas where they are referred to, and no parts of {@code allOf}. */
    private static void close(JsonNode node, boolean open) {
        if (node instanceof ObjectNode object && !open && isOfObject(object)) {
            object.put("unevaluatedProperties", false);
        }
        for (Map.Entry<String, JsonNode> member : List.copyOf(node.properties())) {
            boolean elsewhere = Set.of("allOf", "schemas").contains(member.getKey());
            if (elsewhere) {
                member.getValue().values().forEach(part -> close(part, true));
            } else {
                close(member.getValue(), false);
            }
        }
        if (node.isArray()) {
            node.values().forEach(element -> close(element, false));
        }
    }

    private static boolean isOfObject(ObjectNode schema) {
        return schema.path("$ref").asString("").startsWith("#/components/schemas/")
                || schema.has("allOf")
                || (schema.path("type").asString("").equals("object") && schema.has("properties"));
    }
}
