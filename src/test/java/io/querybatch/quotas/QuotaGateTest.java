package io.querybatch.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.quotas.QuotaLimits.Limit;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may submit, and what he is told who may not. */
class QuotaGateTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 30);
    private static final Submission BATCH = new Submission("acme", false, 10);
    private static final Submission SINGLE = new Submission("acme", true, 1);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-30T23:00:00Z"));
    private final InMemoryUse use = new InMemoryUse();

    private QuotaGate gate(Quota quota, long limit) {
        return new QuotaGate(new QuotaLimits(Map.of(quota, new Limit(0, Map.of("acme", limit)))), clock);
    }

    private void assertRefused(QuotaGate gate, Submission submission, Duration pause, String why) {
        ServiceException refused = catchThrowableOfType(ServiceException.class, () -> gate.admit(submission, use));
        assertThat(refused).as(why).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(refused.description()).hasValue(why);
        assertThat(refused.retryAfter()).hasValue(pause);
    }

    @Test
    void aDayHasSoManyQueriesAndTheNextOneAsManyAgain() {
        QuotaGate gate = gate(Quota.QUERIES_PER_DAY, 25);
        gate.admit(BATCH, use);
        gate.admit(BATCH, use);
        assertRefused(
                gate,
                BATCH,
                Duration.ofHours(1),
                "Queries of the tenant that were submitted today: 20, of at most 25.");
        clock.advance(Duration.ofHours(1));
        gate.admit(BATCH, use);
        assertThat(use.of("acme", TODAY.plusDays(1))).isEqualTo(new Use(10, 0, 0));
    }

    @Test
    void theLastQueriesOfADayCanBeSpent() {
        QuotaGate gate = gate(Quota.QUERIES_PER_DAY, 10);
        gate.admit(BATCH, use);
        assertRefused(
                gate,
                SINGLE,
                Duration.ofHours(1),
                "Queries of the tenant that were submitted today: 10, of at most 10.");
    }

    @Test
    void whatIsMoreThanADayEverHasIsNotAskedToComeAgain() {
        QuotaGate gate = gate(Quota.QUERIES_PER_DAY, 9);
        ServiceException refused = catchThrowableOfType(ServiceException.class, () -> gate.admit(BATCH, use));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNPROCESSABLE_ENTITY);
        assertThat(refused.description()).hasValue("These are 10 queries; the tenant may submit 9 a day.");
        assertThat(refused.retryAfter()).isEmpty();
        assertThat(use.of("acme", TODAY)).isEqualTo(Use.NONE);
    }

    @Test
    void rowsAndBytesOfTheMonthKeepOutWhatComesNext() {
        QuotaGate rows = gate(Quota.ROWS_PER_MONTH, 1_500);
        QuotaGate bytes = gate(Quota.BYTES_PER_MONTH, 40_000);
        use.add(TODAY.minusDays(40), Map.of("acme", new Use(0, 1_000_000, 1_000_000)));
        use.add(TODAY.minusDays(20), Map.of("acme", new Use(0, 1_000, 20_000)));
        rows.published("acme", 500, 9_999);
        rows.admit(BATCH, use);
        rows.share(use);
        assertRefused(
                rows, BATCH, Duration.ofDays(1), "Rows of the tenant's results this month: 1,500, of at most 1,500.");
        bytes.admit(BATCH, use);
        bytes.published("acme", 1, 10_001);
        bytes.share(use);
        assertRefused(
                bytes,
                BATCH,
                Duration.ofDays(1),
                "Bytes of the tenant's results this month: 40,000, of at most 40,000.");
        clock.advance(Duration.ofHours(26));
        bytes.admit(BATCH, use);
    }

    @Test
    void batchesAndSingleQueriesThatAreOpenAreCountedEachForItself() {
        QuotaGate batches = gate(Quota.OPEN_BATCHES, 3);
        QuotaGate singles = gate(Quota.OPEN_QUERIES, 2);
        use.openBatches = 3;
        use.openQueries = 1;
        assertRefused(
                batches, BATCH, Duration.ofMinutes(1), "Batches of the tenant that have not ended: 3, of at most 3.");
        batches.admit(SINGLE, use);
        singles.admit(SINGLE, use);
        use.openQueries = 2;
        assertRefused(
                singles,
                SINGLE,
                Duration.ofMinutes(1),
                "Single queries of the tenant that have not ended: 2, of at most 2.");
        singles.admit(BATCH, use);
    }

    @Test
    void whatIsStoredIsLookedUpNowAndThen() {
        QuotaGate gate = gate(Quota.STORED_BYTES, 1_000);
        use.stored.put("acme", 1_000L);
        gate.admit(BATCH, use);
        gate.survey(use);
        assertRefused(
                gate,
                BATCH,
                Duration.ofMinutes(1),
                "Bytes of the tenant's results that are stored: 1,000, of at most 1,000.");
        use.stored.put("acme", 999L);
        gate.survey(use);
        assertThat(use.surveys).isEqualTo(1);
        clock.advance(Duration.ofSeconds(10));
        gate.survey(use);
        gate.admit(BATCH, use);
    }

    @Test
    void whoHasNoLimitIsCountedAndNotKept() {
        QuotaGate gate = gate(Quota.QUERIES_PER_DAY, 1);
        for (int i = 0; i < 50; i++) {
            gate.admit(new Submission("globex", false, 100), use);
        }
        assertThat(use.of("globex", TODAY)).as("not in their transactions").isEqualTo(Use.NONE);
        gate.published("globex", 7, 70);
        gate.share(use);
        gate.share(use);
        assertThat(use.of("globex", TODAY)).isEqualTo(new Use(5_000, 7, 70));
        gate.survey(use);
        assertThat(use.surveys).as("nobody has to know").isZero();
    }

    @Test
    void whatTheStoreCouldNotBeToldItIsToldLater() {
        QuotaGate gate = gate(Quota.ROWS_PER_MONTH, 10);
        gate.published("acme", 3, 30);
        use.away = true;
        assertThatThrownBy(() -> gate.share(use)).hasMessage("away");
        gate.published("acme", 4, 40);
        use.away = false;
        gate.share(use);
        assertThat(use.of("acme", TODAY)).isEqualTo(new Use(0, 7, 70));
    }

    @Test
    void daysThatNobodyAsksForAnyMoreAreForgotten() {
        use.add(TODAY.minusDays(400), Map.of("acme", new Use(1, 1, 1)));
        use.add(TODAY.minusDays(401), Map.of("acme", new Use(1, 1, 1)));
        gate(Quota.QUERIES_PER_DAY, 1).forget(use);
        assertThat(use.of("acme", TODAY.minusDays(400))).isEqualTo(new Use(1, 1, 1));
        assertThat(use.of("acme", TODAY.minusDays(401))).isEqualTo(Use.NONE);
    }

    @Test
    void aTenantSeesWhereItStands() {
        QuotaGate gate = gate(Quota.ROWS_PER_MONTH, 1_000);
        use.add(TODAY, Map.of("acme", new Use(12, 400, 4_000)));
        List<QuotaState> states = gate.states("acme", use);
        assertThat(states).extracting(QuotaState::quota).containsExactly(Quota.values());
        QuotaState queries = states.get(0);
        assertThat(QuotaView.of(queries))
                .isEqualTo(new QuotaView(
                        "quota", "queries-per-day", null, 12L, null, Instant.parse("2026-01-31T00:00:00Z")));
        QuotaState rows = states.get(1);
        assertThat(QuotaView.of(rows))
                .isEqualTo(new QuotaView(
                        "quota", "rows-per-month", 1_000L, 400L, 600L, Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(rows.policy()).isEqualTo("\"rows-per-month\";q=1000;w=2678400");
        assertThat(rows.remaining()).isEqualTo("\"rows-per-month\";r=600;t=90000");
        assertThat(QuotaView.of(states.get(5)))
                .as("nobody looks it up")
                .isEqualTo(new QuotaView("quota", "stored-bytes", null, null, null, null));
    }
}
