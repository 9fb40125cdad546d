package io.querybatch.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An archive of results, read whole.
 *
 * @param headers of the answer
 * @param files by name, without the manifest
 * @param manifest the last entry
 */
public record Archive(HttpHeaders headers, Map<String, byte[]> files, JsonObject manifest) {

    /** The archive of an answer, which must be 200. */
    public static Archive of(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        String last = null;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                last = entry.getName();
                files.put(last, zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!"manifest.json".equals(last)) {
            throw new AssertionError("the last entry is " + last);
        }
        String manifest = new String(files.remove(last), StandardCharsets.UTF_8);
        Exchanges.check("Manifest", manifest);
        return new Archive(response.headers(), files, json(manifest).asJsonObject());
    }

    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** What the manifest says of each query. */
    public List<JsonObject> queries() {
        return manifest.getJsonArray("queries").getValuesAs(JsonObject.class);
    }

    public static JsonValue json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** A result in JSON names the request by which it came: everything but that. */
    public static String withoutRequestId(byte[] result) {
        return new String(result, StandardCharsets.ISO_8859_1)
                .replaceFirst("^\\{\"meta\":\\{\"request_id\":\"[A-Za-z0-9_-]{32}\"", "");
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
