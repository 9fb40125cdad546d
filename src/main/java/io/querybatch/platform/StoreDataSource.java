package io.querybatch.platform;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database that {@code querybatch.db.url} names, as pools want it: a class without arguments, which reads the settings
 * itself.
 */
public class StoreDataSource implements DataSource {

    private static final int CONNECT_SECONDS = 10;

    private DataSource delegate;

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return durable(delegate().getConnection());
        } catch (SQLException e) {
            System.setProperty(
                    StartupException.REASON,
                    "querybatch.db.url: the database cannot be reached (SQL state " + e.getSQLState() + ")");
            throw e;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private static Connection durable(Connection connection) throws SQLException {
        if (!StoreUrl.isH2(connection.getMetaData().getURL())) {
            try {
                Durability.demand(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    private synchronized DataSource delegate() {
        if (delegate == null) {
            Settings settings = Settings.current();
            delegate = StoreUrl.isH2(settings.dbUrl()) ? h2(settings) : postgresql(settings);
        }
        return delegate;
    }

    private static DataSource h2(Settings settings) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(settings.dbUrl());
        source.setUser(settings.dbUser());
        source.setPassword(settings.dbPassword());
        return source;
    }

    private static DataSource postgresql(Settings settings) {
        if (!settings.dbUrl().startsWith("jdbc:postgresql:")) {
            throw new StartupException("querybatch.db.url: must begin with jdbc:postgresql: or jdbc:h2:");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.dbUrl());
        source.setUser(settings.dbUser());
        source.setPassword(settings.dbPassword());
        source.setApplicationName("querybatch");
        source.setReWriteBatchedInserts(true);
        source.setConnectTimeout(CONNECT_SECONDS);
        return source;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // The drivers log through java.util.logging.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Fixed, see CONNECT_SECONDS.
    }

    @Override
    public int getLoginTimeout() {
        return CONNECT_SECONDS;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.querybatch");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}
