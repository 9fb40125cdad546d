package io.querybatch.quotas;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has nodes hear of what tenants use, every second. */
@Singleton
@Startup
@DependsOn({"StartupChecks", "BatchWaits"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QuotaKeeper {

    private static final Logger LOG = Logger.getLogger(QuotaKeeper.class.getName());
    /** Behind observers that say nothing about their turn. */
    private static final int LAST = ObserverMethod.DEFAULT_PRIORITY + 1;

    private static final long SURVEY_EVERY_SECONDS = 5;
    private static final long FORGET_EVERY_SECONDS = 3_600;

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService executor;

    @Inject
    private QuotaGate gate;

    @Inject
    private UseStore use;

    private final List<ScheduledFuture<?>> regular = new ArrayList<>();

    @PostConstruct
    void start() {
        every(1, "shared", gate::share);
        every(SURVEY_EVERY_SECONDS, "looked up", gate::survey);
        every(FORGET_EVERY_SECONDS, "forgotten", gate::forget);
    }

    private void every(long seconds, String what, Consumer<UseStore> step) {
        regular.add(executor.scheduleWithFixedDelay(() -> tell(what, step), seconds, seconds, TimeUnit.SECONDS));
    }

    @PreDestroy
    void stop() {
        regular.forEach(task -> task.cancel(false));
    }

    /** Told before the application is taken apart, behind the dispatcher, which publishes until it ends. */
    public void end(@Observes @Priority(LAST) @BeforeDestroyed(ApplicationScoped.class) Object context) {
        tell("shared", gate::share);
    }

    private void tell(String what, Consumer<UseStore> step) {
        try {
            step.accept(use);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what tenants use could not be " + what + "; trying again", e);
        }
    }
}
