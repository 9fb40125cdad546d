package io.querybatch.testing.openapi;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The OpenAPI document, as it is in the sources. */
public final class ApiDocument {

    /** What an operation is called in a path item; the rest of its members are of all of them. */
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final Place root;
    private final List<Operation> operations = new ArrayList<>();

    private ApiDocument(JsonNode root) {
        this.root = new Place(root, "");
        Place paths = this.root.get("paths").orElseThrow();
        for (String path : paths.names()) {
            Place item = paths.get(path).orElseThrow();
            item.names().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, item)));
        }
    }

    /** Reads it. */
    public static ApiDocument read() {
        try {
            String text = Files.readString(Project.base().resolve("src/main/resources/openapi/querybatch.yaml"));
            return of(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document of maps and lists. */
    static ApiDocument of(Object document) {
        return new ApiDocument(new ObjectMapper().valueToTree(document));
    }

    /** Its root. */
    public Place root() {
        return root;
    }

    /** All operations, in their order. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The operation of a request; {@code path} begins with a slash and is behind the context root. */
    Optional<Operation> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        return operations.stream()
                .filter(operation -> operation.method().equals(wanted))
                .filter(operation -> operation.serves(path))
                .findFirst();
    }
}
