package io.querybatch.embedding;

import io.querybatch.batches.BatchState;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.Progress;
import io.querybatch.execution.BatchEnds;
import io.querybatch.query.BatchId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells those in the application who want to know that batches have stopped. Where nobody does, it costs nothing. */
@ApplicationScoped
class BatchEvents implements BatchEnds {

    private static final Logger LOG = Logger.getLogger(BatchEvents.class.getName());

    /** The server's own: observers are the application's, and however slow they are, no query waits for them. */
    @Resource
    private ManagedExecutorService executor;

    @Inject
    private BatchStore store;

    @Inject
    private Event<BatchStopped> events;

    @Inject
    private BeanManager beans;

    private boolean observed;

    @PostConstruct
    void lookForObservers() {
        BatchStatus any = new BatchStatus("", BatchState.STOPPED, false, "completed", new Progress(0, 0, 0, 0));
        observed = !beans.resolveObserverMethods(new BatchStopped("", any)).isEmpty();
    }

    @Override
    public void ended(String tenant, BatchId batch) {
        if (!observed) {
            return;
        }
        try {
            executor.execute(() -> tell(tenant, batch));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the server is ending", e);
        }
    }

    private void tell(String tenant, BatchId id) {
        try {
            store.find(tenant, id)
                    .map(batch -> new BatchStopped(tenant, BatchStatus.of(batch)))
                    .ifPresent(this::fire);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> id + ": nobody was told that it has stopped");
        }
    }

    private void fire(BatchStopped stopped) {
        events.fireAsync(stopped, NotificationOptions.ofExecutor(executor)).exceptionally(e -> {
            LOG.log(Level.WARNING, e, () -> stopped.status().batchId() + ": an observer of its end failed");
            return stopped;
        });
    }
}
