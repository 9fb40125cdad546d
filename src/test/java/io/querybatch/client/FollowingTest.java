package io.querybatch.client;

import static io.querybatch.client.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.client.ScriptedServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a batch is followed: the server is asked for news only, and is not asked more often than people look. */
class FollowingTest {

    private static final String INFORMATION =
            "{\"meta\":{},\"data\":{\"batch_id\":\"qrb_1\",\"status_code\":\"STOPPED\",\"outcome\":\"completed\"}}";
    private static final String QUERY =
            "{\"schedule_id\":\"qrb_1_query_1\",\"status_code\":\"FAILURE\",\"error_info\":{\"code\":\"QUERY_TIMEOUT\"}}";

    private final ScriptedServer server = new ScriptedServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<StatusPage> told = new ArrayList<>();
    private final BatchClient client =
            BatchClient.of(server.url()).pause(pauses::add).build();

    @AfterEach
    void close() {
        server.close();
    }

    private static Answer status(String state, String cursor, int failures) {
        return answer(
                        200,
                        "{\"meta\":{\"status_code\":\"" + state + "\",\"cursor\":\"" + cursor
                                + "\",\"progress\":{\"queued\":1}},\"data\":["
                                + String.join(",", Collections.nCopies(failures, QUERY)) + "]}")
                .with("ETag", "\"tag-" + cursor + "\"");
    }

    @Test
    void asksForWhatIsNewAndLetsTheServerHoldTheAnswer() {
        server.then(status("RUNNING", "1", 0))
                .then(answer(304, "").with("Preference-Applied", "wait=30"))
                .then(status("RUNNING", "2", 1))
                .then(status("STOPPED", "3", 0))
                .then(answer(200, INFORMATION));
        assertThat(client.await("qrb_1", told::add).outcome()).isEqualTo("completed");
        assertThat(told).hasSize(3);
        assertThat(told.get(1).data().get(0).errorInfo().code()).isEqualTo("QUERY_TIMEOUT");
        String path = "/query/batch/qrb_1/status?state=FAILURE&limit=100";
        assertThat(server.asked().stream().map(ScriptedServer.Asked::path))
                .containsExactly(path, path + "&since=1", path + "&since=1", path + "&since=2", "/query/batch/qrb_1");
        assertThat(server.asked().subList(0, 4).stream().map(asked -> asked.header("If-None-Match")))
                .containsExactly(null, "\"tag-1\"", "\"tag-1\"", "\"tag-2\"");
        assertThat(server.asked().get(1).header("Prefer")).isEqualTo("wait=30");
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
    }

    @Test
    void slowsDownWhenTheServerDoesNotHoldAnswers() {
        server.then(status("RUNNING", "1", 0))
                .then(answer(304, ""))
                .then(status("STOPPED", "2", 0))
                .then(answer(200, INFORMATION));
        client.await("qrb_1", told::add);
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(3));
    }

    @Test
    void readsOnWithoutATagWhileThereMayBeMoreOfTheSameChange() {
        server.then(status("STOPPED", "1", 100))
                .then(status("STOPPED", "1.7", 3))
                .then(answer(200, INFORMATION));
        client.await("qrb_1", told::add);
        assertThat(told.stream().mapToInt(page -> page.data().size())).containsExactly(100, 3);
        assertThat(server.asked().get(1).header("If-None-Match")).isNull();
        assertThat(server.asked().get(1).header("Prefer")).isNull();
        assertThat(pauses).isEmpty();
    }

    @Test
    void survivesAServerThatGoesAwayAndComesBack() {
        server.then(status("RUNNING", "1", 0))
                .then(ScriptedServer.hangUp())
                .then(ScriptedServer.error(503, "SERVICE_UNAVAILABLE"))
                .then(status("STOPPED", "2", 0))
                .then(answer(200, INFORMATION));
        client.await("qrb_1", told::add);
        assertThat(told).hasSize(2);
    }
}
