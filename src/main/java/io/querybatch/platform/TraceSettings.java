package io.querybatch.platform;

import io.querybatch.tracing.otlp.TraceExport;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of traces; those of OpenTelemetry count where ours are not set. */
final class TraceSettings {

    /** What OpenTelemetry calls its own settings. */
    private static final String OTLP = "otel.exporter.otlp.";

    private TraceSettings() {}

    /**
     * Reads them; empty if nobody wants spans.
     *
     * @param node name of this server
     * @throws StartupException if one cannot be read
     */
    static Optional<TraceExport> of(Settings settings, String node) {
        return endpoint(settings)
                .map(endpoint -> new TraceExport(
                        endpoint,
                        headers(settings),
                        settings.value("querybatch.traces.ratio", TraceSettings::ratio, 1.0),
                        settings.text("otel.service.name", "querybatch"),
                        node));
    }

    private static Optional<URI> endpoint(Settings settings) {
        return Optional.ofNullable(settings.<URI>value("querybatch.traces.endpoint", TraceSettings::collector, null))
                .or(() -> Optional.ofNullable(settings.value(OTLP + "traces.endpoint", TraceSettings::address, null)))
                .or(() -> Optional.ofNullable(settings.value(OTLP + "endpoint", TraceSettings::collector, null)));
    }

    /** With the path that collectors have for traces, unless it has one. */
    private static URI collector(String text) {
        URI address = address(text);
        String path = address.getPath();
        return path == null || path.isEmpty() || path.equals("/") ? address.resolve("/v1/traces") : address;
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException("must be an http or https URL");
        }
        return address;
    }

    /** {@code name=value,name=value}, percent-encoded as OpenTelemetry has them. */
    private static Map<String, String> headers(Settings settings) {
        Map<String, String> ofOthers = settings.secret(OTLP + "headers", TraceSettings::headers, Map.of());
        return settings.secret("querybatch.traces.headers", TraceSettings::headers, ofOthers);
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String value =
                    URLDecoder.decode(entry.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
            headers.put(entry.substring(0, equals).strip(), value);
        }
        return headers;
    }

    private static double ratio(String text) {
        double ratio = Double.parseDouble(text);
        if (ratio >= 0 && ratio <= 1) {
            return ratio;
        }
        throw new IllegalArgumentException("must be from 0 to 1");
    }
}
