package io.querybatch.platform;

import io.querybatch.connectors.DataSources;
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

/**
 * Asks data sources that are away every few seconds whether they are back. Not by a timer of the container: WildFly's keep the
 * application when it is gone (docs/servers.md).
 */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SourceWatch {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Inject
    private RegularTasks tasks;

    @Inject
    private DataSources sources;

    @PostConstruct
    void start() {
        tasks.every(PAUSE, "data sources that are away could not be asked", sources::askAgain);
    }
}
