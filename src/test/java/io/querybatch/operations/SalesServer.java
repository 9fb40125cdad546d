package io.querybatch.operations;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.testing.Api;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.FaultyProxy;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server with one data source, {@code SALES}: a table in a real PostgreSQL that a test can hold up and cut off. Two queries
 * run at once, which is both what the source and what a tenant may.
 */
public final class SalesServer implements AutoCloseable {

    /** Queries of {@link #BODY}. */
    public static final int QUERIES = 8;

    /** Of the source, and of each tenant. */
    public static final int CAP = 2;

    public static final int WORKERS = 6;

    /** One query for each account, none of which shares a scan. */
    public static final String BODY = """
            {"description":"Sales by shop","split_accounts_policy":"all","query_concurrency":5,"queries":[{"ds_id":"SALES",
             "ds_accounts":"list.all_accounts","fields":"shop,amount","cache_minutes":0,"settings":{"no_fusion":true}}]}""";

    private final Map<String, String> database;
    private final FaultyProxy proxy;
    private final ServerProcess server;

    private SalesServer(Map<String, String> database, FaultyProxy proxy, ServerProcess server) {
        this.database = database;
        this.proxy = proxy;
        this.server = server;
    }

    /** Starts it in a folder of that name, with an empty store. */
    public static SalesServer start(String name) throws IOException {
        Map<String, String> database = Databases.of(TestStore.freshPostgresql());
        Databases.execute(
                database,
                "create table sales as select 's' || x as shop, x * 10 as amount from generate_series(1, " + QUERIES
                        + ") as x");
        URI direct = URI.create(database.get("url").substring("jdbc:".length()));
        FaultyProxy proxy = FaultyProxy.before(direct.getPort());
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), name);
        String url = "jdbc:postgresql://127.0.0.1:" + proxy.port() + direct.getPath();
        return new SalesServer(database, proxy, start(home, catalog(home, url)));
    }

    private static Path catalog(Path home, String url) throws IOException {
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        String shops = IntStream.rangeClosed(1, QUERIES)
                .mapToObj(shop -> "{id: s" + shop + "}")
                .collect(Collectors.joining(", "));
        Files.writeString(catalog.resolve("sales.yaml"), """
                ds_id: SALES
                name: Sales
                connector: jdbc
                connection: {url: "%s", user: postgres, password: postgres}
                from: sales
                accounts: {column: shop, list: [%s]}
                fields:
                  - {id: shop, name: Shop, type: dim, data_type: string.text.value, sql: shop}
                  - {id: amount, name: Amount, type: met, data_type: int.number.value, sql: sum(amount)}
                limits: {concurrency: %d}
                """.formatted(url, shops, CAP));
        return catalog;
    }

    private static ServerProcess start(Path home, Path catalog) {
        return ServerProcess.in(home)
                .with(TestStore.fresh().environment())
                .with("QUERYBATCH_CATALOG", catalog.toString())
                .with("QUERYBATCH_JDBC_CONNECTION_TIMEOUT", "PT0.5S")
                .with("QUERYBATCH_WORKERS", String.valueOf(WORKERS))
                .with("QUERYBATCH_WORKERS_RESERVED", "1")
                .with("QUERYBATCH_TENANT_CONCURRENCY", String.valueOf(CAP))
                .with("QUERYBATCH_TENANT_WEIGHTS", "acme=3,globex=2")
                .start();
    }

    public ServerProcess process() {
        return server;
    }

    /** A token with all scopes, for tenant {@code acme}. */
    public String adminToken() {
        return DevTokens.token(server.home(), "--scope", "ds_queries_run ds_accounts_read ds_admin");
    }

    public Api admin() {
        return new Api(server.url(), adminToken());
    }

    /** As somebody of a tenant. */
    public Api api(String tenant) {
        return new Api(server.url(), DevTokens.token(server.home(), "--tenant", tenant));
    }

    /** Has every query of the source wait until what is returned is closed. */
    public Connection hold() throws SQLException {
        Connection holder = Databases.direct(database);
        holder.setAutoCommit(false);
        holder.createStatement().execute("lock table sales in access exclusive mode");
        return holder;
    }

    /** Cuts the way to the database, until it {@link #heal}s. */
    public void cutOff() {
        proxy.refuse();
    }

    public void heal() {
        proxy.heal();
    }

    /** What must not be in any answer: where the database is. */
    public String databasePort() {
        return String.valueOf(proxy.port());
    }

    @Override
    public void close() {
        server.close();
        proxy.close();
    }
}
