package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.http.Envelope;
import io.querybatch.http.JsonbResolver;
import jakarta.json.bind.Jsonb;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewJsonTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private final Jsonb jsonb = new JsonbResolver().getContext(BatchView.class);

    @Test
    void newBatchShowsEveryMemberOfTheContract() {
        BatchView view = new BatchView(
                "query_batch",
                "qrb_00000000000000000000",
                BatchState.QUEUED,
                false,
                null,
                "",
                "acme",
                TIME,
                null,
                null,
                null,
                null,
                null,
                "all",
                "none",
                30,
                12,
                5,
                4,
                "json",
                false,
                true,
                24,
                null,
                null,
                null,
                new Progress(12, 0, 0, 0),
                new Eta(TIME, TIME.plusMillis(250), TIME.plusSeconds(70)),
                new BatchView.BatchLinks(
                        new Href("http://a/self"),
                        new Href("http://a/status"),
                        new Href("http://a/results"),
                        new Href("http://a/events"),
                        null));

        assertThat(jsonb.toJson(view))
                .isEqualTo(
                        "{\"@type\":\"query_batch\",\"batch_id\":\"qrb_00000000000000000000\",\"status_code\":\""
                                + BatchState.QUEUED.name()
                                + "\",\"paused\":false,\"outcome\":null,\"description\":\"\",\"tenant\":\"acme\","
                                + "\"schedule_time\":\"2026-01-02T03:04:05.000Z\",\"start_time\":null,\"end_time\":null,"
                                + "\"cancel_time\":null,\"expires_time\":null,\"split_accounts_policy\":\"all\","
                                + "\"split_dates_policy\":\"none\",\"timeout_minutes\":30,\"query_amount\":12,"
                                + "\"query_concurrency\":5,\"effective_concurrency\":4,\"query_output_format\":\"json\","
                                + "\"add_exclude_account_errors\":false,\"add_clean_data_types\":true,\"retention_hours\":24,\"retry_of\":null,\"recurrence_id\":null,"
                                + "\"progress\":{\"queued\":12,\"running\":0,\"success\":0,\"failure\":0},"
                                + "\"eta\":{\"earliest\":\"2026-01-02T03:04:05.000Z\",\"likely\":\"2026-01-02T03:04:05.250Z\","
                                + "\"latest\":\"2026-01-02T03:05:15.000Z\"},"
                                + "\"links\":{\"self\":{\"href\":\"http://a/self\"},\"status\":{\"href\":\"http://a/status\"},\"results\":{\"href\":\"http://a/results\"},\"events\":{\"href\":\"http://a/events\"}}}");
    }

    @Test
    void waitingQueryHasNeitherErrorNorResult() {
        QueryView view = new QueryView(
                "batch_query",
                "s1",
                null,
                QueryState.QUEUED,
                "batch_concurrency",
                7L,
                0,
                null,
                null,
                new QueryView.SplitInfo(List.of("ORD"), null, null),
                null,
                null);

        assertThat(jsonb.toJson(view))
                .isEqualTo("{\"@type\":\"batch_query\",\"schedule_id\":\"s1\",\"status_code\":\"QUEUED\","
                        + "\"waiting_for\":\"batch_concurrency\",\"position\":7,\"attempt\":0,"
                        + "\"query_start_time\":null,\"query_end_time\":null,"
                        + "\"split_info\":{\"ds_accounts\":[\"ORD\"],\"start_date\":null,\"end_date\":null}}");
    }

    @Test
    void resultOmitsWhatDoesNotApply() {
        assertThat(jsonb.toJson(new QueryView.ResultInfo(3, 2, 99, "executed", TIME, null, "http://a/r")))
                .isEqualTo("{\"total_rows\":3,\"total_columns\":2,\"bytes\":99,\"source\":\"executed\","
                        + "\"as_of\":\"2026-01-02T03:04:05.000Z\",\"results_url\":\"http://a/r\"}");
    }

    @Test
    void envelopePutsMetaFirst() {
        assertThat(jsonb.toJson(new Envelope<>(new Envelope.Meta("r1"), new Href("x"))))
                .isEqualTo("{\"meta\":{\"request_id\":\"r1\"},\"data\":{\"href\":\"x\"}}");
    }
}
