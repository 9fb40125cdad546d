package io.querybatch.chaos;

import io.querybatch.testing.Poll;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What the database says of the batches of a round, asked directly. */
final class Ledger {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Database database;
    private final String prefix;

    /** {@code prefix} begins the description of every batch of the round. */
    Ledger(Database database, String prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    Map<String, StoredBatch> batches() {
        return ask(connection -> StoredBatch.read(connection, prefix));
    }

    /** Queries without an outcome, and batches that have not stopped. */
    int unfinished() {
        return batches().values().stream()
                .mapToInt(batch -> batch.counters().queued() + batch.counters().running() + (batch.stopped() ? 0 : 1))
                .sum();
    }

    /**
     * Files that must be there: of every query that succeeded {@code batch/n-fence.qbr} or, after a space, the file of all that it
     * shared a scan with, {@code batch/lead-fence.qbp}.
     */
    Set<String> publishedFiles() {
        return new HashSet<>(texts("""
                select q.batch_id || '/' || q.n || '-' || q.fence || '.qbr '
                  || q.batch_id || '/' || coalesce(q.lead, q.n) || '-' || q.fence || '.qbp'
                from query q join batch b on b.batch_id = q.batch_id
                where b.description like ? and q.state = 'SUCCESS'"""));
    }

    /** Queries with an outcome that was not published exactly once, as text. */
    List<String> notPublishedOnce() {
        return texts("""
                select q.batch_id || '_query_' || q.n || ' is ' || q.state || ', published: '
                  || coalesce(string_agg(p.state || ' under fence ' || p.fence, ', ' order by p.seen_at), 'never')
                from query q join batch b on b.batch_id = q.batch_id
                left join chaos_publication p on p.batch_id = q.batch_id and p.n = q.n
                where b.description like ?
                group by q.batch_id, q.n, q.state
                having count(p.n) <> case when q.state in ('SUCCESS', 'FAILURE') then 1 else 0 end""");
    }

    /** What a stuck batch looks like. */
    List<String> state() {
        List<String> state = new ArrayList<>(texts("""
                select b.batch_id || ' ' || b.state || ' queued ' || b.queued || ' running ' || b.running || ' next ' || b.next_n
                  || coalesce(' stop ' || b.stop_reason, '')
                  || coalesce((select ': ' || string_agg(q.n || ' ' || q.state || ' attempt ' || q.attempt || ' fence ' || q.fence
                       || ' node ' || q.node_id, ', ') from query q
                     where q.batch_id = b.batch_id and q.state not in ('SUCCESS', 'FAILURE')), '')
                from batch b where b.description like ? and b.state <> 'STOPPED'"""));
        state.addAll(texts("""
                select 'node ' || node_id || ' ' || name || ' silent for ' || (current_timestamp - heartbeat_at) from node
                where ? is not null"""));
        state.addAll(texts("""
                select 'connection ' || pid || ' ' || state || ' for ' || (current_timestamp - state_change) || ' '
                  || coalesce(wait_event_type, '') || ' ' || left(query, 80)
                from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid() and ? is not null"""));
        return state;
    }

    /** Ends the retention of the round's batches that have stopped. */
    void expire() {
        ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "update batch set expires_time = current_timestamp - interval '1' second"
                            + " where description like ? and state = 'STOPPED'")) {
                statement.setString(1, prefix + "%");
                return statement.executeUpdate();
            }
        });
    }

    /** Takes the round's batches away by force. */
    void remove() {
        ask(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from batch where description like ?")) {
                statement.setString(1, prefix + "%");
                return statement.executeUpdate();
            }
        });
    }

    /** Tables that still have rows, with their number; empty when everything is forgotten. */
    List<String> remains() {
        return texts("""
                select t || ': ' || c from (
                  select 'batch' as t, count(*) as c from batch union all
                  select 'batch_item', count(*) from batch_item union all
                  select 'query', count(*) from query union all
                  select 'requeued', count(*) from requeued) counts
                where c > 0 and ? is not null""");
    }

    private List<String> texts(String sql) {
        return ask(connection -> {
            List<String> texts = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, prefix + "%");
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        texts.add(rows.getString(1));
                    }
                }
            }
            return texts;
        });
    }

    /** A question to the database. */
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks until there is an answer: the database may be on its way up. */
    private <T> T ask(Question<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        Poll.until(PATIENCE, "the database answers", () -> {
            try (Connection connection = database.connect()) {
                answer.set(question.ask(connection));
                return true;
            } catch (SQLException e) {
                return isOutage(e);
            }
        });
        return answer.get();
    }

    private static boolean isOutage(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("08") || state.startsWith("57")) {
            return false;
        }
        throw new IllegalStateException(e);
    }
}
