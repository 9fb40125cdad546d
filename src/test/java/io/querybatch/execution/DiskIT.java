package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No request is answered before what it did is on the disk, with the embedded store: the server's Java notes every wait for
 * it, and each must lie between a request and its answer. That this is enough to keep it is what {@code SharedSyncTest} shows.
 */
@Tag("h2")
class DiskIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Both processes ask the same clock, but not in the same way. */
    private static final Duration SLACK = Duration.ofMillis(2);

    private static final String EVENTS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.FileForce">
                <setting name="enabled">true</setting>
                <setting name="stackTrace">false</setting>
                <setting name="threshold">0 ns</setting>
              </event>
            </configuration>
            """;

    private final Path home =
            Files.createTempDirectory(Files.createDirectories(Project.target().resolve("it")), "disk");
    private final List<Span> answered = new ArrayList<>();

    DiskIT() throws IOException {}

    /** A stretch of time in which something happened. */
    private record Span(String what, Instant begin, Instant end) {

        boolean holds(Span other) {
            return !other.begin.isBefore(begin.minus(SLACK)) && !other.end.isAfter(end.plus(SLACK));
        }
    }

    private Api.Answer time(String what, Supplier<Api.Answer> request) {
        Instant begin = Instant.now();
        Api.Answer answer = request.get();
        answered.add(new Span(what, begin, Instant.now()));
        assertThat(answer.status()).as(what + ": " + answer.body()).isBetween(200, 201);
        return answer;
    }

    @Test
    void everyAnswerWaitsForTheDisk() throws IOException {
        Path events = Files.writeString(home.resolve("events.jfc"), EVENTS);
        Path recording = home.resolve("recording.jfr");
        try (ServerProcess server = ServerProcess.in(home)
                .jvm("-XX:StartFlightRecording:settings=" + events + ",filename=" + recording)
                .start()) {
            Api api = CrashIT.api(server);
            assertThat(api.get("health/ready").body())
                    .contains("\"accepted_survive\":\"loss of power\"")
                    .contains("\"commits_survive\":\"death of the process\"");
            String batch = "query/batch/"
                    + time("submit", () -> api.post("query/batch", CrashIT.BODY))
                            .data()
                            .getString("batch_id");
            time("pause", () -> api.patch(batch, "{\"paused\":true}"));
            time("cancel", () -> api.delete(batch));
            Batches.awaitEnd(api, batch, LONGEST);
            time("delete results", () -> api.delete(batch + "/results"));
            time(
                    "single",
                    () -> api.get("query/data/json?ds_id=FLIGHTS&ds_accounts=ORD&fields=date,flights"
                            + "&start_date=2001-01-01&end_date=2001-01-02&sync_timeout=0"));
            server.terminate();
            assertThat(server.awaitExit(LONGEST)).isZero();
        }
        List<Span> waits = waits(recording);
        assertThat(answered)
                .hasSize(5)
                .allSatisfy(request -> assertThat(waits)
                        .as("waits for the disk during " + request)
                        .anyMatch(request::holds));
    }

    /** Those for the database's file. */
    private static List<Span> waits(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
                .filter(event -> event.getString("path").endsWith(".mv.db"))
                .map(DiskIT::span)
                .toList();
    }

    private static Span span(RecordedEvent event) {
        return new Span("force", event.getStartTime(), event.getEndTime());
    }
}
