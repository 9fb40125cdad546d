package io.querybatch.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;

/** What {@code --ds-access} says. */
final class Access {

    private Access() {}

    /** The JSON object that it is. */
    static JsonObject read(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new UsageException("--ds-access must be a JSON object such as {\"FLIGHTS\":[\"ORD\"]}");
        }
    }
}
