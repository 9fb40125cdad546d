package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.testing.openapi.ApiDocument;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Every parameter of a query that the OpenAPI document has is one that is read: in capitals it is refused with its right name. */
class DescribedParametersTest {

    private static List<String> described(String schema) {
        return List.copyOf(ApiDocument.read()
                .root()
                .node()
                .at("/components/schemas/" + schema + "/properties")
                .propertyNames());
    }

    private static JsonObject inCapitals(List<String> names) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        names.forEach(name -> object.add(name.toUpperCase(Locale.ROOT), 1));
        return object.build();
    }

    private static List<String> refusals(JsonObject query) {
        List<Violation> violations = new ArrayList<>();
        new ItemReader(new JsonLimits(64), violations).read("", query);
        return violations.stream().map(Violation::toString).toList();
    }

    private static List<String> suggestions(String place, List<String> names) {
        return names.stream()
                .map(name -> place + "/" + name.toUpperCase(Locale.ROOT) + ": unknown member, did you mean \"" + name
                        + "\"?")
                .toList();
    }

    @Test
    void areThoseOfAQuery() {
        List<String> names = described("Query");
        assertThat(names).hasSizeGreaterThan(20);
        assertThat(refusals(inCapitals(names))).containsAll(suggestions("", names));
    }

    @Test
    void areThoseOfItsSettings() {
        List<String> names = described("QuerySettings");
        JsonObject query =
                Json.createObjectBuilder().add("settings", inCapitals(names)).build();
        assertThat(refusals(query)).containsAll(suggestions("/settings", names));
    }
}
