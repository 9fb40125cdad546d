package io.querybatch.apikeys.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.apikeys.ApiKey;
import io.querybatch.apikeys.ApiKeyId;
import io.querybatch.apikeys.KeySeal;
import io.querybatch.apikeys.KeyTerms;
import io.querybatch.audit.Actor;
import io.querybatch.execution.sql.EmptyDatabases;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seals of keys in both databases. */
class ApiKeyRowsTest {

    private static final Actor ROOT = new Actor("operations", "root", "192.0.2.17", "request");
    private static final ApiKeyId ID = new ApiKeyId("api_3feb5ff5c71e0a9b");
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final KeySeal FIRST = new KeySeal("1111111111111111", "a".repeat(64));
    private static final KeySeal SECOND = new KeySeal("2222222222222222", "b".repeat(64));

    static Stream<DataSource> databases() {
        return Stream.of(EmptyDatabases.h2(), EmptyDatabases.postgresql());
    }

    private static <T> T inTransaction(DataSource database, Function<DSLContext, T> step) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T done = step.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
            connection.commit();
            return done;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiKey stored(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        KeyTerms terms = new KeyTerms("acme", "nightly", Set.of(Scope.DS_QUERIES_RUN), AccessRights.everything());
        ApiKey key = new ApiKey(ID, 0, terms, FIRST, NOW, "root", NOW.plusSeconds(60), null);
        return inTransaction(database, sql -> new ApiKeyRows(sql).add(key, ROOT));
    }

    private static int reseal(DataSource database, KeySeal kept, KeySeal better) {
        return inTransaction(database, sql -> new ApiKeyRows(sql).reseal(ID, kept, better));
    }

    private static ApiKey found(DataSource database) {
        return inTransaction(database, sql -> new ApiKeyRows(sql).find(ID).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ofTwoWhoKeepAnotherSealTheFirstDoesAndNothingElseChanges(DataSource database) {
        ApiKey key = stored(database);
        assertThat(key.seal()).isEqualTo(FIRST);
        assertThat(reseal(database, FIRST, SECOND)).isOne();
        assertThat(reseal(database, FIRST, new KeySeal("3333333333333333", "c".repeat(64))))
                .isZero();
        assertThat(found(database))
                .isEqualTo(new ApiKey(
                        ID, key.seq(), key.terms(), SECOND, key.created(), "root", key.expires(), key.revoked()));
    }

    /** A server of the version before stores keys without saying so, and others read them. */
    @ParameterizedTest
    @MethodSource("databases")
    void aSealThatDoesNotSayItsSecretIsReadAndResealed(DataSource database) {
        stored(database);
        inTransaction(database, sql -> sql.execute("update api_key set secret_id = null"));
        KeySeal old = new KeySeal(null, FIRST.code());
        assertThat(found(database).seal()).isEqualTo(old);
        assertThat(reseal(database, old, FIRST)).isOne();
        assertThat(found(database).seal()).isEqualTo(FIRST);
    }
}
