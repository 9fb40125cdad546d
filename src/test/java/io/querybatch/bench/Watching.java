package io.querybatch.bench;

import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Poll;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who wants to know the state of each of 100,000 queries at every moment: by reading what has changed since the last
 * look, beside reading every page at every look.
 */
final class Watching implements Measurement {

    private static final int DAYS = 100;
    private static final int QUERIES = DAYS * DailyMeters.ACCOUNTS;
    private static final int PAGE = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String BY_CURSOR = "read by what has changed";
    private static final String BY_PAGES = "read by pages";

    @Override
    public String name() {
        return "watching";
    }

    @Override
    public String title() {
        return "Watching %,d queries every second by what has changed, beside every page every time".formatted(QUERIES);
    }

    @Override
    public void measure(Report report) throws Exception {
        try (DailyMeters meters = DailyMeters.of(DAYS);
                BenchServer server = BenchServer.start(
                        meters.catalog(),
                        BenchServer.HEAP_LIMIT_MB,
                        Map.of("QUERYBATCH_LIMITS_QUERIES", String.valueOf(QUERIES)))) {
            // One by one, so that there is something to watch for some minutes.
            String batch = server.submit(DailyMeters.batch(0, DAYS, "{\"no_fusion\":true}"), QUERIES);
            Watcher watcher = new Watcher(server, batch);
            Poll.within(LONGEST, LOOK, watcher::hasSeenTheEnd);
            watcher.requireEverySuccess();
            report.figure("looks", watcher.looks, "");
            report.figure(BY_PAGES, watcher.pagesOfEveryLook(pages(server, batch)) / 1e6, "MB");
            report.figure(BY_CURSOR, watcher.bytes / 1e6, "MB", BY_PAGES, Target.atMost(0.01));
        }
    }

    private static long pages(BenchServer server, String batch) {
        long bytes = 0;
        for (int offset = 0; offset < QUERIES; offset += PAGE) {
            bytes += size(server.api().get(batch + "/status?limit=" + PAGE + "&offset=" + offset));
        }
        return bytes;
    }

    private static long size(Answer answer) {
        return answer.body().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Knows the state of every query, and what that has cost. */
    private static final class Watcher {

        private final BenchServer server;
        private final String batch;
        private final long firstPages;
        private final Map<String, String> states = new HashMap<>();
        private String cursor = "start";
        private long bytes;
        private int looks;
        private long ends;

        private Watcher(BenchServer server, String batch) {
            this.server = server;
            this.batch = batch;
            this.firstPages = pages(server, batch);
        }

        /** All pages at every look: queries that have ended are told in more bytes than those that wait. */
        private double pagesOfEveryLook(long lastPages) {
            return (double) firstPages * looks + (double) (lastPages - firstPages) * ends / QUERIES;
        }

        private boolean hasSeenTheEnd() {
            looks++;
            JsonObject answer;
            JsonArray changed;
            do {
                Answer page = server.api().get(batch + "/status?limit=" + PAGE + "&since=" + cursor);
                bytes += size(page);
                answer = page.json();
                cursor = answer.getJsonObject("meta").getString("cursor");
                changed = answer.getJsonArray("data");
                changed.forEach(this::see);
            } while (changed.size() == PAGE);
            ends += states.size();
            return answer.getJsonObject("meta").getString("status_code").equals("STOPPED");
        }

        private void see(JsonValue query) {
            states.put(
                    query.asJsonObject().getString("schedule_id"),
                    query.asJsonObject().getString("status_code"));
        }

        private void requireEverySuccess() {
            if (states.size() != QUERIES || !Set.copyOf(states.values()).equals(Set.of("SUCCESS"))) {
                throw new IllegalStateException("saw " + states.size() + " queries, in " + Set.copyOf(states.values()));
            }
        }
    }
}
