package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentTest {

    @Test
    void isTheSameInBothForms() {
        try (JsonReader reader = Json.createReader(new StringReader(OpenApiDocument.JSON.text()))) {
            JsonObject document = reader.readObject();
            assertThat(document.getString("openapi")).isEqualTo("3.1.0");
            assertThat(OpenApiDocument.YAML.text()).contains("openapi: 3.1.0");
            assertThat(document.getJsonObject("paths").keySet())
                    .allMatch(path -> OpenApiDocument.YAML.text().contains("  " + path + ":"));
            JsonObject responses = document.getJsonObject("paths")
                    .getJsonObject("/query/batch")
                    .getJsonObject("post")
                    .getJsonObject("responses");
            assertThat(responses.keySet()).contains("201", "422");
        }
        assertThat(OpenApiDocument.JSON.tag()).isNotEqualTo(OpenApiDocument.YAML.tag());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "none | yaml",
                "*/* | yaml",
                "'text/html,application/xhtml+xml,*/*;q=0.8' | yaml",
                "application/yaml | yaml",
                "application/json | json",
                "application/vnd.oai.openapi+json;version=3.1 | json",
                "'application/json;q=0.5, application/yaml' | yaml",
                "'application/yaml;q=0.5, application/json' | json",
                "'application/json, application/yaml' | yaml",
                "application/json;q=0 | yaml",
                "APPLICATION/JSON | json",
                "nonsense;;; | yaml",
            })
    void comesInTheFormThatIsPreferred(String accept, String form) {
        assertThat(OpenApiDocument.preferred(accept).mediaType()).isEqualTo("application/" + form);
    }
}
