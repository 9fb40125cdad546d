package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.Causes;
import jakarta.transaction.SystemException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StoreConnectionsTest {

    /** What Agroal and Payara make of a connection that was cut off after it was used last. */
    @Test
    void aConnectionThatCannotTakePartMeansThatTheStoreIsAway() {
        StoreConnections connections = new StoreConnections(new StoreDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("cannot be associated", new SystemException());
            }
        });
        Throwable thrown = catchThrowable(connections::getConnection);
        assertThat(Causes.of(thrown).storeIsAway()).map(ServiceException::code).contains(ErrorCode.SERVICE_UNAVAILABLE);
    }
}
