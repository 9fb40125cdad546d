package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchOptions;
import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.Progress;
import io.querybatch.batches.QueryState;
import io.querybatch.errors.ServiceException;
import io.querybatch.execution.AnswerSource;
import io.querybatch.http.Links;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed against a server of which everything is decided here: what has ended, how time passes, when it ends. */
class ResultFeedTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final int QUERIES = 1_500;
    private static final QuerySpec SPEC = new QuerySpec("FLIGHTS", List.of("ORD"), null, List.of("flights"), 1000);

    @TempDir
    private Path folder;

    private final FakeServer server = new FakeServer();
    private ResultStore store;

    /** Query n of the batch ends with change n; what happens while somebody waits is a list of steps. */
    private static final class FakeServer implements ResultFeed.Server {

        private final List<Runnable> whileWaiting = new ArrayList<>();
        private long now = Long.MAX_VALUE - 1000;
        private int ended;
        private boolean stopped;
        private boolean gone;
        private boolean ending;
        private Duration waited = Duration.ZERO;

        @Override
        public Optional<BatchStore.Ended> ended(Download download, Cursor since, int limit) {
            if (gone) {
                return Optional.empty();
            }
            int first = (int) since.change() + 1;
            int last = (int) Math.min(ended, since.change() + limit);
            List<BatchQuery> queries = IntStream.rangeClosed(first, last)
                    .mapToObj(FakeServer::query)
                    .toList();
            List<Cursor> behind = IntStream.rangeClosed(first, last)
                    .mapToObj(n -> new Cursor(n, n, 1))
                    .toList();
            return Optional.of(new BatchStore.Ended(batch(), queries, behind, Cursor.after(Math.max(last, first - 1))));
        }

        private Batch batch() {
            BatchOptions options =
                    new BatchOptions("", new SplitPolicy(false, false), 30, 5, OutputFormat.CSV, false, false, 24);
            return new Batch(
                    BATCH,
                    "acme",
                    options,
                    Set.of("FLIGHTS"),
                    QUERIES,
                    stopped ? BatchState.STOPPED : BatchState.RUNNING,
                    false,
                    stopped ? "completed" : null,
                    new Progress(QUERIES - ended, 0, ended, 0),
                    ended,
                    null,
                    new Batch.Times(TIME, TIME, null, null, null, null));
        }

        private static BatchQuery query(int n) {
            ScheduleId id = new ScheduleId(BATCH, n);
            BatchQuery.Result result =
                    new BatchQuery.Result(new ResultKey(id, 1), n, 1, 1, 4, AnswerSource.EXECUTED, TIME);
            BatchItem item = new BatchItem(n, "mine", SPEC, List.of(), new SplitPolicy(false, false));
            return new BatchQuery(id, item, OutputFormat.CSV, QueryState.SUCCESS, 1, TIME, TIME, result, null);
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public boolean isEnding() {
            return ending;
        }

        @Override
        public void awaitChange(BatchId batch, long known, Duration longest) {
            assertThat(known).isEqualTo(ended);
            if (whileWaiting.isEmpty()) {
                now += longest.toNanos();
                waited = waited.plus(longest);
            } else {
                whileWaiting.remove(0).run();
            }
        }
    }

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
        Links links = new Links() {
            @Override
            public String to(String path) {
                return "http://here" + path;
            }
        };
        Caller caller = new Caller("acme", "somebody", Set.of(), AccessRights.everything());
        Download download = new Download("request", caller, BATCH, links);
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
