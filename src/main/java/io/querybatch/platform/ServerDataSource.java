package io.querybatch.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Data sources of the application server, which pools them, knows their passwords and has them take part in its transactions. */
@SuppressWarnings("BanJNDI") // What it is called is the operator's to say.
final class ServerDataSource {

    private ServerDataSource() {}

    /**
     * The one that {@code querybatch.db.jndi} names.
     *
     * @throws StartupException if there is none, or what is there is no data source of PostgreSQL
     */
    static DataSource named(String name) {
        DataSource source = lookup(name);
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw new StartupException("querybatch.db.jndi: must be PostgreSQL, and is " + product);
            }
            return source;
        } catch (SQLException e) {
            throw new StartupException(
                    "querybatch.db.jndi: the database cannot be reached (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private static DataSource lookup(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException | ClassCastException e) {
            throw new StartupException("querybatch.db.jndi: the server has no data source \"" + name + "\"", e);
        }
    }
}
