package io.querybatch.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A PostgreSQL whose commits are on the disk. The one of the tests is started with {@code -F} and
 * {@code synchronous_commit=off}: whatever is measured there is not what an operator gets.
 */
final class DurablePostgres implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgres server;
    private int databases;

    private DurablePostgres(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    static DurablePostgres start() throws IOException, SQLException {
        Path folder = Folders.make("postgres");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        DurablePostgres postgres = new DurablePostgres(folder, server);
        try (Observer observer = postgres.observe("postgres")) {
            observer.require("fsync", "on");
            observer.require("synchronous_commit", "on");
            observer.require("full_page_writes", "on");
            observer.execute("create role " + BenchDatabase.OWNER + " login");
        }
        return postgres;
    }

    /** An empty database. */
    BenchDatabase create() throws SQLException {
        String name = "bench_" + ++databases;
        try (Observer observer = observe("postgres")) {
            observer.execute("create database " + name + " owner " + BenchDatabase.OWNER);
        }
        return new BenchDatabase("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, observe(name));
    }

    private Observer observe(String database) throws SQLException {
        return new Observer(server.getDatabase("postgres", database).getConnection());
    }

    @Override
    public void close() throws IOException {
        server.close();
        Folders.delete(folder);
    }
}
