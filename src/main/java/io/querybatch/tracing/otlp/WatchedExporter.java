package io.querybatch.tracing.otlp;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Says when spans are lost and when they arrive again, each once. The exporter itself would print a stack trace every minute. */
final class WatchedExporter implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(WatchedExporter.class.getName());

    private final SpanExporter exporter;

    /** Whether the last word in the log is that spans are lost. */
    private final AtomicBoolean losing = new AtomicBoolean();

    WatchedExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                delivered();
            } else {
                lost(result.getFailureThrowable());
            }
        });
    }

    private void delivered() {
        if (losing.compareAndSet(true, false)) {
            LOG.info("querybatch.traces.endpoint: spans arrive again");
        }
    }

    private void lost(Throwable why) {
        if (losing.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "querybatch.traces.endpoint: spans are lost: {0}", reason(why));
        }
    }

    private static String reason(Throwable why) {
        return why instanceof HttpExportException failure && failure.getResponse() != null
                ? "the collector answers " + failure.getResponse().getStatusCode()
                : "the collector cannot be reached";
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
