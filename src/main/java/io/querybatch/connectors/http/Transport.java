package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends single requests, at the pace of the data source, and hands on the answers that are successes. */
final class Transport {

    /** Bounds what stands before the rows, and every answer without rows. */
    static final long HEAD_BYTES = 1 << 20;

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private final HttpClient http;
    private final Duration requestTimeout;
    private final RequestRate rate;
    private final RetryBudget budget;

    Transport(RemoteSettings settings, RequestRate rate, RetryBudget budget) {
        // HTTP/1.1: giving up an exchange closes its connection, which is all that a service can learn of a cancelling.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
        this.requestTimeout = settings.requestTimeout();
        this.rate = rate;
        this.budget = budget;
    }

    /**
     * Sends a request and waits for the head of its answer.
     *
     * @throws FailedExchange if there is no answer, or none that is a success
     * @throws ScanException if the query may not go on
     */
    Answer send(HttpRequest.Builder request, Cancellation query) throws FailedExchange, ScanException {
        rate.await(query);
        query.sending();
        budget.deposit();
        HttpRequest ready = request.timeout(Cancellation.shorter(requestTimeout, atLeastOneMilli(query.remaining())))
                .build();
        HttpResponse<InputStream> response = exchange(ready, query);
        BoundedBody body = new BoundedBody(response.body(), HEAD_BYTES, requestTimeout, query);
        query.onCancel(body::close);
        Duration retryAfter = RetryAfter.of(response.headers());
        if (response.statusCode() / 100 == 2) {
            return new Answer(body, Cancellation.shorter(retryAfter, LONGEST_RETRY_AFTER));
        }
        try (body) {
            throw refused(response.statusCode(), body, retryAfter, query);
        }
    }

    private static Duration atLeastOneMilli(Duration time) {
        Duration least = Duration.ofMillis(1);
        return time.compareTo(least) < 0 ? least : time;
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, Cancellation query)
            throws FailedExchange, ScanException {
        CompletableFuture<HttpResponse<InputStream>> pending = http.sendAsync(request, BodyHandlers.ofInputStream());
        query.onCancel(() -> pending.cancel(true));
        try {
            return pending.get();
        } catch (ExecutionException e) {
            throw RemoteErrors.of(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
        } catch (CancellationException e) {
            throw RemoteErrors.cancelled(e);
        } catch (InterruptedException e) {
            throw query.interrupted(e);
        }
    }

    private FailedExchange refused(int status, BoundedBody body, Duration retryAfter, Cancellation query) {
        if (status / 100 == 3) {
            return RemoteErrors.redirected(status);
        }
        Refusal refusal = Refusal.of(status, JsonAnswer.errorCode(body));
        if (!refusal.isPassing() || retryAfter.isZero()) {
            return refusal.failure(Duration.ZERO);
        }
        if (retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 || retryAfter.compareTo(query.remaining()) >= 0) {
            return RemoteErrors.comeAgain(status, refusal.code());
        }
        rate.holdOff(retryAfter);
        return refusal.failure(retryAfter);
    }
}
