package io.querybatch.execution.sql;

import io.querybatch.execution.Claim;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.Question;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;

/** The latest attempt at each question, of all batches. */
final class Answers {

    private static final String COLUMNS = "(question, answer_key, batch_id, n, fence)";

    private static final String ROWS = "select * from unnest(?, ?, ?, ?, ?) as t " + COLUMNS;

    /** So many characters of a key, six bits each, are the number it is found by. */
    private static final int NUMBER = 10;

    private final DSLContext sql;

    Answers(DSLContext sql) {
        this.sql = sql;
    }

    /** What there is, or is to come, of answers to some questions, by their keys; attempts that came to nothing are left out. */
    Map<String, KnownAnswer> of(Collection<String> keys) {
        return of(keys, Instant.EPOCH);
    }

    /** Without those that are there and older than what any of the questions accepts: of reports that come daily they are most. */
    Map<String, KnownAnswer> ofQuestions(Collection<Question> questions) {
        Instant oldest = questions.stream()
                .map(Question::acceptsFrom)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        // The store keeps milliseconds.
        return of(questions.stream().map(Question::key).distinct().toList(), oldest.minusMillis(1));
    }

    private Map<String, KnownAnswer> of(Collection<String> keys, Instant oldest) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return sql.resultQuery("""
                        select a.answer_key, q.batch_id, q.n, q.fence, q.lead, coalesce(q.as_of, q.start_time) as as_of,
                          q.state = 'SUCCESS' as ready
                        from unnest(?, ?) as asked (question, answer_key)
                          join latest_answer a on a.question = asked.question and a.answer_key = asked.answer_key
                          join query q on q.batch_id = a.batch_id and q.n = a.n and q.fence = a.fence
                          join batch b on b.batch_id = a.batch_id
                        where (q.state = 'RUNNING'
                            or q.state = 'SUCCESS' and coalesce(q.as_of, q.start_time) >= cast(? as timestamp(3) with time zone))
                          and b.results_deleted_time is null and (q.state = 'SUCCESS' or b.stop_reason is null)""", numbers(keys), keys.toArray(String[]::new), oldest.toString())
                .fetchMap(row -> row.get("answer_key", String.class), Answers::answer);
    }

    private static KnownAnswer answer(Record row) {
        int n = row.get("n", int.class);
        Integer lead = row.get("lead", Integer.class);
        ScheduleId query = new ScheduleId(new BatchId(row.get("batch_id", String.class)), n);
        return new KnownAnswer(
                new ResultKey(query, row.get("fence", long.class)),
                lead == null ? n : lead,
                row.get("as_of", OffsetDateTime.class).toInstant(),
                row.get("ready", boolean.class));
    }

    private static Long[] numbers(Collection<String> keys) {
        return keys.stream().map(Answers::number).toArray(Long[]::new);
    }

    private static long number(String key) {
        long number = 0;
        for (int i = 0; i < Math.min(NUMBER, key.length()); i++) {
            number = (number << 6) | (key.charAt(i) & 0x3f);
        }
        return number;
    }

    /**
     * Notes who is going to answer questions, by their keys. In the order of their numbers, and last in a transaction: others may
     * ask the same at the same time.
     */
    void expect(Map<String, Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        SortedMap<Long, String> keys = new TreeMap<>();
        claims.keySet().forEach(key -> keys.put(number(key), key));
        List<String> noted = List.copyOf(keys.values());
        sql.execute(
                sql.dialect() == SQLDialect.H2
                        ? "merge into latest_answer " + COLUMNS + " key (question) " + ROWS
                        : "insert into latest_answer " + COLUMNS + " " + ROWS
                                + " on conflict (question) do update set answer_key = excluded.answer_key,"
                                + " batch_id = excluded.batch_id, n = excluded.n, fence = excluded.fence",
                keys.keySet().toArray(Long[]::new),
                noted.toArray(String[]::new),
                Column.of(
                        noted,
                        String[]::new,
                        key -> claims.get(key).query().batch().value()),
                Column.of(noted, Integer[]::new, key -> claims.get(key).query().n()),
                Column.of(noted, Long[]::new, key -> claims.get(key).fence()));
    }
}
