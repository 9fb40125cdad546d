package io.querybatch.admin;

import io.querybatch.audit.AuditEvent;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes down, every second, what changes nothing in the store, and forgets what is old; every server does, and both are safe to repeat. */
@Singleton
@Startup
@DependsOn({"StartupChecks", "BatchWaits"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditKeeper {

    private static final Logger LOG = Logger.getLogger(AuditKeeper.class.getName());
    private static final int ROOM = 1_000;
    private static final long FORGET_EVERY_SECONDS = 600;

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService executor;

    @Inject
    private AuditLog log;

    @Inject
    private AuditConfig config;

    private final Unwritten unwritten = new Unwritten(ROOM);
    private final List<ScheduledFuture<?>> regular = new ArrayList<>();

    @PostConstruct
    void start() {
        regular.add(executor.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS));
        regular.add(executor.scheduleWithFixedDelay(
                this::forget, FORGET_EVERY_SECONDS, FORGET_EVERY_SECONDS, TimeUnit.SECONDS));
    }

    @PreDestroy
    void stop() {
        regular.forEach(task -> task.cancel(false));
    }

    /** Has an event written down within a second. */
    public void add(AuditEvent event) {
        unwritten.add(event);
    }

    /** Told before the application is taken apart, while everything is still there. */
    public void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
        write();
    }

    private void write() {
        try {
            unwritten.write(log::add);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the audit log could not be written; trying again", e);
        }
    }

    private void forget() {
        try {
            log.forget(config.retention());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the audit log could not be shortened; trying again", e);
        }
    }
}
