package io.querybatch.platform;

import io.querybatch.threads.ApplicationEnd;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Destroyed before all EJBs that it depends on: on Open Liberty nobody else is told in time ({@link ApplicationEnd}). */
@Singleton
@Startup
@DependsOn({
    "AuditKeeper",
    "BatchWaits",
    "Dispatcher",
    "Downloads",
    "QuotaKeeper",
    "ScheduleLoop",
    "SourceWatch",
    "StartupChecks",
    "UseKeeper",
    "Webhooks"
})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EndWatch {

    @Inject
    private ApplicationEnd end;

    @PreDestroy
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void tell() {
        end.now();
    }
}
