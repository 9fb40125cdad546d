package io.querybatch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector does: OTLP over HTTP, in JSON, compressed. What is not of that form is answered with 400 and kept as a complaint. */
public final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Deque<Integer> refusals = new ArrayDeque<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    /**
     * A span that arrived.
     *
     * @param kind by its number in {@code trace.proto}
     * @param parent empty if it has none
     * @param error whether its status is ERROR
     * @param links ids of the spans that it is linked with
     * @param resource what the process says of itself
     */
    public record Span(
            String name,
            int kind,
            String trace,
            String id,
            String parent,
            String state,
            long begin,
            long end,
            boolean error,
            Map<String, String> attributes,
            List<String> links,
            Map<String, String> resource) {}

    /** Begins to listen on loopback. */
    public static OtlpReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OtlpReceiver receiver = new OtlpReceiver(server);
            server.createContext("/v1/traces", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address that collectors are known by. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The address for traces. */
    public URI endpoint() {
        return base().resolve("/v1/traces");
    }

    /** Answers the next requests so, one each. */
    public void refuse(Integer... statuses) {
        synchronized (refusals) {
            refusals.addAll(List.of(statuses));
        }
    }

    /** What has arrived. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** What has arrived under a name. */
    public List<Span> spans(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /** Headers of the requests, refused ones too; names in lower case. */
    public List<Map<String, List<String>>> headers() {
        return List.copyOf(headers);
    }

    /** What was not as it should be. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> names = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> names.put(name.toLowerCase(Locale.ROOT), values));
            headers.add(names);
            exchange.sendResponseHeaders(status(exchange), -1);
        }
    }

    private int status(HttpExchange exchange) throws IOException {
        try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody());
                JsonReader reader = Json.createReader(body)) {
            List<Span> arrived = spans(reader.readObject());
            Integer refusal;
            synchronized (refusals) {
                refusal = refusals.poll();
            }
            if (refusal != null) {
                return refusal;
            }
            spans.addAll(arrived);
            return 200;
        } catch (RuntimeException e) {
            complaints.add(e.toString());
            return 400;
        }
    }

    private static List<Span> spans(JsonObject request) {
        return objects(request, "resourceSpans").stream()
                .flatMap(resource -> objects(resource, "scopeSpans").stream()
                        .flatMap(scope -> objects(scope, "spans").stream())
                        .map(span -> span(span, attributes(resource.getJsonObject("resource")))))
                .toList();
    }

    private static Span span(JsonObject json, Map<String, String> resource) {
        return new Span(
                json.getString("name"),
                json.getInt("kind"),
                id(json, "traceId", 32),
                id(json, "spanId", 16),
                json.containsKey("parentSpanId") ? id(json, "parentSpanId", 16) : "",
                json.getString("traceState", ""),
                Long.parseLong(json.getString("startTimeUnixNano")),
                Long.parseLong(json.getString("endTimeUnixNano")),
                json.getJsonObject("status").getInt("code") == 2,
                attributes(json),
                objects(json, "links").stream().map(link -> id(link, "spanId", 16)).toList(),
                resource);
    }

    private static String id(JsonObject json, String name, int length) {
        String id = json.getString(name);
        if (!id.matches("[0-9a-f]{" + length + "}")) {
            throw new IllegalArgumentException(name + " is " + id);
        }
        return id;
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }

    private static Map<String, String> attributes(JsonObject of) {
        return objects(of, "attributes").stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getString("key"), attribute -> value(attribute.getJsonObject("value"))));
    }

    /** One of {@code stringValue}, {@code intValue} (a text in JSON), {@code boolValue}, {@code doubleValue}. */
    private static String value(JsonObject value) {
        Map.Entry<String, JsonValue> only = value.entrySet().iterator().next();
        return switch (only.getKey()) {
            case "stringValue", "intValue" -> value.getString(only.getKey());
            case "boolValue", "doubleValue" -> only.getValue().toString();
            default -> throw new IllegalArgumentException(only.getKey());
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
