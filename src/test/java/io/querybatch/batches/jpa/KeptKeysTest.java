package io.querybatch.batches.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of submissions in both databases. */
class KeptKeysTest {

    private static final String FIRST = "qrb_0123456789abcdef0123";
    private static final String SECOND = "qrs_0123456789abcdef0124";
    private static final IdempotencyKey KEY = new IdempotencyKey("june", "hash");

    private DataSource database;

    static Stream<DataSource> databases() {
        return ChosenQueriesTest.databases();
    }

    private void open(DataSource where) {
        database = where;
        new SqlStoreUnderTest(where);
    }

    private <T> T ask(Function<KeptKeys, T> question) {
        try (Connection connection = database.getConnection()) {
            return question.apply(new KeptKeys(DSL.using(connection, JDBCUtils.dialect(connection))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean take(String tenant, IdempotencyKey key, String id) {
        return ask(keys -> keys.take(tenant, key, id));
    }

    private Optional<IdempotencyKey.Kept> kept(String tenant) {
        return ask(keys -> keys.find(tenant, KEY.text()));
    }

    private int forgotten() {
        return ask(KeptKeys::forget);
    }

    /** As if so much time had passed. */
    private void letPass(int minutes) {
        try (Connection connection = database.getConnection()) {
            DSL.using(connection, JDBCUtils.dialect(connection))
                    .execute(
                            "update idempotency_key set created_at = created_at - cast(? as integer) * interval '1' minute",
                            minutes);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aKeyIsKeptForADayAndForItsTenantAlone(DataSource where) {
        open(where);
        assertThat(take("acme", KEY, FIRST)).isTrue();
        assertThat(kept("acme")).contains(new IdempotencyKey.Kept("hash", FIRST));
        assertThat(kept("globex")).isEmpty();
        assertThat(take("globex", KEY, SECOND)).isTrue();
        letPass(24 * 60 - 1);
        assertThat(forgotten()).isZero();
        assertThat(kept("acme")).isPresent();
        letPass(2);
        assertThat(kept("acme")).isEmpty();
        assertThat(forgotten()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aKeyIsTakenUntilItsDayIsOver(DataSource where) {
        open(where);
        assertThat(take("acme", KEY, FIRST)).isTrue();
        assertThat(take("acme", KEY, SECOND)).isFalse();
        assertThat(kept("acme")).contains(new IdempotencyKey.Kept("hash", FIRST));
        letPass(24 * 60 + 1);
        assertThat(take("acme", KEY, SECOND)).isTrue();
        assertThat(kept("acme")).contains(new IdempotencyKey.Kept("hash", SECOND));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsNoQuestionOfKeysIsAnError(DataSource where) {
        open(where);
        assertThatThrownBy(() -> take("acme", KEY, "x".repeat(25))).isInstanceOf(DataAccessException.class);
        assertThat(kept("acme")).isEmpty();
    }
}
