package io.querybatch.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer of JSON lines, one after the other as they come. Closing leaves the rest unread. */
public final class LineReader implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private LineReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The lines of an answer, which must be 200. */
    public static LineReader of(HttpResponse<InputStream> response) {
        LineReader reader = new LineReader(response);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + reader.line());
        }
        return reader;
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** The next line, when it is there; null at the end. */
    public JsonObject next() {
        String line = line();
        if (line == null) {
            return null;
        }
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines to the end, the last of which must say that it is the last. */
    public List<JsonObject> all() {
        List<JsonObject> all = new ArrayList<>();
        for (JsonObject next = next(); next != null; next = next()) {
            all.add(next);
        }
        if (all.isEmpty() || !all.get(all.size() - 1).containsKey("meta")) {
            throw new AssertionError("cut off after " + all.size() + " lines");
        }
        return all;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
