package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.Cursor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events of a batch of which everything is decided here. */
class EventFeedTest {

    private static final String STOPPED = "id: 1500.0.1\nevent: stopped\n"
            + "data: {\"status_code\":\"STOPPED\",\"outcome\":\"completed\",\"paused\":false,"
            + "\"progress\":{\"queued\":0,\"running\":0,\"success\":1500,\"failure\":0}}";

    private final FakeLiveServer server = new FakeLiveServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** What a client makes of it: parts between empty lines, without comments. */
    private List<String> read(Cursor after) throws IOException {
        out.reset();
        new EventFeed(server, FakeLiveServer.download(), after, Duration.ofMinutes(10)).write(out);
        return events();
    }

    private List<String> events() {
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith(":").endsWith("\n\n");
        return Stream.of(text.replaceAll("(?m)^:.*\n", "").split("\n\n"))
                .filter(event -> !event.isBlank())
                .map(String::stripLeading)
                .toList();
    }

    @Test
    void tellsEachQueryThenHowFarTheBatchIsAndAtLastThatItHasStopped() throws IOException {
        server.ended = 1_500;
        server.stopped = true;
        List<String> events = read(EventFeed.BEGIN);
        assertThat(events).hasSize(1 + 1_500 + 2);
        assertThat(events.get(0)).isEqualTo("retry: 2000");
        assertThat(events.get(1))
                .startsWith("event: query\ndata: {\"@type\":\"batch_query\",\"schedule_id\":\"" + FakeLiveServer.BATCH
                        + "_query_1\"")
                .endsWith("}")
                .doesNotContain("id: ");
        assertThat(events.get(1_001)).startsWith("id: 1000.0.1\nevent: progress\ndata: {");
        assertThat(events.get(1_502)).isEqualTo(STOPPED);
    }

    @Test
    void goesOnBehindTheLastEventWithAnId() throws IOException {
        server.ended = 1_500;
        server.stopped = true;
        assertThat(read(Cursor.after(1_498))).hasSize(1 + 2 + 1).last().isEqualTo(STOPPED);
    }

    @Test
    void tellsWhatHappensBeforeItWaitsAgain() throws IOException {
        server.ended = 2;
        server.whileWaiting.add(() -> {
            assertThat(events()).hasSize(1 + 2 + 1).last().asString().startsWith("id: 2.0.1\nevent: progress\n");
            server.ended = 3;
        });
        server.whileWaiting.add(() -> server.stopped = true);
        List<String> events = read(EventFeed.BEGIN);
        assertThat(events.subList(4, 6))
                .satisfiesExactly(
                        query -> assertThat(query).contains("_query_3"),
                        progress -> assertThat(progress).startsWith("id: 3.0.1\nevent: progress\n"));
    }

    @Test
    void endsWithoutSayingStoppedWhenTheTimeIsUpTheServerEndsOrTheBatchIsGone() throws IOException {
        server.ended = 2;
        assertThat(read(EventFeed.BEGIN)).hasSize(4).noneMatch(event -> event.contains("event: stopped"));
        assertThat(server.waited).isEqualTo(Duration.ofMinutes(10));
        server.whileWaiting.add(() -> server.ending = true);
        assertThat(read(EventFeed.BEGIN)).hasSize(4);
        server.ending = false;
        server.whileWaiting.add(() -> server.gone = true);
        assertThat(read(EventFeed.BEGIN)).hasSize(4);
    }
}
