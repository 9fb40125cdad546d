package io.querybatch.tracing.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Gives spans to a collector. */
final class OtlpExporter implements SpanExporter {

    private final Collector collector;

    OtlpExporter(Collector collector) {
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = new CompletableResultCode();
        CompletableFuture<Boolean> unused = collector.send(OtlpJson.of(spans)).whenComplete((delivered, failure) -> {
            if (failure == null && delivered) {
                result.succeed();
            } else {
                result.fail();
            }
        });
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
