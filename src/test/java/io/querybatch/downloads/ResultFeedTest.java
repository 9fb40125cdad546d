package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.batches.Cursor;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.singles.ReadableResults;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed against a server of which everything is decided here: what has ended, how time passes, when it ends. */
class ResultFeedTest {

    private static final BatchId BATCH = FakeLiveServer.BATCH;
    private static final int QUERIES = FakeLiveServer.QUERIES;

    @TempDir
    private Path folder;

    private final FakeLiveServer server = new FakeLiveServer();
    private ResultStore store;

    @BeforeEach
    void storeResults() throws IOException {
        store = new FilesystemResultStore(folder, 1_000_000);
        for (int n = 1; n <= QUERIES; n += n < 10 ? 1 : 100) {
            store(n);
        }
    }

    private void store(int n) throws IOException {
        List<ResultColumn> columns = List.of(new ResultColumn("flights", "Flights", "met", "int.number.value"));
        try (ResultWriter writer =
                store.create(new ResultKey(new ScheduleId(BATCH, n), 1), ResultLayout.of(OutputFormat.CSV), columns)) {
            writer.write(new Object[] {n});
            writer.complete();
        }
    }

    private ResultFeed feed(Cursor after) {
        Download download = FakeLiveServer.download();
        return new ResultFeed(
                new Lines(new ReadableResults(store), download), server, download, after, Duration.ofMinutes(10));
    }

    private List<JsonObject> read(Cursor after) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        feed(after).write(out);
        return objects(out);
    }

    private static List<JsonObject> objects(ByteArrayOutputStream out) {
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        return text.lines()
                .map(line -> {
                    try (JsonReader reader = Json.createReader(new StringReader(line))) {
                        return reader.readObject();
                    }
                })
                .toList();
    }

    private static JsonObject meta(List<JsonObject> lines) {
        return lines.get(lines.size() - 1).getJsonObject("meta");
    }

    @Test
    void tellsEverythingOfABatchThatHasStoppedAndThatItIsAll() throws IOException {
        server.ended = QUERIES;
        server.stopped = true;
        List<JsonObject> lines = read(ResultFeed.BEGIN);
        assertThat(lines).hasSize(QUERIES + 1);
        assertThat(lines.get(2))
                .hasToString("{\"cursor\":\"3.3.1\",\"@type\":\"batch_query\",\"schedule_id\":\"" + BATCH
                        + "_query_3\",\"id\":\"mine\",\"status_code\":\"SUCCESS\",\"attempt\":1,"
                        + "\"query_start_time\":\"2026-01-02T03:04:05.000Z\",\"query_end_time\":\"2026-01-02T03:04:05.000Z\","
                        + "\"split_info\":{\"ds_accounts\":[\"ORD\"],\"start_date\":null,\"end_date\":null},"
                        + "\"result_info\":{\"total_rows\":1,\"total_columns\":1,\"bytes\":4,\"source\":\"executed\","
                        + "\"as_of\":\"2026-01-02T03:04:05.000Z\",\"results_url\":\"http://here/query/results?schedule_id="
                        + BATCH + "_query_3\"},\"data\":\"Flights\\r\\n3\\r\\n\"}");
        assertThat(lines.get(10).getJsonObject("data_error").getString("code")).isEqualTo("QUERY_RESULTS_UNAVAILABLE");
        assertThat(meta(lines))
                .hasToString("{\"request_id\":\"request\",\"complete\":true,\"cursor\":\"1500.0.1\","
                        + "\"status_code\":\"STOPPED\",\"outcome\":\"completed\","
                        + "\"progress\":{\"queued\":0,\"running\":0,\"success\":1500,\"failure\":0}}");
        assertThat(server.waited).isZero();
    }

    @Test
    void goesOnBehindTheLineThatTheReaderHas() throws IOException {
        server.ended = QUERIES;
        server.stopped = true;
        List<JsonObject> lines = read(new Cursor(1_497, 1_497, 1));
        assertThat(lines.stream().limit(3).map(line -> line.getString("schedule_id")))
                .containsExactly(BATCH + "_query_1498", BATCH + "_query_1499", BATCH + "_query_1500");
        assertThat(lines).hasSize(4);
    }

    @Test
    void deliversWhatHasEndedBeforeTheNextHas() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        server.ended = 2;
        server.whileWaiting.add(() -> {
            assertThat(out.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains("\"data\""))
                            .count())
                    .isEqualTo(2);
            server.ended = 3;
        });
        server.whileWaiting.add(() -> server.stopped = true);
        feed(ResultFeed.BEGIN).write(out);
        List<JsonObject> lines = objects(out);
        assertThat(lines).hasSize(4);
        assertThat(meta(lines).getBoolean("complete")).isTrue();
    }

    @Test
    void endsWhenTheTimeIsUpOrTheServerEndsAndSaysWhereToGoOn() throws IOException {
        server.ended = 2;
        List<JsonObject> lines = read(ResultFeed.BEGIN);
        assertThat(server.waited).isEqualTo(Duration.ofMinutes(10));
        assertThat(meta(lines).getBoolean("complete")).isFalse();
        assertThat(meta(lines).getString("cursor")).isEqualTo("2.0.1");

        server.whileWaiting.add(() -> server.ending = true);
        assertThat(meta(read(ResultFeed.BEGIN)).getBoolean("complete")).isFalse();
    }

    /** Takes bytes until it breaks. */
    private static final class Connection extends OutputStream {

        private int pushes;
        private final int breaksAt;

        Connection(int breaksAt) {
            this.breaksAt = breaksAt;
        }

        @Override
        public void write(int b) throws IOException {
            if (pushes >= breaksAt) {
                throw new IOException("broken pipe");
            }
        }

        @Override
        public void flush() {
            pushes++;
        }
    }

    @Test
    void noticesThatTheReaderHasGoneWhileNothingHappens() throws IOException {
        feed(ResultFeed.BEGIN).write(new Connection(3));
        assertThat(server.waited).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    }

    @Test
    void aResultThatCannotBeReadIsNotTakenForOneThatHasNoRows() throws IOException {
        server.ended = 3;
        server.stopped = true;
        ResultKey second = new ResultKey(new ScheduleId(BATCH, 2), 1);
        Path file = folder.resolve("01/" + BATCH + "/" + second.fileName());
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        List<JsonObject> lines = read(ResultFeed.BEGIN);
        assertThat(lines.get(1)).doesNotContainKey("data");
        assertThat(lines.get(1).getJsonObject("data_error").getString("code")).isEqualTo("UNPROCESSABLE_CONTENT");
        assertThat(lines.get(2)).containsKey("data");
        assertThat(meta(lines).getBoolean("complete")).isTrue();
    }

    @Test
    void aBatchThatIsGoneIsNoneThatIsComplete() {
        server.gone = true;
        assertThatThrownBy(() -> read(ResultFeed.BEGIN))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("NOT_FOUND");
    }
}
