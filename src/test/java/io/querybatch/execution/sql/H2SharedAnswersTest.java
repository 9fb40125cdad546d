package io.querybatch.execution.sql;

import io.querybatch.execution.SharedAnswersContract;
import io.querybatch.execution.StoreUnderTest;

class H2SharedAnswersTest extends SharedAnswersContract {

    @Override
    protected StoreUnderTest open() {
        return new SqlStoreUnderTest(EmptyDatabases.h2(), KEYS);
    }
}
