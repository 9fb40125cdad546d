package io.querybatch.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One database of a {@link DurablePostgres}, and what is done to it. */
final class BenchDatabase implements AutoCloseable {

    /** Whose statements are counted. */
    static final String OWNER = "contender";

    private static final String STATEMENTS = """
        select coalesce(sum(s.calls), 0) from pg_stat_statements s
        where s.dbid = (select oid from pg_database where datname = current_database())
          and s.userid = (select oid from pg_roles where rolname = '%s')
          and s.query !~* '^(begin|commit|rollback)'""".formatted(OWNER);

    private final String url;
    private final Observer observer;

    BenchDatabase(String url, Observer observer) throws SQLException {
        this.url = url;
        this.observer = observer;
        observer.execute("create extension pg_stat_statements");
    }

    /** Connections as the server makes its own; a pool that is closed by who asked for it. */
    HikariDataSource pool(int connections, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(connections());
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** The same without a pool. */
    DataSource connections() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(OWNER);
        source.setReWriteBatchedInserts(true);
        return source;
    }

    String url() {
        return url;
    }

    /** Environment variables of a server that keeps its state here. */
    Map<String, String> settings() {
        return Map.of("QUERYBATCH_DB_URL", url, "QUERYBATCH_DB_USER", OWNER);
    }

    /** Counts from here on. */
    void forgetStatements() throws SQLException {
        observer.execute("select pg_stat_statements_reset()");
    }

    /**
     * Statements that were run by the owner, without BEGIN and COMMIT. Many rows in one statement are one; a batch of
     * statements that the driver sent together is as many as it has.
     */
    long statements() {
        return number(STATEMENTS);
    }

    /** As its owner's superior. */
    void execute(String sql) throws SQLException {
        observer.execute(sql);
    }

    /** What a query finds that returns one number. */
    long number(String sql) {
        try {
            return observer.number(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        observer.close();
    }
}
