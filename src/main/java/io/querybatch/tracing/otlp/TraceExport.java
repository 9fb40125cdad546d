package io.querybatch.tracing.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.querybatch.tracing.Traces;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where spans go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP
 * @param headers sent along, such as keys; never shown
 * @param ratio how many of the requests that are in no trace begin one, from 0 to 1; others do as their caller does
 * @param service name of this service
 * @param node name of this server
 */
public record TraceExport(URI endpoint, Map<String, String> headers, double ratio, String service, String node) {

    /** A batch may have a thousand attempts a second; what does not fit is dropped, and nobody waits. */
    private static final int QUEUE = 16_384;

    private static final int GROUP = 1_024;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** For a group of spans, with everything that is sent again. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** For what was not sent yet when the server ends; and then for those who send to notice that it is over. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private static final Duration OVER = Duration.ofSeconds(1);

    /** Begins to send. */
    public Traces start(Clock clock) {
        SpanExporter exporter = new WatchedExporter(exporter());
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(processor(exporter))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.instance.id"), node)))
                .build();
        return new Traces(provider, clock, () -> close(provider, exporter));
    }

    private SpanExporter exporter() {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setHeaders(() -> headers)
                .setCompression("gzip")
                .setConnectTimeout(CONNECT)
                .setTimeout(ANSWER)
                .setMeterProvider(MeterProvider.noop())
                .build();
    }

    private static SpanProcessor processor(SpanExporter exporter) {
        return BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(QUEUE)
                .setMaxExportBatchSize(GROUP)
                .setScheduleDelay(EVERY)
                .build();
    }

    /** A processor would go on until its queue is empty, ten seconds for each group; without an exporter it has nothing to wait for. */
    private static void close(SdkTracerProvider provider, SpanExporter exporter) {
        CompletableResultCode ended = provider.shutdown();
        if (!ended.join(LAST.toMillis(), TimeUnit.MILLISECONDS).isDone()) {
            CompletableResultCode unused = exporter.shutdown();
            ended.join(OVER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
