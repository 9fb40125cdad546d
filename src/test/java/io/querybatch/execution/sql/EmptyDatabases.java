package io.querybatch.execution.sql;

import io.querybatch.testing.TestStore;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** New databases with nothing in them. */
public final class EmptyDatabases {

    private EmptyDatabases() {}

    /** In memory, as long as the tests run. */
    public static DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        return source;
    }

    /** On the PostgreSQL of the tests. */
    public static DataSource postgresql() {
        Map<String, String> settings = TestStore.freshPostgresql().settings();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.get("querybatch.db.url"));
        source.setUser(settings.get("querybatch.db.user"));
        source.setPassword(settings.get("querybatch.db.password"));
        return source;
    }
}
