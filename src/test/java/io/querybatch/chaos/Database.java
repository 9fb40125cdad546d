package io.querybatch.chaos;

import io.querybatch.testing.Poll;
import io.querybatch.testing.Processes;
import io.querybatch.testing.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The PostgreSQL of the cluster. It keeps what it has committed, which the embedded defaults would not. */
final class Database implements AutoCloseable {

    private static final Duration END = Duration.ofMinutes(2);

    private static final String AUDIT = """
            create table if not exists chaos_publication (
              batch_id varchar(24) not null, n integer not null, fence bigint not null, state varchar(8) not null,
              node_id bigint not null, seen_at timestamp with time zone not null default clock_timestamp());
            create or replace function chaos_note() returns trigger language plpgsql as $$
              begin
                insert into chaos_publication (batch_id, n, fence, state, node_id)
                values (new.batch_id, new.n, new.fence, new.state, new.node_id);
                return null;
              end $$;
            create or replace trigger chaos_publication after insert or update on query for each row
              when (new.state in ('SUCCESS', 'FAILURE')) execute function chaos_note();""";

    private final Path folder;
    private final int port = ServerProcess.freePort();
    private EmbeddedPostgres postgres;

    private Database(Path folder) {
        this.folder = folder;
    }

    static Database in(Path folder) {
        Database database = new Database(folder);
        database.start();
        return database;
    }

    private synchronized void start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(END)
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Ends it at once, as a crash does, and starts it again. */
    synchronized void crash() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
            Processes.signal("QUIT", pid);
            Poll.until(
                    END,
                    "the database is down",
                    () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
            postgres.close();
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that no fault touches. */
    Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** Records every outcome that is ever published, in a table that no retention empties. */
    void audit() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(AUDIT);
        }
    }

    @Override
    public synchronized void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
