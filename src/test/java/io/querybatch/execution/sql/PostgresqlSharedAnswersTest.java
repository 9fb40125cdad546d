package io.querybatch.execution.sql;

import io.querybatch.execution.SharedAnswersContract;
import io.querybatch.execution.StoreUnderTest;

class PostgresqlSharedAnswersTest extends SharedAnswersContract {

    @Override
    protected StoreUnderTest open() {
        return new SqlStoreUnderTest(EmptyDatabases.postgresql(), KEYS);
    }
}
