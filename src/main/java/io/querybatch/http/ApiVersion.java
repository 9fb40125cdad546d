package io.querybatch.http;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;

/** Which version of the API this server has. */
public final class ApiVersion {

    private static final String CURRENT = read();

    private ApiVersion() {}

    /** As its own description says. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (JsonReader reader = Json.createReader(new StringReader(OpenApiDocument.JSON.text()))) {
            return reader.readObject().getJsonObject("info").getString("version");
        }
    }
}
