package io.querybatch.results.formats.duckdb;

import io.querybatch.duckdb.DuckDb;
import io.querybatch.duckdb.RowAppender;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.formats.RowCodec.RowEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Collects rows in a database of their own on disk, then has DuckDB write them as one file. Memory is bounded; the scratch
 * folder is gone when this is closed.
 */
public final class ParquetEncoder implements RowEncoder {

    private static final String MEMORY = "64MB";

    private final List<ResultColumn> columns;
    private final List<ParquetType> types;
    private final OutputStream out;
    private final Path scratch;
    private final Connection database;
    private final RowAppender rows;

    /** Begins a file of these columns; it is written to {@code out} when it is finished. */
    public ParquetEncoder(List<ResultColumn> columns, OutputStream out) throws IOException {
        this.columns = List.copyOf(columns);
        this.types = columns.stream().map(ParquetType::of).toList();
        this.out = out;
        this.scratch = Files.createTempDirectory("querybatch-parquet");
        try {
            database = open();
            rows = DuckDb.appender(database, "result");
        } catch (SQLException e) {
            close();
            throw new IOException(e);
        }
    }

    private Connection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", scratch.resolve("spill").toString());
        settings.setProperty("preserve_insertion_order", "true");
        Connection connection = DuckDb.connect("jdbc:duckdb:" + scratch.resolve("rows.db"), settings);
        List<String> definitions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            definitions.add("c" + i + " " + types.get(i).name());
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table result (" + String.join(", ", definitions) + ")");
        }
        return connection;
    }

    @Override
    public void write(Object[] row) throws IOException {
        try {
            rows.beginRow();
            for (int i = 0; i < row.length; i++) {
                append(i, row[i]);
            }
            rows.endRow();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void append(int column, Object value) throws SQLException, IOException {
        if (value == null) {
            rows.appendNull();
            return;
        }
        try {
            types.get(column).append(rows, value);
        } catch (RuntimeException e) {
            IOException unfit = ParquetType.unfit(columns.get(column));
            unfit.initCause(e);
            throw unfit;
        }
    }

    @Override
    public void flush() {
        // Parts of a file mean nothing.
    }

    @Override
    public void finish() throws IOException {
        Path file = scratch.resolve("result.parquet");
        try {
            rows.close();
            try (Statement statement = database.createStatement()) {
                statement.execute("copy (select " + names() + " from result) to '" + file
                        + "' (format parquet, compression zstd)");
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        Files.copy(file, out);
    }

    /** Columns have their ids in the file: what reads it is a program. Two of the same id cannot be. */
    private String names() {
        List<String> names = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String id = columns.get(i).fieldId();
            String name = id;
            for (int n = 2; taken.contains(name.toLowerCase(Locale.ROOT)); n++) {
                name = id + " " + n;
            }
            taken.add(name.toLowerCase(Locale.ROOT));
            names.add("c" + i + " as \"" + name.replace("\"", "\"\"") + "\"");
        }
        return String.join(", ", names);
    }

    @Override
    public void close() throws IOException {
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            try (var files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
