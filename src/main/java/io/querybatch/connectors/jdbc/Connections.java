package io.querybatch.connectors.jdbc;

import java.sql.SQLException;
import org.jooq.SQLDialect;

/** The connections of one address. */
interface Connections extends AutoCloseable {

    /**
     * Takes a connection, waiting for a bounded time.
     *
     * @throws SQLException if there is none
     */
    Lease take() throws SQLException;

    /** Notes that one was lost: the others probably are too, and should not be handed out. */
    void suspect();

    /** The dialect spoken there. */
    SQLDialect dialect();

    @Override
    void close();
}
