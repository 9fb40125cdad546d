package io.querybatch.execution.jpa;

import io.querybatch.execution.ExecutionStoreContract;
import io.querybatch.execution.StoreUnderTest;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class H2ExecutionStoreTest extends ExecutionStoreContract {

    @Override
    protected StoreUnderTest open() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        return new SqlStoreUnderTest(source);
    }
}
