package io.querybatch.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** What the application server has and the application uses instead of its own, by the names that the operator says. */
@SuppressWarnings("BanJNDI") // What it is called is the operator's to say.
final class ServerResources {

    private static final String STORE = "querybatch.db.jndi";

    private ServerResources() {}

    /**
     * The data source that {@code querybatch.db.jndi} names: the server pools it, knows its passwords and has it take part in
     * its transactions.
     *
     * @throws StartupException if there is none, or what is there is no data source of PostgreSQL
     */
    static DataSource store(String name) {
        DataSource source = named(STORE, name, DataSource.class);
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw new StartupException(STORE + ": must be PostgreSQL, and is " + product);
            }
            return source;
        } catch (SQLException e) {
            throw new StartupException(
                    STORE + ": the database cannot be reached (SQL state " + e.getSQLState() + ")", e);
        }
    }

    /**
     * What is called so.
     *
     * @param setting where the name comes from, for the message
     * @throws StartupException if there is nothing, or something else
     */
    static <T> T named(String setting, String name, Class<T> type) {
        try {
            return type.cast(InitialContext.doLookup(name));
        } catch (NamingException | ClassCastException e) {
            throw new StartupException(
                    setting + ": the server has no " + type.getSimpleName() + " \"" + name + "\"", e);
        }
    }
}
