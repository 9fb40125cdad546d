package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.Links;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Scope;
import io.querybatch.testing.Project;
import jakarta.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecurringBatchesTest {

    private static final RecurrenceId RECURRENCE = new RecurrenceId("qrs_0123456789abcdef0123");
    private static final String YESTERDAY = """
            {"split_dates_policy":"day","queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","date_range_type":"%s",
              "fields":"date,flights","settings":{"timezone":"%s"}}]}""";

    @TempDir
    private Path temp;

    private DataSources sources;
    private RecurringBatches batches;

    @BeforeEach
    void open() throws CatalogException {
        sources = DataSources.open(
                CatalogFiles.load(Project.catalog()),
                List.of(new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, temp))));
        PlanningContext context = new PlanningContext(
                new PlanningLimits(10, 100, 10, 10),
                Clock.fixed(Instant.parse("1999-12-31T00:00:00Z"), ZoneOffset.UTC),
                ZoneOffset.UTC);
        JsonLimits limits = new JsonLimits(64);
        CallbackRules rules = new FakeCallbackRules();
        SubmitBatch submitBatch =
                new SubmitBatch(null, null, null, sources, limits, context, rules, Links.at("http://here"));
        batches = new RecurringBatches(submitBatch, rules, limits);
    }

    @AfterEach
    void close() {
        sources.close();
    }

    private static Caller somebody(String... accounts) {
        AccessRights rights = AccessRights.of(Json.createObjectBuilder()
                .add("FLIGHTS", Json.createArrayBuilder(List.of(accounts)))
                .build());
        return new Caller("acme", "me", Set.of(Scope.DS_QUERIES_RUN), rights);
    }

    private NewBatch at(String moment, String body) {
        return batches.plan(body, somebody("ORD"), Instant.parse(moment), RECURRENCE);
    }

    private static String dates(NewBatch batch) {
        var dates = batch.content().items().get(0).spec().dates();
        return dates.start() + ".." + dates.end();
    }

    @Test
    void relativeDatesAreResolvedAnewForEachRun() {
        String body = YESTERDAY.formatted("yesterday", "UTC");
        assertThat(dates(at("2001-03-01T06:00:00Z", body))).isEqualTo("2001-02-28..2001-02-28");
        assertThat(dates(at("2001-03-02T06:00:00Z", body))).isEqualTo("2001-03-01..2001-03-01");
        String month = YESTERDAY.formatted("last_month", "UTC");
        assertThat(at("2001-03-01T00:00:00Z", month).content().queryAmount()).isEqualTo(28);
        assertThat(at("2001-04-01T00:00:00Z", month).content().queryAmount()).isEqualTo(31);
    }

    @Test
    void theZoneOfTheQueryDecidesWhichDayItIs() {
        String body = YESTERDAY.formatted("yesterday", "America/New_York");
        assertThat(dates(at("2001-03-02T04:59:00Z", body))).isEqualTo("2001-02-28..2001-02-28");
        assertThat(dates(at("2001-03-02T05:00:00Z", body))).isEqualTo("2001-03-01..2001-03-01");
    }

    @Test
    void aBatchSaysWhichScheduleMadeItAndHasTheRightsOfItsOwner() {
        NewBatch first = at("2001-03-01T06:00:00Z", YESTERDAY.formatted("yesterday", "UTC"));
        NewBatch second = at("2001-03-01T06:00:00Z", YESTERDAY.formatted("yesterday", "UTC"));
        assertThat(first.lineage().recurrence()).isEqualTo(RECURRENCE);
        assertThat(first.lineage().retryOf()).isNull();
        assertThat(first.interactive()).isFalse();
        assertThat(first.tenant()).isEqualTo("acme");
        assertThat(first.accessRights()).isEqualTo("{\"FLIGHTS\":[\"ORD\"]}");
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    private static List<String> findings(ServiceException refusal) {
        return refusal.violations().stream().map(Violation::toString).toList();
    }

    @Test
    void findingsPointIntoTheBodyOfTheSchedule() {
        ServiceException shape = catchThrowableOfType(
                ServiceException.class, () -> batches.keep("{\"queries\":[{\"ds_id\":1}],\"x\":1}"));
        assertThat(shape.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(findings(shape)).hasSizeGreaterThan(1).allMatch(text -> text.startsWith("/batch/"));

        String twice = """
                {"queries":[{"id":"a","ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-01","end_date":"2001-01-02",
                  "fields":"date,flights"},{"id":"a","ds_id":"NOWHERE","fields":"date"}]}""";
        ServiceException meaning =
                catchThrowableOfType(ServiceException.class, () -> at("2001-03-01T06:00:00Z", twice));
        assertThat(meaning.code()).isEqualTo(ErrorCode.UNPROCESSABLE_ENTITY);
        assertThat(findings(meaning))
                .hasSize(2)
                .contains("/batch/queries/1/id: id \"a\" is already the id of /batch/queries/0")
                .allMatch(text -> text.startsWith("/batch/queries/1/"));

        String many = YESTERDAY.formatted("last_year", "UTC");
        ServiceException tooMany = catchThrowableOfType(ServiceException.class, () -> at("2001-03-01T06:00:00Z", many));
        assertThat(findings(tooMany))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("/batch/queries: more than 100 queries"));
    }

    @Test
    void theSecretOfACallbackIsKeptSealedAndShownToNobody() {
        String body = YESTERDAY
                .formatted("yesterday", "UTC")
                .replaceFirst("\\{", "{\"callback_url\":\"https://there\",\"callback_secret\":\"whsec_1\",");
        String kept = batches.keep(body);
        assertThat(kept).contains("\"sealed whsec_1\"").doesNotContain("\"whsec_1\"");
        assertThat(batches.shown(kept).toString())
                .contains("https://there", "FLIGHTS")
                .doesNotContain("whsec", "callback_secret");
        NewBatch batch = at("2001-03-01T06:00:00Z", kept);
        assertThat(batch.options().callback()).isEqualTo(new Callback("https://there", "sealed whsec_1"));
        assertThat(batch.base()).isEqualTo("http://here");
        assertThat(dates(batch)).isEqualTo("2001-02-28..2001-02-28");

        ServiceException forbidden = catchThrowableOfType(
                ServiceException.class, () -> at("2001-03-01T06:00:00Z", kept.replace("https:", "http:")));
        assertThat(findings(forbidden)).containsExactly("/batch/callback_url: " + FakeCallbackRules.WRONG);
        BatchPlanView plan = batches.dryRun(
                        kept.replace("https:", "http:"), somebody("ORD"), Instant.parse("2001-03-01T06:00:00Z"))
                .plan();
        assertThat(plan.accepted()).isFalse();
        assertThat(plan.errors())
                .containsExactly(
                        new BatchPlanView.Finding("/batch/callback_url", "BAD_REQUEST", FakeCallbackRules.WRONG));
        assertThat(findings(catchThrowableOfType(
                        ServiceException.class, () -> batches.keep(body.replace("whsec_1", "open")))))
                .containsExactly("/batch/callback_secret: " + FakeCallbackRules.WRONG);
    }

    @Test
    void whatHasNoSecretIsKeptAsItCame() {
        String body = YESTERDAY.formatted("yesterday", "UTC");
        assertThat(batches.keep(body)).isEqualTo(body);
        assertThat(at("2001-03-01T06:00:00Z", body).base()).isNull();
    }

    @Test
    void whatItsOwnerMayNotSeeIsRefused() {
        String body = YESTERDAY.formatted("yesterday", "UTC");
        ServiceException refusal = catchThrowableOfType(
                ServiceException.class,
                () -> batches.plan(body, somebody("LAX"), Instant.parse("2001-03-01T06:00:00Z"), RECURRENCE));
        assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_ERROR);
        assertThat(findings(refusal)).allMatch(text -> text.startsWith("/batch/queries/0/"));
    }
}
