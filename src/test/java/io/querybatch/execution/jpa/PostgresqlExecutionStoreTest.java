package io.querybatch.execution.jpa;

import io.querybatch.execution.ExecutionStoreContract;
import io.querybatch.execution.StoreUnderTest;
import io.querybatch.testing.TestStore;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresqlExecutionStoreTest extends ExecutionStoreContract {

    @Override
    protected StoreUnderTest open() {
        Map<String, String> settings = TestStore.freshPostgresql().settings();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.get("querybatch.db.url"));
        source.setUser(settings.get("querybatch.db.user"));
        source.setPassword(settings.get("querybatch.db.password"));
        return new SqlStoreUnderTest(source);
    }
}
