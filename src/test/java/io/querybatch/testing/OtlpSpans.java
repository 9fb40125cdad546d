package io.querybatch.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.Link;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what a collector is sent by OpenTelemetry's own messages. Ids of another length and values of another kind are refused. */
final class OtlpSpans {

    private OtlpSpans() {}

    static List<OtlpReceiver.Span> of(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span ->
                                span(span, attributes(resource.getResource().getAttributesList()))))
                .toList();
    }

    private static OtlpReceiver.Span span(Span span, Map<String, String> resource) {
        return new OtlpReceiver.Span(
                span.getName(),
                span.getKindValue(),
                id(span.getTraceId(), 16),
                id(span.getSpanId(), 8),
                span.getParentSpanId().isEmpty() ? "" : id(span.getParentSpanId(), 8),
                span.getTraceState(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()),
                span.getLinksList().stream()
                        .map(Link::getSpanId)
                        .map(link -> id(link, 8))
                        .toList(),
                resource);
    }

    private static String id(ByteString id, int bytes) {
        if (id.size() != bytes) {
            throw new IllegalArgumentException("an id of " + id.size() + " bytes");
        }
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, attribute -> value(attribute.getValue())));
    }

    private static String value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            default -> throw new IllegalArgumentException("a value of " + value.getValueCase());
        };
    }
}
