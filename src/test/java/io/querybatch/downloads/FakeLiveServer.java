package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchOptions;
import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.Progress;
import io.querybatch.batches.QueryState;
import io.querybatch.execution.AnswerSource;
import io.querybatch.http.Links;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultKey;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Query n of the batch ends with change n; what happens while somebody waits is a list of steps. */
final class FakeLiveServer implements LiveServer {

    static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    static final int QUERIES = 1_500;

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final QuerySpec SPEC = new QuerySpec("FLIGHTS", List.of("ORD"), null, List.of("flights"), 1000);

    final List<Runnable> whileWaiting = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1000;
    int ended;
    boolean stopped;
    boolean gone;
    boolean ending;
    Duration waited = Duration.ZERO;

    @Override
    public Optional<BatchStore.Ended> ended(Download download, Cursor since, int limit) {
        if (gone) {
            return Optional.empty();
        }
        int first = (int) since.change() + 1;
        int last = (int) Math.min(ended, since.change() + limit);
        List<BatchQuery> queries = IntStream.rangeClosed(first, last)
                .mapToObj(FakeLiveServer::query)
                .toList();
        List<Cursor> behind = IntStream.rangeClosed(first, last)
                .mapToObj(n -> new Cursor(n, n, 1))
                .toList();
        return Optional.of(new BatchStore.Ended(batch(), queries, behind, Cursor.after(Math.max(last, first - 1))));
    }

    private Batch batch() {
        BatchOptions options =
                new BatchOptions("", new SplitPolicy(false, false), 30, 5, OutputFormat.CSV, false, false, 24, null);
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
                null,
                new Batch.Times(TIME, TIME, null, null, null, null),
                null);
    }

    private static BatchQuery query(int n) {
        ScheduleId id = new ScheduleId(BATCH, n);
        BatchQuery.Result result = new BatchQuery.Result(new ResultKey(id, 1), n, 1, 1, 4, AnswerSource.EXECUTED, TIME);
        BatchItem item = new BatchItem(n, "mine", SPEC, List.of(), new SplitPolicy(false, false));
        return new BatchQuery(id, item, OutputFormat.CSV, QueryState.SUCCESS, 1, TIME, TIME, result, null);
    }

    @Override
    public Optional<BatchStore.Page> changes(Download download, Cursor since, int limit) {
        return ended(download, since, limit)
                .map(ended -> new BatchStore.Page(ended.batch(), ended.queries(), ended.cursor()));
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

    /** Somebody who reads its batch. */
    static Download download() {
        Links links = new Links() {
            @Override
            public String to(String path) {
                return "http://here" + path;
            }
        };
        Caller caller = new Caller("acme", "somebody", Set.of(), AccessRights.everything());
        return new Download("request", caller, caller.tenant(), BATCH, links);
    }
}
