package io.querybatch.reference;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The bounds of what callers send, as the OpenAPI document has them; tests hold it against the server. */
final class DescribedBounds {

    private static final List<String> SENT = List.of("BatchRequest", "Query", "QuerySettings", "SingleQuery");

    /** What stands for no bound at all. */
    private static final long NONE = Integer.MAX_VALUE;

    private DescribedBounds() {}

    static Table table() {
        Table table = new Table("in", "member", "from", "to", "default", "");
        Map<?, ?> schemas = (Map<?, ?>) at(at(document(), "components"), "schemas");
        SENT.forEach(name -> ((Map<?, ?>) at(schemas.get(name), "properties"))
                .forEach((member, schema) -> row(table, name, String.valueOf(member), (Map<?, ?>) schema)));
        return table;
    }

    private static void row(Table table, String name, String member, Map<?, ?> schema) {
        String least = number(schema, "minimum", "minItems");
        String most = most(schema);
        if (!most.isEmpty()) {
            table.row(
                    "`" + name + "`",
                    "`" + member + "`",
                    least,
                    most,
                    Objects.toString(schema.get("default"), ""),
                    Objects.toString(schema.get("description"), "").strip().replaceAll("\\s+", " "));
        }
    }

    private static String most(Map<?, ?> schema) {
        String length = number(schema, "maxLength");
        String items = number(schema, "maxItems");
        return Stream.of(
                        number(schema, "maximum"),
                        length.isEmpty() ? "" : length + " characters",
                        items.isEmpty() ? "" : items + " entries")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String number(Map<?, ?> schema, String... keywords) {
        return Stream.of(keywords)
                .map(schema::get)
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).longValue())
                .filter(number -> number != NONE)
                .map(number -> String.format(Locale.ROOT, "%,d", number))
                .findFirst()
                .orElse("");
    }

    private static Object at(Object node, String key) {
        return ((Map<?, ?>) node).get(key);
    }

    private static Object document() {
        try {
            return new Load(LoadSettings.builder().build())
                    .loadFromString(
                            Files.readString(Project.base().resolve("src/main/resources/openapi/querybatch.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
