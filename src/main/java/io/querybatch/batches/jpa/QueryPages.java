package io.querybatch.batches.jpa;

import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.QueryState;
import io.querybatch.batches.Waiting;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.AnswerSource;
import io.querybatch.execution.CancelProof;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.sql.Items;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads stretches of a batch's queries: rows for those that were ever claimed, the others computed from their items. */
final class QueryPages {

    /** Reading so many queries for nothing costs less than asking twice. */
    private static final int BRIDGED = 50;

    private final DSLContext sql;
    private final BatchEntity batch;
    private final BatchId id;
    private final OutputFormat format;
    private final ExecutionConfig config;
    private WaitingLine line;

    QueryPages(DSLContext sql, BatchEntity batch, ExecutionConfig config) {
        this.sql = sql;
        this.batch = batch;
        this.config = config;
        this.id = new BatchId(batch.batchId);
        this.format = OutputFormat.parse(batch.outputFormat).orElseThrow();
    }

    /** At most {@code limit} queries, without the first {@code offset}. */
    List<BatchQuery> stretch(int offset, int limit) {
        int last = (int) Math.min((long) offset + limit, batch.queryAmount);
        return offset >= last ? List.of() : read(offset + 1, last);
    }

    /** The queries of these numbers, in this order; without those that are no longer in {@code state}, which may be null. */
    List<BatchQuery> of(List<Integer> numbers, QueryState state) {
        Map<Integer, BatchQuery> read = new HashMap<>();
        int[] sorted = numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
        for (int from = 0, to = 0; from < sorted.length; from = to) {
            do {
                to++;
            } while (to < sorted.length && sorted[to] - sorted[to - 1] <= BRIDGED);
            read(sorted[from], sorted[to - 1])
                    .forEach(query -> read.put(query.id().n(), query));
        }
        return numbers.stream()
                .map(read::get)
                .filter(query -> state == null || query.state() == state)
                .toList();
    }

    /** The queries numbered {@code first} to {@code last}, both in the batch. */
    List<BatchQuery> read(int first, int last) {
        Map<Integer, Record> rows = sql.resultQuery("""
                        select n, state, attempt, fence, lead, start_time, end_time, as_of, source, total_rows, total_columns,
                          bytes, error_code, error_description, cancel_proof
                        from query where batch_id = ? and n between ? and ?""", batch.batchId, first, last)
                .fetchMap(row -> row.get("n", Integer.class), row -> row);
        Iterator<Items.Item> items = new Items(sql).of(id, first, last).iterator();
        List<BatchQuery> queries = new ArrayList<>();
        Items.Item item = null;
        for (int n = first; n <= last; n++) {
            if (item == null || n > item.item().lastN()) {
                item = items.next();
            }
            Record row = rows.get(n);
            queries.add(row == null ? neverClaimed(item, n) : claimed(item.item(), n, row));
        }
        return queries;
    }

    private BatchQuery neverClaimed(Items.Item item, int n) {
        return item.failure() == null ? neverClaimed(item.item(), n) : unplanned(item, n);
    }

    private BatchQuery unplanned(Items.Item item, int n) {
        BatchQuery.Failure failure = new BatchQuery.Failure(item.failure(), null);
        return new BatchQuery(
                new ScheduleId(id, n),
                item.item(),
                format,
                QueryState.FAILURE,
                0,
                null,
                batch.scheduleTime,
                failure,
                null);
    }

    private BatchQuery neverClaimed(BatchItem item, int n) {
        ScheduleId query = new ScheduleId(id, n);
        if (batch.stopReason == null) {
            return new BatchQuery(query, item, format, QueryState.QUEUED, 0, null, null, null, waiting(n));
        }
        StopReason reason = StopReason.valueOf(batch.stopReason);
        BatchQuery.Failure failure = new BatchQuery.Failure(
                new QueryFailure(reason.code(), reason.description()), CancelProof.NEVER_STARTED);
        return new BatchQuery(query, item, format, QueryState.FAILURE, 0, null, batch.stopTime, failure, null);
    }

    /** Looked up once for the page, and only if anything on it waits. */
    private Waiting waiting(int n) {
        if (line == null) {
            line = new WaitingLine(sql, batch, config);
        }
        return line.of(n);
    }

    private BatchQuery claimed(BatchItem item, int n, Record row) {
        QueryState state = QueryState.valueOf(row.get("state", String.class));
        ScheduleId query = new ScheduleId(id, n);
        return new BatchQuery(
                query,
                item,
                format,
                state,
                row.get("attempt", int.class),
                state == QueryState.QUEUED ? null : instant(row, "start_time"),
                instant(row, "end_time"),
                switch (state) {
                    case SUCCESS -> result(query, row);
                    case FAILURE -> failure(row);
                    case QUEUED, RUNNING -> null;
                },
                state == QueryState.QUEUED ? waiting(n) : null);
    }

    private static BatchQuery.Result result(ScheduleId query, Record row) {
        Integer lead = row.get("lead", Integer.class);
        String source = row.get("source", String.class);
        return new BatchQuery.Result(
                new ResultKey(query, row.get("fence", long.class)),
                lead == null ? query.n() : lead,
                row.get("total_rows", long.class),
                row.get("total_columns", int.class),
                row.get("bytes", long.class),
                source == null ? AnswerSource.EXECUTED : AnswerSource.valueOf(source),
                instant(row, source == null ? "start_time" : "as_of"));
    }

    private static BatchQuery.Failure failure(Record row) {
        String proof = row.get("cancel_proof", String.class);
        return new BatchQuery.Failure(
                new QueryFailure(
                        ErrorCode.valueOf(row.get("error_code", String.class)),
                        row.get("error_description", String.class)),
                proof == null ? null : CancelProof.valueOf(proof.toUpperCase(Locale.ROOT)));
    }

    private static Instant instant(Record row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
