package io.querybatch.tracing.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code ExportTraceServiceRequest} in the JSON of OTLP: ids in hex, kinds and codes as numbers, 64-bit numbers as texts. The numbers
 * of kinds and codes are those of {@code trace.proto}.
 */
final class OtlpJson {

    private static final JsonProvider JSON = JsonProvider.provider();

    private OtlpJson() {}

    /** Spans of one process: they have one resource. */
    static String of(Collection<SpanData> spans) {
        JsonArrayBuilder resources = JSON.createArrayBuilder();
        Map<Resource, List<SpanData>> byResource =
                spans.stream().collect(Collectors.groupingBy(SpanData::getResource));
        byResource.forEach((resource, of) -> resources.add(JSON.createObjectBuilder()
                .add("resource", JSON.createObjectBuilder().add("attributes", attributes(resource.getAttributes())))
                .add("scopeSpans", scopes(of))));
        return JSON.createObjectBuilder()
                .add("resourceSpans", resources)
                .build()
                .toString();
    }

    private static JsonArrayBuilder scopes(List<SpanData> spans) {
        JsonArrayBuilder scopes = JSON.createArrayBuilder();
        Map<String, List<SpanData>> byScope = spans.stream()
                .collect(Collectors.groupingBy(OtlpJson::scope, TreeMap::new, Collectors.toList()));
        byScope.forEach((scope, of) -> {
            JsonArrayBuilder list = JSON.createArrayBuilder();
            of.forEach(span -> list.add(span(span)));
            scopes.add(JSON.createObjectBuilder()
                    .add("scope", JSON.createObjectBuilder().add("name", scope))
                    .add("spans", list));
        });
        return scopes;
    }

    private static String scope(SpanData span) {
        InstrumentationScopeInfo scope = span.getInstrumentationScopeInfo();
        return scope.getName();
    }

    private static JsonObjectBuilder span(SpanData span) {
        JsonObjectBuilder json = place(span.getSpanContext());
        if (SpanId.isValid(span.getParentSpanId())) {
            json.add("parentSpanId", span.getParentSpanId());
        }
        json.add("name", span.getName())
                .add("kind", kind(span.getKind()))
                .add("startTimeUnixNano", String.valueOf(span.getStartEpochNanos()))
                .add("endTimeUnixNano", String.valueOf(span.getEndEpochNanos()))
                .add("attributes", attributes(span.getAttributes()))
                .add("status", JSON.createObjectBuilder().add("code", code(span.getStatus().getStatusCode())));
        if (!span.getLinks().isEmpty()) {
            JsonArrayBuilder links = JSON.createArrayBuilder();
            span.getLinks().stream().map(LinkData::getSpanContext).forEach(link -> links.add(place(link)));
            json.add("links", links);
        }
        return json;
    }

    private static JsonObjectBuilder place(SpanContext place) {
        JsonObjectBuilder json =
                JSON.createObjectBuilder().add("traceId", place.getTraceId()).add("spanId", place.getSpanId());
        if (!place.getTraceState().isEmpty()) {
            json.add(
                    "traceState",
                    place.getTraceState().asMap().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining(",")));
        }
        return json;
    }

    private static int kind(SpanKind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case SERVER -> 2;
            case CLIENT -> 3;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    private static int code(StatusCode code) {
        return switch (code) {
            case UNSET -> 0;
            case OK -> 1;
            case ERROR -> 2;
        };
    }

    private static JsonArrayBuilder attributes(Attributes attributes) {
        JsonArrayBuilder list = JSON.createArrayBuilder();
        attributes.forEach((key, value) ->
                list.add(JSON.createObjectBuilder().add("key", key.getKey()).add("value", value(key, value))));
        return list;
    }

    private static JsonObjectBuilder value(AttributeKey<?> key, Object value) {
        JsonObjectBuilder json = JSON.createObjectBuilder();
        return switch (key.getType()) {
            case BOOLEAN -> json.add("boolValue", (Boolean) value);
            case LONG -> json.add("intValue", String.valueOf(value));
            case DOUBLE -> json.add("doubleValue", (Double) value);
            // We have no lists; whatever comes is told as text.
            default -> json.add("stringValue", String.valueOf(value));
        };
    }
}
