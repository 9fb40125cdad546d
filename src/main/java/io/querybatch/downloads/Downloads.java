package io.querybatch.downloads;

import io.querybatch.errors.ServiceException;
import io.querybatch.limits.Places;
import io.querybatch.logs.LogContext;
import io.querybatch.threads.ApplicationThreads;
import io.querybatch.threads.EndsWithApplication;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads for those who read whole batches, which may take minutes: none of the container's, so that readers, however slow, keep
 * nobody else from being answered.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Downloads extends EndsWithApplication {

    static final int MOST = 64;
    static final int MOST_OF_TENANT = 16;

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Places places = new Places(MOST, MOST_OF_TENANT);

    @Inject
    private ApplicationThreads threads;

    private Executor executor;
    private volatile boolean ending;

    @PostConstruct
    void open() {
        executor = threads.perTask("downloads");
        atEnd(() -> ending = true);
    }

    /**
     * Runs a download on a thread of its own.
     *
     * @param tenant who reads
     * @throws ServiceException SERVICE_UNAVAILABLE if there is no room for one more
     */
    public void start(String tenant, Runnable download) {
        if (!places.take(tenant)) {
            throw ServiceException.unavailable(
                    "Too many batches are being read: at most " + MOST_OF_TENANT + " of a tenant and " + MOST
                            + " in all at a time on a server.",
                    RETRY,
                    null);
        }
        try {
            executor.execute(LogContext.carried(() -> {
                try {
                    download.run();
                } finally {
                    places.giveBack(tenant);
                }
            }));
        } catch (RejectedExecutionException e) {
            places.giveBack(tenant);
            throw ServiceException.unavailable("The server is ending.", RETRY, e);
        }
    }

    /** Whether the server ends: then those that wait for more are to end, too. */
    public boolean areEnding() {
        return ending;
    }
}
