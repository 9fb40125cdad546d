package io.querybatch.bench;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Hears what PostgreSQL notifies of, on a connection and a thread of its own. */
final class Listener implements Closeable {

    private static final int WAIT_MILLIS = 200;

    private final Connection connection;
    private final Thread thread;
    private volatile boolean closed;

    private Listener(Connection connection, Runnable heard) {
        this.connection = connection;
        this.thread = new Thread(() -> listen(heard), "listener");
        thread.setDaemon(true);
    }

    static Listener start(DataSource database, String channel, Runnable heard) throws SQLException {
        Connection connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + channel);
        }
        Listener listener = new Listener(connection, heard);
        listener.thread.start();
        return listener;
    }

    private void listen(Runnable heard) {
        try {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (!closed) {
                if (postgres.getNotifications(WAIT_MILLIS).length > 0) {
                    heard.run();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try (connection) {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
