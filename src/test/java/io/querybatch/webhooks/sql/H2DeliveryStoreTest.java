package io.querybatch.webhooks.sql;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Deliveries in H2. */
public class H2DeliveryStoreTest extends DeliveryStoreContract {

    @Override
    DataSource database() {
        return empty();
    }

    /** A new database in memory. */
    public static DataSource empty() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        return source;
    }
}
