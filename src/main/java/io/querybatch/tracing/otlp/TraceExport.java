package io.querybatch.tracing.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
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
    private static final Duration LAST = Duration.ofSeconds(5);

    /** Begins to send. */
    public Traces start(Clock clock) {
        BatchSpanProcessor processor = BatchSpanProcessor.builder(new OtlpExporter(new Collector(endpoint, headers)))
                .setMaxQueueSize(QUEUE)
                .setMaxExportBatchSize(GROUP)
                .setScheduleDelay(EVERY)
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(processor)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.instance.id"), node)))
                .build();
        return new Traces(provider, clock, () -> provider.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS));
    }
}
