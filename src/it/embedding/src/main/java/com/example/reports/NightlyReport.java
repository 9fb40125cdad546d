package com.example.reports;

import io.querybatch.embedding.Batches;
import io.querybatch.embedding.RefusedException;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Scope;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A batch that this application submits itself, each night once, on however many servers it runs. */
@Singleton
public class NightlyReport {

    /** No realm of Keycloak is called so. */
    static final Caller OURSELVES =
            new Caller("the application", "nightly report", Set.of(Scope.DS_QUERIES_RUN), AccessRights.everything());

    private static final Logger LOG = Logger.getLogger(NightlyReport.class.getName());

    private static final String BATCH = """
            {"description": "Time zones by offset", "query_output_format": "csv", "split_accounts_policy": "all",
             "queries": [{"id": "offsets", "ds_id": "ZONES", "ds_accounts": "Europe,Asia", "fields": "offset,zones"}]}""";

    @Inject
    private Batches batches;

    @Schedule(hour = "3", persistent = false)
    void everyNight() {
        try {
            submit(LocalDate.now(Clock.systemDefaultZone()));
        } catch (RefusedException e) {
            LOG.log(Level.WARNING, "there is no report tonight", e);
        }
    }

    /** Submits the report of a day, once; returns the id of its batch. */
    public String submit(LocalDate day) throws RefusedException {
        return batches.submit(OURSELVES, BATCH, "nightly-" + day);
    }
}
