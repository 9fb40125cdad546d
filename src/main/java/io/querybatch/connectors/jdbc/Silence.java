package io.querybatch.connectors.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How long a connection may say nothing before it is given up: without a bound, one whose other end vanished waits forever.
 *
 * @param millis 0 for no bound
 */
record Silence(int millis) {

    private static final Logger LOG = Logger.getLogger(Silence.class.getName());

    /** The bound of a connection; none if its driver knows no bounds. */
    static Silence of(Connection connection) {
        try {
            return new Silence(connection.getNetworkTimeout());
        } catch (SQLException e) {
            LOG.log(Level.FINE, "no network timeout", e);
            return new Silence(0);
        }
    }

    static Silence atMost(Duration longest) {
        return new Silence((int) Math.min(Integer.MAX_VALUE, longest.toMillis()));
    }

    /** Sets the bound, if the driver can. */
    void applyTo(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "no network timeout", e);
        }
    }
}
