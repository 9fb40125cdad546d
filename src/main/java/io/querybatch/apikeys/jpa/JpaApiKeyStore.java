package io.querybatch.apikeys.jpa;

import io.querybatch.apikeys.ApiKey;
import io.querybatch.apikeys.ApiKeyId;
import io.querybatch.apikeys.ApiKeyStore;
import io.querybatch.apikeys.KeySeal;
import io.querybatch.audit.Actor;
import io.querybatch.security.Reach;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** API keys in the container's transactions. */
@Stateless
@Local(ApiKeyStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaApiKeyStore implements ApiKeyStore {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public ApiKey add(ApiKey key, Actor by) {
        return inStore(rows -> rows.add(key, by));
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return inStore(rows -> rows.find(id));
    }

    @Override
    public List<ApiKey> list(Reach reach, long before, int limit) {
        return inStore(rows -> rows.list(reach, before, limit));
    }

    @Override
    public Optional<ApiKey> revoke(ApiKeyId id, Instant now, Actor by) {
        return inStore(rows -> rows.revoke(id, now, by));
    }

    @Override
    public void reseal(ApiKeyId id, KeySeal kept, KeySeal better) {
        inStore(rows -> rows.reseal(id, kept, better));
    }

    private <T> T inStore(Function<ApiKeyRows, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(
                        connection -> step.apply(new ApiKeyRows(DSL.using(connection, JDBCUtils.dialect(connection)))));
    }
}
