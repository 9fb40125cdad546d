package io.querybatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/** The least that keeping texts in a database takes: all in one transaction, a row for each, sent together. */
final class RawInsert implements AutoCloseable {

    private final Connection connection;
    private final Path folder;
    private int inserted;

    private RawInsert(Connection connection, Path folder) throws SQLException {
        this.connection = connection;
        this.folder = folder;
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table raw (batch int, n int, item text, primary key (batch, n))");
        }
        connection.setAutoCommit(false);
    }

    /** Into an embedded database that has a commit in its file when it returns, like the server's. */
    static RawInsert embedded() throws SQLException, IOException {
        Path folder = Files.createTempDirectory(HandWrittenLoop.folder(), "raw");
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("raw") + ";MODE=PostgreSQL;WRITE_DELAY=0");
        return new RawInsert(source.getConnection(), folder);
    }

    /** Into a PostgreSQL. */
    static RawInsert into(BenchDatabase database) throws SQLException {
        return new RawInsert(database.connections().getConnection(), null);
    }

    void insert(List<String> items) throws SQLException {
        inserted++;
        try (PreparedStatement insert = connection.prepareStatement("insert into raw values (?, ?, ?)")) {
            for (int n = 0; n < items.size(); n++) {
                insert.setInt(1, inserted);
                insert.setInt(2, n);
                insert.setString(3, items.get(n));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException, IOException {
        connection.close();
        if (folder != null) {
            Folders.delete(folder);
        }
    }
}
