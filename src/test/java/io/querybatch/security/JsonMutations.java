package io.querybatch.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON that is like another one, but for a few places. */
final class JsonMutations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A server under test calls nobody. */
    private static final String CALLBACK = "callback_url";

    private final Random random;

    JsonMutations(Random random) {
        this.random = random;
    }

    JsonNode of(JsonNode example) {
        JsonNode copy = example.deepCopy();
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            List<JsonNode> containers = new ArrayList<>();
            collect(copy, containers);
            if (!containers.isEmpty()) {
                change(containers.get(random.nextInt(containers.size())));
            }
        }
        withoutCallbacks(copy);
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static void withoutCallbacks(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(CALLBACK);
        }
        node.forEach(JsonMutations::withoutCallbacks);
    }

    private void change(JsonNode container) {
        if (container instanceof ObjectNode object) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.isEmpty() || random.nextInt(5) == 0
                    ? NastyTexts.any(random)
                    : names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value());
            }
        } else if (container instanceof ArrayNode array) {
            if (!array.isEmpty() && random.nextBoolean()) {
                array.set(random.nextInt(array.size()), value());
            } else {
                array.add(value());
            }
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt(1_000) - 10);
            case 3 -> JSON.numberNode(random.nextDouble() * 1e18);
            case 4 -> JSON.arrayNode().add(NastyTexts.any(random));
            case 5 -> JSON.objectNode().put(NastyTexts.any(random), NastyTexts.any(random));
            default -> JSON.stringNode(NastyTexts.any(random));
        };
    }
}
