package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.http.Envelope;
import io.querybatch.http.JsonbResolver;
import io.querybatch.results.StoreUse;
import io.querybatch.testing.openapi.ApiContract;
import io.querybatch.testing.openapi.ApiDocument;
import jakarta.json.bind.Jsonb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answer is as the OpenAPI document has it, with everything in it and with nothing that may be left out. */
class OverviewJsonTest {

    private static final ApiContract CONTRACT = new ApiContract(ApiDocument.read());
    private static final AnsweringNode NODE =
            new AnsweringNode("here", 7, "0.1.0", false, new AnsweringNode.Workers(16, 4, 9, 8), 2.0, 10.0);
    private static final StoreView STORE = StoreView.of(new StoreFacts("H2", "2.5", Duration.ofNanos(412_345), "7"));

    private final Jsonb jsonb = new JsonbResolver().getContext(Overview.class);

    private String json(Overview overview) {
        String json = jsonb.toJson(new Envelope<>(new Envelope.Meta("q7yKQ0dnl3b6Jwc2b1Y0vGq8r1m0Wm5h"), overview));
        CONTRACT.check("OverviewAnswer", json);
        return json;
    }

    @Test
    void hasEverythingThatThereIs() {
        SourceHere here = new SourceHere(
                false,
                2,
                8,
                new SourceHere.Breaker("open", 1.25, 0.75),
                new SourceHere.Retries(15, 20),
                new SourceHere.LastFailure("QUERY_SOURCE_UNAVAILABLE", 1.25),
                new SourceHere.Pool(2, 1, 8, 3));
        String json = json(new Overview(
                Instant.EPOCH,
                NODE,
                List.of(new NodeView("here", 7, "alive", true, Instant.EPOCH, 0.812, 7, List.of("SALES"))),
                List.of(new QueueView("batch", 2, 1, 240, 60, 8, 35.2)),
                List.of(new TenantView("acme", 2, 1, 240, 60, 8, 12, 3, 35.2)),
                List.of(new SourceView("SALES", "Sales", "jdbc", 240, 60, 1, 2, 35.2, here)),
                true,
                STORE,
                ResultsView.of(new StoreUse(1_024L, true, 10L, 20L))));
        assertThat(json)
                .contains("\"time\":\"1970-01-01T00:00:00.000Z\"")
                .contains("\"workers\":{\"all\":16,\"reserved\":4,\"busy\":9,\"busy_with_batches\":8}")
                .contains("\"oldest_waiting_seconds\":35.2")
                .contains("\"breaker\":{\"state\":\"open\",\"since_seconds\":1.25,\"until_trial_seconds\":0.75}")
                .contains("\"pool\":{\"busy\":2,\"idle\":1,\"most\":8,\"waiting\":3}")
                .contains("\"schema_version\":\"7\",\"ping_ms\":0.41")
                .contains(
                        "\"results\":{\"available\":true,\"bytes\":1024,\"all_counted\":true,\"free_bytes\":10,\"disk_bytes\":20}");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        SourceHere here = new SourceHere(
                true, 0, 8, new SourceHere.Breaker("closed", null, null), new SourceHere.Retries(20, 20), null, null);
        String json = json(new Overview(
                Instant.EPOCH,
                NODE,
                List.of(),
                List.of(new QueueView("single", 0, 0, 0, 0, 0, null)),
                List.of(new TenantView("acme", 0, 0, 0, 0, 0, null, 1, null)),
                List.of(
                        new SourceView("SALES", "Sales", "jdbc", 0, 0, 0, 0, null, here),
                        new SourceView("GONE", null, null, 3, 0, 0, 0, 2.0, null)),
                false,
                StoreView.of(new StoreFacts("H2", "2.5", Duration.ZERO, null)),
                ResultsView.AWAY));
        assertThat(json)
                .doesNotContain("null", "cap\":null", "pool", "last_failure", "schema_version", "bytes")
                .contains("\"breaker\":{\"state\":\"closed\"}")
                .contains("{\"ds_id\":\"GONE\",\"queued\":3,")
                .contains("\"results\":{\"available\":false}");
        json(new Overview(
                Instant.EPOCH,
                NODE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                STORE,
                ResultsView.of(StoreUse.UNKNOWN)));
    }
}
