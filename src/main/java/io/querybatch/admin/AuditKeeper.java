package io.querybatch.admin;

import io.querybatch.audit.AuditEvent;
import io.querybatch.threads.EndsWithApplication;
import io.querybatch.threads.RegularTasks;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;

/** Writes down, every second, what changes nothing in the store, and forgets what is old; every server does, and both are safe to repeat. */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditKeeper extends EndsWithApplication {

    private static final int ROOM = 1_000;
    private static final Duration WRITE = Duration.ofSeconds(1);
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final String NOT_WRITTEN = "the audit log could not be written";

    @Inject
    private RegularTasks tasks;

    @Inject
    private AuditLog log;

    @Inject
    private AuditConfig config;

    private final Unwritten unwritten = new Unwritten(ROOM);

    @PostConstruct
    void start() {
        tasks.every(WRITE, NOT_WRITTEN, this::write);
        tasks.every(FORGET, "the audit log could not be shortened", () -> log.forget(config.retention()));
        atEnd(() -> RegularTasks.attempt(NOT_WRITTEN, this::write));
    }

    /** Has an event written down within a second. */
    public void add(AuditEvent event) {
        unwritten.add(event);
    }

    private void write() {
        unwritten.write(log::add);
    }
}
