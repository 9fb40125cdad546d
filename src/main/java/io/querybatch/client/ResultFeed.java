package io.querybatch.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows the results of one batch over as many answers as it takes: each ends after ten minutes, or with the connection. */
final class ResultFeed {

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int FRUITLESS = 5;

    private final Connection connection;
    private final String results;
    private String cursor;
    private int fruitless;

    ResultFeed(Connection connection, String batch) {
        this.connection = connection;
        this.results = batch + "/results";
    }

    FeedEnd follow(String after, Consumer<ResultLine> each) {
        cursor = after;
        while (true) {
            FeedEnd end = connection.ask(
                    Call.get(address()).with("Accept", "application/x-ndjson"), (answer, body) -> read(body, each));
            if (end != null && end.complete()) {
                return end;
            }
            connection.await(AGAIN);
        }
    }

    private String address() {
        return cursor == null ? results : results + "?after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    /** Null when it was cut off: what was read counts, so the next question goes on behind it. */
    private FeedEnd read(InputStream body, Consumer<ResultLine> each) throws IOException {
        ResultLines lines = new ResultLines(body, cursor);
        try {
            FeedEnd end = lines.forEach(each);
            cursor = end.cursor();
            return end;
        } catch (IOException e) {
            fruitless = lines.cursor() == null || lines.cursor().equals(cursor) ? fruitless + 1 : 0;
            cursor = lines.cursor();
            if (fruitless >= FRUITLESS) {
                throw ConnectionException.of(e);
            }
            return null;
        }
    }
}
