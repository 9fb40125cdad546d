package io.querybatch.connectors.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.tools.jdbc.JDBCUtils;

/** Connections of the application server, which pools and checks them; they go back with the settings they came with. */
final class ServerConnections implements Connections {

    private static final Logger LOG = Logger.getLogger(ServerConnections.class.getName());

    private final DataSource server;
    private volatile SQLDialect dialect;

    ServerConnections(DataSource server) {
        this.server = server;
    }

    /** Only a connection tells; while there is none, nothing can run in any dialect. */
    @Override
    public SQLDialect dialect() {
        if (dialect == null) {
            try {
                take().giveBack();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "not reachable", e);
                return SQLDialect.DEFAULT;
            }
        }
        return dialect;
    }

    @Override
    public Lease take() throws SQLException {
        Connection connection = server.getConnection();
        try {
            if (dialect == null) {
                dialect = JDBCUtils.dialect(connection);
            }
            Lease lease = new Borrowed(
                    connection, connection.isReadOnly(), connection.getAutoCommit(), Silence.of(connection));
            connection.setReadOnly(true);
            connection.setAutoCommit(!Engine.of(dialect).transactional());
            return lease;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void suspect() {
        // The server tests them as its definition says.
    }

    @Override
    public void close() {
        // The server's.
    }

    private record Borrowed(Connection connection, boolean readOnly, boolean autoCommit, Silence silence)
            implements Lease {

        @Override
        public void giveBack() throws SQLException {
            try (connection) {
                silence.applyTo(connection);
                connection.setAutoCommit(autoCommit);
                connection.setReadOnly(readOnly);
            }
        }

        @Override
        public void discard() {
            try (connection) {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "already closed", e);
            }
        }
    }
}
