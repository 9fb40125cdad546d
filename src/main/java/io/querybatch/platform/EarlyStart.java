package io.querybatch.platform;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a start needs nothing of the server for, on a thread of its own while the server is still busy with Hibernate and beans: with two
 * cores it is ready sooner.
 */
final class EarlyStart {

    private static final Logger LOG = Logger.getLogger(EarlyStart.class.getName());
    private static final FutureTask<Void> WORK = new FutureTask<>(EarlyStart::work, null);

    static {
        // jOOQ greets on its first use.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        // The facade that Flyway and the connection pool log to complains that there is no log behind it.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private EarlyStart() {}

    /** Begins, if nobody has; of our classes the first that a server comes to calls this. */
    static void begin() {
        Thread thread = new Thread(WORK, "querybatch-early-start");
        thread.setDaemon(true);
        thread.setContextClassLoader(EarlyStart.class.getClassLoader());
        thread.start();
    }

    /** Returns when it has ended; what has not begun is done here and now. */
    static void await() {
        WORK.run();
        try {
            WORK.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.log(Level.FINE, "not all was done early", e.getCause());
        }
    }

    /**
     * {@link StartupChecks} migrates once more, which is quick then, and says what is wrong. A server that is wrong in some other way has
     * migrated, too: servers of the version before run on that schema as well (docs/upgrade.md).
     */
    private static void work() {
        JooqTypes.register();
        if (Settings.current().dbJndi().isEmpty()) {
            StartupChecks.schema(new StoreDataSource(), StartupChecks.MIGRATIONS)
                    .migrate();
        }
    }
}
