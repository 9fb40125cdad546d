package io.querybatch.apikeys.jpa;

import io.querybatch.apikeys.ApiKey;
import io.querybatch.apikeys.ApiKeyId;
import io.querybatch.apikeys.KeySeal;
import io.querybatch.apikeys.KeyTerms;
import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditRows;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Reach;
import io.querybatch.security.Scope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** API keys within a transaction. */
final class ApiKeyRows {

    private static final Field<Long> SEQ = DSL.field("seq", Long.class);

    private final DSLContext sql;

    ApiKeyRows(DSLContext sql) {
        this.sql = sql;
    }

    ApiKey add(ApiKey key, Actor by) {
        KeyTerms terms = key.terms();
        sql.execute(
                """
                insert into api_key (key_id, seq, tenant, name, scopes, access_rights, seal, secret_id, created_time, created_by,
                  expires_time)
                values (?, nextval('api_key_seq'), ?, ?, ?, ?, ?, ?, cast(? as timestamp with time zone), ?,
                  cast(? as timestamp with time zone))""",
                key.id().value(),
                terms.tenant(),
                terms.name(),
                terms.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(" ")),
                terms.rights().toJson(),
                key.seal().code(),
                key.seal().secret(),
                value(key.created()),
                key.createdBy(),
                value(key.expires()));
        audit(AuditAction.CREATE_KEY, AuditEvent.DONE, key, by);
        return find(key.id()).orElseThrow();
    }

    Optional<ApiKey> find(ApiKeyId id) {
        return sql.selectFrom("api_key")
                .where(DSL.field("key_id", String.class).eq(id.value()))
                .fetchOptional(ApiKeyRows::key);
    }

    List<ApiKey> list(Reach reach, long before, int limit) {
        Condition whose =
                reach.tenant().map(DSL.field("tenant", String.class)::eq).orElseGet(DSL::noCondition);
        return sql.selectFrom("api_key")
                .where(whose.and(SEQ.lt(before)))
                .orderBy(SEQ.desc())
                .limit(limit)
                .fetch(ApiKeyRows::key);
    }

    Optional<ApiKey> revoke(ApiKeyId id, Instant now, Actor by) {
        int revoked = sql.execute("""
                update api_key set revoked_time = cast(? as timestamp with time zone) where key_id = ? and revoked_time is null""", value(now), id.value());
        Optional<ApiKey> key = find(id);
        key.ifPresent(found ->
                audit(AuditAction.REVOKE_KEY, revoked > 0 ? AuditEvent.DONE : AuditEvent.UNCHANGED, found, by));
        return key;
    }

    /** How many rows it was: none if another seal is there by now. */
    int reseal(ApiKeyId id, KeySeal kept, KeySeal better) {
        return sql.execute(
                "update api_key set seal = ?, secret_id = ? where key_id = ? and seal = ?",
                better.code(),
                better.secret(),
                id.value(),
                kept.code());
    }

    private void audit(AuditAction action, String outcome, ApiKey key, Actor by) {
        String detail = "key=" + key.id();
        new AuditRows(sql).add(new AuditEvent(action, outcome, by, key.terms().tenant(), null, detail));
    }

    private static ApiKey key(Record row) {
        return new ApiKey(
                new ApiKeyId(row.get("key_id", String.class)),
                row.get("seq", long.class),
                new KeyTerms(
                        row.get("tenant", String.class),
                        row.get("name", String.class),
                        scopes(row.get("scopes", String.class)),
                        AccessRights.fromJson(row.get("access_rights", String.class))),
                new KeySeal(row.get("secret_id", String.class), row.get("seal", String.class)),
                time(row, "created_time"),
                row.get("created_by", String.class),
                time(row, "expires_time"),
                time(row, "revoked_time"));
    }

    private static Set<Scope> scopes(String names) {
        return Stream.of(names.split(" ", -1)).map(Scope::valueOf).collect(Collectors.toSet());
    }

    private static OffsetDateTime value(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant time(Record row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
