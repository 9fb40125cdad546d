package io.querybatch.testing;

import io.querybatch.testing.openapi.ApiContract;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Exchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/** Shows what passes between tests and the server to the contract; benchmarks and the demo are left alone. */
final class Exchanges {

    private static final boolean WATCHED = System.getProperty("it.store") != null;

    /** Bodies of requests up to that are looked at. */
    private static final long LONGEST = 200_000;

    /** Made once, for its schemas are compiled as they are needed. */
    private static final class Watch {
        private static final ApiContract CONTRACT = new ApiContract(ApiDocument.read());
    }

    private Exchanges() {}

    static void check(URI base, HttpRequest request, HttpResponse<?> response) {
        if (WATCHED) {
            Watch.CONTRACT.check(new Exchange(
                    request.method(),
                    Exchange.path(base, request.uri()),
                    request.uri().getRawQuery(),
                    request.headers(),
                    request.bodyPublisher().map(Exchanges::text).orElse(null),
                    response.statusCode(),
                    response.headers(),
                    response.body() instanceof String text ? text : null));
        }
    }

    /** Shows a text that was packed in an answer. */
    static void check(String schema, String text) {
        if (WATCHED) {
            Watch.CONTRACT.check(schema, text);
        }
    }

    /** Once more what was sent, if it is not a stream, which would be at its end, and not too long. */
    private static String text(BodyPublisher sent) {
        if (sent.contentLength() <= 0 || sent.contentLength() > LONGEST) {
            return null;
        }
        BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        sent.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                text.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                text.onNext(List.of(bytes));
            }

            @Override
            public void onError(Throwable thrown) {
                text.onError(thrown);
            }

            @Override
            public void onComplete() {
                text.onComplete();
            }
        });
        return text.getBody().toCompletableFuture().join();
    }
}
