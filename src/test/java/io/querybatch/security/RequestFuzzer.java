package io.querybatch.security;

import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Operation;
import io.querybatch.testing.openapi.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Requests that are more or less like those of the OpenAPI document; the same ones for the same seed. */
final class RequestFuzzer {

    private static final Set<String> BODIES = Set.of("POST", "PATCH", "PUT");
    private static final List<String> PREFIXES = List.of("", "", "v2/", "enterprise/v2/");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json;charset=utf-8",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "nonsense");
    private static final List<String> ACCEPTED = List.of(
            "*/*",
            "application/json",
            "application/problem+json",
            "application/x-ndjson",
            "application/zip",
            "text/event-stream",
            "text/html;q=0.3, */*;q=0.1",
            "nonsense",
            "application/*;q=2");

    private final List<Operation> operations;
    private final Map<String, String> things;
    private final List<String> tokens;
    private final Random random;

    /**
     * Fuzzes all operations.
     *
     * @param things ids that exist, by the names of path parameters
     * @param tokens good ones, of which one is sent most of the time
     */
    RequestFuzzer(ApiDocument document, Map<String, String> things, List<String> tokens, long seed) {
        this.operations = document.operations();
        // In one order, so that a seed always means the same.
        this.things = new TreeMap<>(things);
        this.tokens = tokens;
        this.random = new Random(seed);
    }

    /**
     * A request.
     *
     * @param target path and query, without a slash at the beginning, encoded
     * @param body a character for each byte (ISO 8859-1); null if there is none
     */
    record Fuzzed(String method, String target, Map<String, String> headers, String body) {

        @Override
        public String toString() {
            String text = body == null ? "" : " " + body;
            return method + " /" + target + " " + headers.keySet()
                    + (text.length() > 300 ? text.substring(0, 300) + "…" : text);
        }
    }

    Fuzzed next() {
        Operation operation = any(operations);
        String method = chance(20)
                ? any(List.of("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS"))
                : operation.method();
        String prefix = operation.isOfServer() ? "" : any(PREFIXES);
        boolean hasBody = BODIES.contains(method) && !operation.consumes().isEmpty();
        String body = hasBody ? new String(body(operation), StandardCharsets.ISO_8859_1) : null;
        String query = operation.isOfServer() ? "" : query(operation);
        return new Fuzzed(method, prefix + path(operation) + query, headers(hasBody), body);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String path(Operation operation) {
        String path = operation.path().substring(1);
        for (String name : operation.parameters("path")) {
            String value = chance(3) ? segment(NastyTexts.any(random)) : things.getOrDefault(name, "json");
            path = path.replace("{" + name + "}", encoded(value));
        }
        return path;
    }

    /** Others the container refuses before it asks any application (HostileIT). */
    private static String segment(String text) {
        String segment = text.replaceAll("[/\\\\\0;]", "");
        return segment.isEmpty() || segment.matches("\\.+") ? "x" : segment;
    }

    private String query(Operation operation) {
        List<String> parts = new ArrayList<>();
        for (Place parameter : operation.parameters()) {
            if (parameter.text("in").equals("query") && chance(3)) {
                parts.add(encoded(parameter.text("name")) + "=" + encoded(value(parameter)));
            }
        }
        if (chance(15)) {
            parts.add(encoded(NastyTexts.any(random)) + "=" + encoded(NastyTexts.any(random)));
        }
        if (!parts.isEmpty() && chance(15)) {
            parts.add(any(parts));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String value(Place parameter) {
        JsonNode example = parameter.node().path("example");
        JsonNode schema = parameter.node().path("schema");
        if (chance(2) && !example.isMissingNode()) {
            return example.asString("");
        }
        if (chance(2) && schema.path("type").asString("").equals("integer")) {
            return String.valueOf(random.nextInt(2_000) - 100);
        }
        if (chance(2) && schema.path("enum").isArray()) {
            return schema.path("enum")
                    .path(random.nextInt(schema.path("enum").size()))
                    .asString("");
        }
        return chance(3) ? any(List.copyOf(things.values())) : NastyTexts.any(random);
    }

    private Map<String, String> headers(boolean hasBody) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!chance(12)) {
            headers.put("Authorization", "Bearer " + (chance(12) ? visible(NastyTexts.any(random)) : any(tokens)));
        }
        if (hasBody) {
            headers.put("Content-Type", chance(2) ? "application/json" : any(TYPES));
        }
        Map<String, String> others = Map.of(
                "Accept", any(ACCEPTED),
                "Prefer", any(List.of("wait=1", "wait=-1", "respond-async", "wait=1;foo, wait=x")),
                "If-None-Match", any(List.of("*", "\"1\"", "W/\"x\"", "\"", visible(NastyTexts.any(random)))),
                "Range", any(List.of("bytes=0-10", "bytes=-1", "bytes=9-1", "bytes=0-1,3-4", "lines=1-2")),
                "Accept-Encoding", any(List.of("gzip", "br", "identity;q=0", "gzip;q=x")),
                "Last-Event-ID", any(List.of("1.0.1", "-1", visible(NastyTexts.any(random)))),
                "Idempotency-Key", visible(NastyTexts.any(random)),
                "X-Request-Id", visible(NastyTexts.any(random)),
                "traceparent", any(List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0-0-0", "x")),
                "X-Forwarded-For", any(List.of("192.0.2.1", "::1", visible(NastyTexts.any(random)))));
        new TreeMap<>(others).forEach((name, value) -> {
            if (chance(8)) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    /** What may stand in a header: others a client does not send. */
    private static String visible(String text) {
        String visible = text.replaceAll("[^\\x21-\\x7E]", "");
        return visible.isEmpty() ? "x" : visible;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private byte[] body(Operation operation) {
        List<JsonNode> examples = operation.place().get("requestBody").flatMap(body -> body.get("content")).stream()
                .flatMap(content -> content.names().stream().flatMap(type -> content.get(type).stream()))
                .flatMap(media -> media.get("examples").stream())
                .flatMap(all -> all.names().stream().flatMap(name -> all.get(name).stream()))
                .map(example -> example.node().path("value"))
                .toList();
        String json = examples.isEmpty()
                ? "{}"
                : new JsonMutations(random).of(any(examples)).toString();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return chance(10) ? damaged(bytes) : bytes;
    }

    private byte[] damaged(byte[] bytes) {
        return switch (random.nextInt(4)) {
            case 0 ->
                Stream.of(new String(bytes, StandardCharsets.UTF_8).split(""))
                        .limit(random.nextInt(bytes.length))
                        .reduce("", String::concat)
                        .getBytes(StandardCharsets.UTF_8);
            case 1 -> ("[".repeat(random.nextInt(20_000)) + "1").getBytes(StandardCharsets.UTF_8);
            case 2 -> {
                byte[] other = bytes.clone();
                other[random.nextInt(other.length)] = (byte) random.nextInt(256);
                yield other;
            }
            default -> NastyTexts.any(random).getBytes(StandardCharsets.UTF_16);
        };
    }
}
