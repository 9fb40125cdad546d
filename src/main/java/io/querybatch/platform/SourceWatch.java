package io.querybatch.platform;

import io.querybatch.connectors.DataSources;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Asks data sources that are away every few seconds whether they are back. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SourceWatch {

    @Inject
    private DataSources sources;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void ask() {
        sources.askAgain();
    }
}
