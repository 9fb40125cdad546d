package io.querybatch.http;

import io.querybatch.query.Fingerprint;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The description of the API (OpenAPI 3.1), in one of its two forms.
 *
 * @param mediaType what it is
 * @param tag its version, another for each form
 * @param text the whole
 */
record OpenApiDocument(String mediaType, String tag, String text) {

    private static final String RESOURCE = "/openapi/querybatch.yaml";
    private static final Pattern QUALITY = Pattern.compile(".*;\\s*q\\s*=\\s*(0(?:\\.\\d{0,3})?)\\s*");

    /** As it was written. */
    static final OpenApiDocument YAML = of("application/yaml", written());

    /** The same as JSON. */
    static final OpenApiDocument JSON = of("application/json", asJson(YAML.text));

    private static OpenApiDocument of(String mediaType, String text) {
        return new OpenApiDocument(mediaType, Fingerprint.of(text), text);
    }

    private static String written() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String asJson(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        @SuppressWarnings("unchecked") // OpenAPI has an object there.
        Map<String, Object> root = (Map<String, Object>) new Load(settings).loadFromString(yaml);
        return Json.createObjectBuilder(root).build().toString();
    }

    /** The form that an {@code Accept} header prefers; YAML if it is null or does not care. */
    static OpenApiDocument preferred(String accept) {
        double json = 0;
        double yaml = 0;
        for (String range : (accept == null ? "" : accept.toLowerCase(Locale.ROOT)).split(",", -1)) {
            String type = range.split(";", 2)[0].strip();
            if (type.endsWith("/json") || type.endsWith("+json")) {
                json = Math.max(json, quality(range));
            } else if (type.endsWith("yaml")) {
                yaml = Math.max(yaml, quality(range));
            }
        }
        return json > yaml ? JSON : YAML;
    }

    private static double quality(String range) {
        Matcher matcher = QUALITY.matcher(range);
        return matcher.matches() ? Double.parseDouble(matcher.group(1)) : 1;
    }
}
