package io.querybatch.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Follows one batch as docs/batches.md says: the server holds its answer until there is news, and gives only what is new. */
final class Following {

    private static final Duration HELD = Duration.ofSeconds(30);

    /** While there is always news. */
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** When the server has too many who wait. */
    private static final Duration REFUSED = Duration.ofSeconds(3);

    private static final int PAGE = 100;

    private final Connection connection;
    private final Connection.Reading<StatusPage> reading;
    private final String status;
    private String tag;

    Following(Connection connection, Connection.Reading<StatusPage> reading, String batch) {
        this.connection = connection;
        this.reading = reading;
        this.status = batch + "/status?state=FAILURE&limit=" + PAGE;
    }

    void toTheEnd(Consumer<StatusPage> listener) {
        StatusPage page = connection.ask(Call.get(status), this::page);
        listener.accept(page);
        while (!page.hasStopped() || isFull(page)) {
            Call next = Call.get(status + "&since=" + page.meta().cursor());
            page = isFull(page) ? connection.ask(next, this::page) : news(next);
            listener.accept(page);
        }
    }

    /** There may be more of the same change: neither wait for another nor say that this one is known. */
    private static boolean isFull(StatusPage page) {
        return page.data().size() >= PAGE;
    }

    private StatusPage news(Call next) {
        connection.await(BETWEEN);
        while (true) {
            List<StatusPage> page =
                    connection.ask(next.with("If-None-Match", tag).waiting(HELD), this::pageIfChanged);
            if (!page.isEmpty()) {
                return page.get(0);
            }
        }
    }

    private List<StatusPage> pageIfChanged(HttpResponse<?> answer, InputStream body) throws IOException {
        if (answer.statusCode() != 304) {
            return List.of(page(answer, body));
        }
        if (answer.headers().firstValue("Preference-Applied").isEmpty()) {
            connection.await(REFUSED);
        }
        return List.of();
    }

    private StatusPage page(HttpResponse<?> answer, InputStream body) throws IOException {
        tag = answer.headers().firstValue("ETag").orElse("\"\"");
        return reading.read(answer, body);
    }
}
