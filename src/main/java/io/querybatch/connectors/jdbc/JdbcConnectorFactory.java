package io.querybatch.connectors.jdbc;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.Variables;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.PoolUse;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/** Opens databases. One that cannot be reached is opened all the same: its scans fail until it is back. */
public final class JdbcConnectorFactory implements ConnectorFactory {

    private final JdbcConfig config;
    private final Variables variables;
    private final Lookup lookup;
    private final Pools pools = new Pools();

    /** The {@code variables} are those the catalog was read with. */
    public JdbcConnectorFactory(JdbcConfig config, Variables variables) {
        this(config, variables, InitialContext::doLookup);
    }

    JdbcConnectorFactory(JdbcConfig config, Variables variables, Lookup lookup) {
        this.config = config;
        this.variables = variables;
        this.lookup = lookup;
    }

    @Override
    public String kind() {
        return "jdbc";
    }

    @Override
    public SqlConnector open(DataSourceDefinition definition) throws ScanException {
        Address address = Address.of(definition.connection(), variables);
        Connections connections = address instanceof Address.Url url
                ? pooled(url, definition.limits().concurrency())
                : managed((Address.Jndi) address);
        return new JdbcConnector(connections, config);
    }

    private Connections managed(Address.Jndi address) throws ScanException {
        try {
            return new ServerConnections(lookup.dataSource(address.name()));
        } catch (NamingException | ClassCastException e) {
            throw unusable("The server has no data source \"" + address.name() + "\".", e);
        }
    }

    private Connections pooled(Address.Url address, int scans) throws ScanException {
        Driver driver = DriverDataSource.driver(address.url())
                .orElseThrow(() -> unusable("No driver understands \"" + address + "\".", null));
        PooledConnections pool = pools.enter(address, scans, key -> new PooledConnections(key, driver, config));
        return new Shared(pool, () -> pools.leave(address, scans));
    }

    private static ScanException unusable(String description, Exception e) {
        return ScanException.of(ErrorCode.QUERY_SOURCE_UNAVAILABLE, description, e);
    }

    /** A share of a pool. */
    private record Shared(Connections pool, Runnable leave) implements Connections {

        @Override
        public Lease take() throws SQLException {
            return pool.take();
        }

        @Override
        public void suspect() {
            pool.suspect();
        }

        @Override
        public Optional<PoolUse> use() {
            return pool.use();
        }

        @Override
        public SQLDialect dialect() {
            return pool.dialect();
        }

        @Override
        public void close() {
            leave.run();
        }
    }

    /** Finds the data sources of the server. */
    interface Lookup {
        DataSource dataSource(String name) throws NamingException;
    }
}
