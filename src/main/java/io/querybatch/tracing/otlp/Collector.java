package io.querybatch.tracing.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;

/** A collector of OpenTelemetry, or whatever else takes OTLP over HTTP. One that is away costs its spans and nothing else. */
final class Collector {

    private static final Logger LOG = Logger.getLogger(Collector.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** In place of a status: there is no answer. */
    private static final int AWAY = 0;

    /** OTLP: what the same request may be sent again after. */
    private static final Set<Integer> PASSING = Set.of(AWAY, 429, 502, 503, 504);

    private static final int ATTEMPTS = 3;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI endpoint;
    private final Map<String, String> headers;

    /** Whether the last word in the log is that spans are lost: it is said once, not every second. */
    private final AtomicBoolean losing = new AtomicBoolean();

    Collector(URI endpoint, Map<String, String> headers) {
        this.endpoint = endpoint;
        this.headers = headers;
    }

    /** Sends a document; completes with whether it was taken. */
    CompletableFuture<Boolean> send(String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(json)));
        headers.forEach(request::header);
        return attempt(request.build(), 1);
    }

    private CompletableFuture<Boolean> attempt(HttpRequest request, int attempt) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .exceptionally(failure -> AWAY)
                .thenCompose(status -> next(request, attempt, status));
    }

    private CompletableFuture<Boolean> next(HttpRequest request, int attempt, int status) {
        if (status / 100 == 2) {
            delivered();
            return CompletableFuture.completedFuture(true);
        }
        if (PASSING.contains(status) && attempt < ATTEMPTS) {
            return CompletableFuture.supplyAsync(() -> attempt + 1, after(1L << (attempt - 1)))
                    .thenCompose(again -> attempt(request, again));
        }
        lost(status == AWAY ? "the collector cannot be reached" : "the collector answers " + status);
        return CompletableFuture.completedFuture(false);
    }

    private static Executor after(long seconds) {
        return CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS);
    }

    private void lost(String why) {
        if (losing.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "querybatch.traces.endpoint: spans are lost: {0}", why);
        }
    }

    private void delivered() {
        if (losing.compareAndSet(true, false)) {
            LOG.info("querybatch.traces.endpoint: spans arrive again");
        }
    }

    private static byte[] gzip(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
