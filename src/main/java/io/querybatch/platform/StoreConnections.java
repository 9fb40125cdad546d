package io.querybatch.platform;

import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import javax.sql.DataSource;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

/**
 * Gives Hibernate the connections of the store. {@code persistence.xml} could only name one data source of the server, and beans are
 * there only after Hibernate.
 */
public class StoreConnections implements ConnectionProvider {

    private static final long serialVersionUID = 1;

    private transient volatile DataSource store;

    /** For Hibernate. */
    public StoreConnections() {
        EarlyStart.begin();
    }

    StoreConnections(DataSource store) {
        this.store = store;
    }

    /**
     * A connection that takes part in the current transaction. Whatever stands in the way, the store is not there for the caller: of a
     * connection that was lost a moment ago servers only say that a resource could not be enlisted.
     */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return store().getConnection();
        } catch (SQLException e) {
            throw new SQLNonTransientConnectionException("no connection to the store", "08001", e);
        }
    }

    private DataSource store() {
        DataSource known = store;
        if (known == null) {
            known = CDI.current()
                    .select(DataSource.class, Store.Literal.INSTANCE)
                    .get();
            store = known;
        }
        return known;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        connection.close();
    }

    /** Who asks again in the same transaction gets the same connection. */
    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException("nothing of that kind is here");
    }
}
