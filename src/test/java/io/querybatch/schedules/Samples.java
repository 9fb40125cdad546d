package io.querybatch.schedules;

import io.querybatch.batches.BatchOptions;
import io.querybatch.batches.Lineage;
import io.querybatch.batches.NewBatch;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.RecurrenceId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Scope;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Schedules and batches for tests. */
public final class Samples {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SplitPolicy WHOLE = new SplitPolicy(false, false);

    private Samples() {}

    public static RecurrenceId newId() {
        return RecurrenceId.random(RANDOM);
    }

    /** Somebody who may see one account. */
    public static Caller caller(String tenant) {
        AccessRights rights = AccessRights.of(Json.createObjectBuilder()
                .add("FLIGHTS", Json.createArrayBuilder().add("ORD"))
                .build());
        return new Caller(tenant, "me", Set.of(Scope.DS_QUERIES_RUN), rights);
    }

    /** A schedule in UTC with everything else as it is when nobody says anything. */
    public static ScheduleContent hourly(String tenant) {
        return content(tenant, "0 * * * *", MissedRuns.RUN_ONCE, Overlap.SKIP);
    }

    public static ScheduleContent content(String tenant, String cron, MissedRuns missed, Overlap overlap) {
        Terms terms = new Terms(cron, ZoneId.of("UTC").getId(), false, "näme \uD83D\uDE00", missed, overlap);
        return new ScheduleContent(caller(tenant), terms, "{\"queries\":[]}");
    }

    /** A batch of one query. */
    public static NewBatch batch(String tenant, RecurrenceId recurrence) {
        DateRange day = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 1));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), day, List.of("flights"), 1000);
        return new NewBatch(
                BatchId.random(RANDOM),
                tenant,
                "me",
                "null",
                false,
                new BatchOptions("", WHOLE, 30, 5, OutputFormat.JSON, false, false, 24, null),
                NewBatch.Content.of(List.of(new BatchItem(1, null, spec, List.of(), WHOLE))),
                Lineage.of(recurrence),
                null);
    }
}
