package io.querybatch.limits;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
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
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has nodes hear of each other's requests, every second. */
@Singleton
@Startup
@DependsOn({"StartupChecks", "BatchWaits"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UseKeeper {

    private static final Logger LOG = Logger.getLogger(UseKeeper.class.getName());
    private static final long FORGET_EVERY_SECONDS = 600;

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService executor;

    @Inject
    private RequestGate gate;

    @Inject
    private RequestUse use;

    private final List<ScheduledFuture<?>> regular = new ArrayList<>();

    @PostConstruct
    void start() {
        regular.add(executor.scheduleWithFixedDelay(() -> tell("shared", gate::share), 1, 1, TimeUnit.SECONDS));
        regular.add(executor.scheduleWithFixedDelay(
                () -> tell("forgotten", gate::forget), FORGET_EVERY_SECONDS, FORGET_EVERY_SECONDS, TimeUnit.SECONDS));
    }

    @PreDestroy
    void stop() {
        regular.forEach(task -> task.cancel(false));
    }

    /** Told before the application is taken apart, while everything is still there. */
    public void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
        tell("shared", gate::share);
    }

    private void tell(String what, Consumer<RequestUse> step) {
        try {
            step.accept(use);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "how much was asked could not be " + what + "; trying again", e);
        }
    }
}
