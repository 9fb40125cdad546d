package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.PoolUse;
import java.sql.SQLException;
import java.util.Optional;
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

    /** What is in use; empty if somebody else keeps them. */
    default Optional<PoolUse> use() {
        return Optional.empty();
    }

    /** The dialect spoken there. */
    SQLDialect dialect();

    @Override
    void close();
}
