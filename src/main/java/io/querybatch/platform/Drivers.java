package io.querybatch.platform;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What JDBC drivers of this application register for the whole JVM, which would keep the application's classes for ever. */
final class Drivers {

    private static final Logger LOG = Logger.getLogger(Drivers.class.getName());

    private Drivers() {}

    /** Takes all of it back; nothing of ours runs statements any more. */
    static void end() {
        registered().forEach(Drivers::deregister);
    }

    /** Drivers that are registered now and were loaded with this application. */
    private static List<Driver> registered() {
        ClassLoader own = Drivers.class.getClassLoader();
        return DriverManager.drivers()
                .filter(driver -> driver.getClass().getClassLoader() == own)
                .toList();
    }

    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "a driver cannot be deregistered", e);
        }
    }
}
