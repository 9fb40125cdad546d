package com.example.reports;

import io.querybatch.embedding.BatchStopped;
import io.querybatch.embedding.Batches;
import io.querybatch.embedding.QueryStatus;
import io.querybatch.embedding.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The reports of this application that have come to their ends on this server, with all their rows. */
@ApplicationScoped
public class FinishedReports {

    private static final int MOST_QUERIES = 1_000;

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    @Inject
    private Batches batches;

    void keep(@ObservesAsync BatchStopped stopped) throws RefusedException, IOException {
        if (!stopped.tenant().equals(NightlyReport.OURSELVES.tenant())) {
            return;
        }
        String id = stopped.status().batchId();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (QueryStatus query : batches.queries(NightlyReport.OURSELVES, id, 0, MOST_QUERIES)) {
            if (query.failure() == null) {
                batches.result(NightlyReport.OURSELVES, query.scheduleId(), text);
            }
        }
        texts.put(id, stopped.status().outcome() + "\n" + text.toString(StandardCharsets.UTF_8));
    }

    /** How a batch ended, and its rows; empty as long as nothing is known of its end. */
    Optional<String> of(String batchId) {
        return Optional.ofNullable(texts.get(batchId));
    }
}
