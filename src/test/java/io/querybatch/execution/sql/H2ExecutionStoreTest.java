package io.querybatch.execution.sql;

import javax.sql.DataSource;

class H2ExecutionStoreTest extends SqlExecutionStoreContract {

    @Override
    DataSource database() {
        return EmptyDatabases.h2();
    }
}
