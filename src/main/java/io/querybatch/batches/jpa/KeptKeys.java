package io.querybatch.batches.jpa;

import io.querybatch.batches.IdempotencyKey;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;

/**
 * The keys of submissions, and what they were kept for, for a day by the clock of the store. In {@code batch_id} are ids of schedules,
 * too: it is older than they are, and one table is what makes a key one for all kinds of submissions.
 */
public final class KeptKeys {

    private final DSLContext sql;

    /** Those of a store, within a transaction. */
    public KeptKeys(DSLContext sql) {
        this.sql = sql;
    }

    /** A tenant's key of the last day. */
    public Optional<IdempotencyKey.Kept> find(String tenant, String text) {
        return sql.resultQuery("""
                        select body_hash, batch_id from idempotency_key
                        where tenant = ? and key_text = ? and created_at > current_timestamp - interval '24' hour""", tenant, text)
                .fetchOptional(row ->
                        new IdempotencyKey.Kept(row.get("body_hash", String.class), row.get("batch_id", String.class)));
    }

    /**
     * Keeps a key. First of all, so that of two at the same time the later one waits here, and not with ten thousand items behind it.
     *
     * @return false if it is kept already: the transaction is good for nothing more then
     */
    public boolean take(String tenant, IdempotencyKey key, String id) {
        try {
            add(tenant, key, id);
            return true;
        } catch (DataAccessException e) {
            if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION || isWaitedFor(e)) {
                return false;
            }
            throw e;
        }
    }

    /** H2 does not wait for others as long as they take. */
    private static boolean isWaitedFor(DataAccessException e) {
        return "HYT00".equals(e.sqlState());
    }

    private void add(String tenant, IdempotencyKey key, String id) {
        sql.execute("""
                delete from idempotency_key
                where tenant = ? and key_text = ? and created_at <= current_timestamp - interval '24' hour""", tenant, key.text());
        sql.execute(
                "insert into idempotency_key (tenant, key_text, body_hash, batch_id, created_at) values (?, ?, ?, ?, current_timestamp)",
                tenant,
                key.text(),
                key.bodyHash(),
                id);
    }

    int forget() {
        return sql.execute("delete from idempotency_key where created_at <= current_timestamp - interval '24' hour");
    }
}
