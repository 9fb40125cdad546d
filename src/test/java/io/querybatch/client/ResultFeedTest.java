package io.querybatch.client;

import static io.querybatch.client.ScriptedServer.answer;
import static io.querybatch.client.ScriptedServer.cutOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results as a stream: every query once, whatever happens to the connection. */
class ResultFeedTest {

    private static final String END = "{\"meta\":{\"complete\":true,\"cursor\":\"9\",\"outcome\":\"completed\"}}\n";

    private final ScriptedServer server = new ScriptedServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> got = new ArrayList<>();
    private final BatchClient client =
            BatchClient.of(server.url()).pause(pauses::add).build();

    @AfterEach
    void close() {
        server.close();
    }

    private static String line(int n, String data) {
        return "{\"cursor\":\"" + n + "\",\"schedule_id\":\"qrb_1_query_" + n + "\",\"status_code\":\"SUCCESS\"" + data
                + "}\n";
    }

    private void note(ResultLine line) {
        String rows = line.isText()
                ? line.text()
                : line.rows().map(JsonValue::toString).collect(Collectors.joining(";"));
        got.add(line.query().scheduleId().substring(12) + " " + rows);
    }

    @Test
    void rowsAndTextsAreReadAsTheyCome() {
        server.then(answer(
                200,
                "   \n".strip() + "        " + line(1, ",\"data\":[[\"Date\",\"Å\"],[\"2001-01-01\",1.50]]")
                        + line(2, ",\"data\":\"a,b\\r\\n1,2\\r\\n\"")
                        + "  " + line(3, ",\"data_error\":{\"code\":\"NOT_FOUND\",\"message\":\"gone\"}")
                        + line(4, "") + END));
        FeedEnd end = client.results("qrb_1", null, line -> {
            note(line);
            assertThat(line.hasData()).isEqualTo(line.query().scheduleId().matches(".*[12]"));
            assertThat(line.dataError() != null)
                    .isEqualTo(line.query().scheduleId().endsWith("3"));
        });
        assertThat(end.outcome()).isEqualTo("completed");
        assertThat(got).containsExactly("1 [\"Date\",\"Å\"];[\"2001-01-01\",1.50]", "2 a,b\r\n1,2\r\n", "3 ", "4 ");
        assertThat(server.asked().get(0).header("Accept")).isEqualTo("application/x-ndjson");
    }

    @Test
    void goesOnBehindTheLastWholeLineWhenItIsCutOff() {
        String whole = line(1, ",\"data\":[[1]]");
        String second = line(2, ",\"data\":[[21],[22],[23]]");
        for (int cut : new int[] {1, 20, second.length() - 8, second.length() - 1}) {
            server.then(cutOff(whole + second.substring(0, cut)));
            server.then(answer(200, second + END));
        }
        for (int i = 0; i < 4; i++) {
            List<String> finished = new ArrayList<>();
            client.results(
                    "qrb_1",
                    null,
                    line -> finished.add(line.rows().map(JsonValue::toString).collect(Collectors.joining(";"))));
            assertThat(finished).startsWith("[1]").endsWith("[21];[22];[23]");
        }
        assertThat(server.asked().stream().map(ScriptedServer.Asked::path))
                .startsWith("/query/batch/qrb_1/results", "/query/batch/qrb_1/results?after=1");
    }

    @Test
    void aLineThatWasNotReadToItsEndIsSkipped() {
        String large =
                IntStream.range(0, 50_000).mapToObj(n -> "[" + n + "]").collect(Collectors.joining(",", "[", "]"));
        server.then(answer(200, line(1, ",\"data\":" + large) + line(2, ",\"data\":[[2]]") + END));
        client.results(
                "qrb_1",
                null,
                line -> got.add(line.rows().findFirst().orElseThrow().toString()));
        assertThat(got).containsExactly("[0]", "[2]");
    }

    @Test
    void asksAgainWhenTheTimeOfOneAnswerIsUp() {
        server.then(answer(200, line(1, "") + "{\"meta\":{\"complete\":false,\"cursor\":\"1\"}}\n"))
                .then(answer(200, line(2, "") + END));
        client.results("qrb_1", "0", this::note);
        assertThat(got).containsExactly("1 ", "2 ");
        assertThat(server.asked().stream().map(ScriptedServer.Asked::path))
                .containsExactly("/query/batch/qrb_1/results?after=0", "/query/batch/qrb_1/results?after=1");
    }

    @Test
    void whatTheReaderThrowsComesOut() {
        server.then(answer(200, line(1, "") + END));
        assertThatThrownBy(() -> client.results("qrb_1", null, line -> {
                    throw new IllegalStateException("my disk");
                }))
                .hasMessage("my disk");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void givesUpWhenNothingComesAnyMore() {
        for (int i = 0; i < 10; i++) {
            server.then(cutOff(" "));
        }
        assertThatThrownBy(() -> client.results("qrb_1", null, this::note)).isInstanceOf(ConnectionException.class);
        assertThat(server.asked()).hasSize(5);
    }
}
