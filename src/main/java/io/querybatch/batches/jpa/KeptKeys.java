package io.querybatch.batches.jpa;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.query.BatchId;
import java.util.Optional;
import org.jooq.DSLContext;

/** The keys of submissions, and what they were kept for, for a day by the clock of the store. */
final class KeptKeys {

    private final DSLContext sql;

    KeptKeys(DSLContext sql) {
        this.sql = sql;
    }

    Optional<IdempotencyKey.Kept> find(String tenant, String text) {
        return sql.resultQuery("""
                        select body_hash, batch_id from idempotency_key
                        where tenant = ? and key_text = ? and created_at > current_timestamp - interval '24' hour""", tenant, text)
                .fetchOptional(row -> new IdempotencyKey.Kept(
                        row.get("body_hash", String.class), new BatchId(row.get("batch_id", String.class))));
    }

    void add(String tenant, IdempotencyKey key, BatchId batch) {
        sql.execute("""
                delete from idempotency_key
                where tenant = ? and key_text = ? and created_at <= current_timestamp - interval '24' hour""", tenant, key.text());
        sql.execute(
                "insert into idempotency_key (tenant, key_text, body_hash, batch_id, created_at) values (?, ?, ?, ?, current_timestamp)",
                tenant,
                key.text(),
                key.bodyHash(),
                batch.value());
    }

    int forget() {
        return sql.execute("delete from idempotency_key where created_at <= current_timestamp - interval '24' hour");
    }
}
