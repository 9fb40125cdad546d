package io.querybatch.execution.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditQuestion;
import io.querybatch.audit.AuditRows;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.ExecutionStoreContract;
import io.querybatch.execution.Grant;
import io.querybatch.execution.Outcome;
import io.querybatch.execution.Pace;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.StoreUnderTest;
import io.querybatch.execution.Submission;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.DateRange;
import io.querybatch.query.Fingerprint;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.Poll;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What holds of the store over a database besides its contract: what happens when two transactions meet. */
abstract class SqlExecutionStoreContract extends ExecutionStoreContract {

    static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");

    SqlStoreUnderTest tested;

    /** An empty one. */
    abstract DataSource database();

    @Override
    protected StoreUnderTest open() {
        tested = new SqlStoreUnderTest(database());
        return tested;
    }

    @Test
    void aNodeThatRetiresWhileItClaimsLeavesNothingBehind() throws InterruptedException {
        long node = tested.store().registerNode("there");
        tested.submit(new Submission(BATCH, "acme", 5, false, 30, List.of(tenDays())));
        Thread retiring = new Thread(() -> tested.store().retireNode(node));
        tested.inTransaction(sql -> {
            new Claims(sql, AnswerKeys.NONE, new RecentItems())
                    .claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5)), Integer.MAX_VALUE);
            retiring.start();
            // Whichever way it goes: the claim is not committed before the other has had its chance.
            return Poll.within(Duration.ofMillis(500), () -> !retiring.isAlive());
        });
        retiring.join();

        assertThat(tested.batch(BATCH).orElseThrow().progress()).containsExactly(10, 0, 0, 0);
        assertThat(tested.store().held(node)).isEmpty();
    }

    @Test
    void whoIsToldOfEndsIsToldOnceByTheStoreThatStoppedTheBatch() {
        List<String> told = new ArrayList<>();
        ExecutionStore store = tested.store();
        long node = store.registerNode("there");
        store.tellEnds((tenant, batch) -> {
            assertThat(tested.batch(batch).orElseThrow().state())
                    .as("committed")
                    .isEqualTo("STOPPED");
            told.add(tenant + " " + batch);
        });
        tested.submit(new Submission(BATCH, "acme", 10, false, 30, List.of(tenDays())));
        List<Claim> claims = store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 10)), Integer.MAX_VALUE);
        publish(store, claims.subList(0, 9));
        assertThat(told).isEmpty();
        publish(store, claims.subList(9, 10));
        publish(store, claims.subList(9, 10));
        store.stop(BATCH, StopReason.CANCELLED);
        assertThat(told).containsExactly("acme " + BATCH);

        BatchId waiting = new BatchId("qrb_0123456789abcdef0124");
        tested.submit(new Submission(waiting, "globex", 10, false, 30, List.of(tenDays())));
        store.stop(waiting, StopReason.CANCELLED);
        store.stop(waiting, StopReason.CANCELLED);
        assertThat(told).containsExactly("acme " + BATCH, "globex " + waiting);
    }

    @Test
    void howFastABatchGoesIsKeptWithItsCounters() {
        ExecutionStore store = tested.store();
        long node = store.registerNode("there");
        tested.submit(new Submission(BATCH, "acme", 5, false, 30, List.of(BatchItem.unplanned(1, null), tenDays(2))));
        List<Claim> claims = store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5)), Integer.MAX_VALUE);
        assertThat(pace()).isNull();
        tested.passTime(Duration.ofSeconds(10));
        publish(store, claims.subList(0, 2));
        Pace first = pace();
        assertThat(first.first()).isEqualTo(1);
        assertThat(first.ended()).isEqualTo(3);
        assertThat(first.queries()).isEqualTo(2);
        assertThat(first.seconds()).isBetween(10.0, 20.0);
        assertThat(first.busy()).isEqualTo(5 * first.seconds());

        publish(store, claims.subList(2, 3));
        assertThat(pace()).as("sooner than a query takes").isEqualTo(first);
        tested.passTime(Duration.ofSeconds(40));
        publish(store, claims.subList(3, 4));
        Pace second = pace();
        assertThat(second.ended()).isEqualTo(5);
        assertThat(second.moves()).isBetween(1.5, 2.0);
        assertThat(second.allSeconds()).isBetween(50.0, 70.0);

        store.stop(BATCH, StopReason.CANCELLED);
        tested.passTime(Duration.ofSeconds(40));
        publish(store, claims.subList(4, 5));
        assertThat(pace().ended()).isEqualTo(5);
    }

    @Test
    void answersOfForgottenBatchesAreForgottenSomeAtATime() {
        ExecutionStore store = tested.store();
        long node = store.registerNode("there");
        BatchId kept = new BatchId("qrb_0123456789abcdef0124");
        for (BatchId batch : List.of(BATCH, kept)) {
            tested.submit(new Submission(batch, "acme", 10, false, 30, List.of(tenDays())));
            List<Claim> claims = store.claim(node, List.of(new Grant(batch, "acme", "FLIGHTS", 10)), Integer.MAX_VALUE);
            tested.inTransaction(sql -> {
                new Answers(sql)
                        .expect(claims.stream()
                                .collect(Collectors.toMap(
                                        claim -> Fingerprint.of(claim.query().toString()), claim -> claim)));
                return 0;
            });
        }
        store.remove(BATCH);
        assertThat(answers()).hasSize(20);

        GoneAnswers gone = new GoneAnswers(12);
        forgetSome(gone);
        assertThat(answers()).as("nothing is due").hasSize(20);
        gone.batchIsGone();
        forgetSome(gone);
        assertThat(answers())
                .hasSizeBetween(11, 18)
                .filteredOn(kept.value()::equals)
                .hasSize(10);
        forgetSome(gone);
        assertThat(answers()).hasSize(10).containsOnly(kept.value());

        store.remove(kept);
        store.forgetAnswers();
        assertThat(answers()).isEmpty();
    }

    private void forgetSome(GoneAnswers gone) {
        tested.inTransaction(sql -> {
            gone.forgetSome(sql);
            return 0;
        });
    }

    private List<String> answers() {
        return tested.inTransaction(
                sql -> sql.resultQuery("select batch_id from latest_answer").fetch(0, String.class));
    }

    private static void publish(ExecutionStore store, List<Claim> claims) {
        Outcome done = new Outcome.Succeeded(new ResultSummary(3, 2, 40));
        assertThat(store.publish(claims.stream()
                        .map(claim -> new Completion(claim, done))
                        .toList()))
                .isEmpty();
    }

    /** As it is stored, but for when; null: not yet. */
    private Pace pace() {
        return tested.inTransaction(sql -> sql.resultQuery("select * from batch")
                .fetchSingle(row -> row.get("pace_ended") == null
                        ? null
                        : new Pace(
                                null,
                                row.get("pace_first", int.class),
                                row.get("pace_ended", int.class),
                                row.get("pace_moves", double.class),
                                row.get("pace_queries", double.class),
                                row.get("pace_seconds", double.class),
                                row.get("pace_busy", double.class),
                                row.get("pace_spread", double.class),
                                row.get("pace_all_seconds", double.class))));
    }

    @Test
    void goesOnWhereANodeOfTheVersionBeforeStoppedShortOfWhatCouldNotBePlanned() {
        ExecutionStore store = tested.store();
        long node = store.registerNode("there");
        tested.submit(new Submission(
                BATCH,
                "acme",
                20,
                false,
                30,
                List.of(tenDays(1), BatchItem.unplanned(11, null), BatchItem.unplanned(12, null), tenDays(13))));
        List<Grant> grants = List.of(new Grant(BATCH, "acme", "FLIGHTS", 10));
        assertThat(store.claim(node, grants, Integer.MAX_VALUE)).hasSize(10);
        tested.inTransaction(sql -> sql.execute("update batch set next_n = 11"));
        assertThat(store.candidates()).extracting(Candidate::dataSource).containsExactly("FLIGHTS");
        assertThat(store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 1)), Integer.MAX_VALUE))
                .isEmpty();
        assertThat(store.claim(node, grants, Integer.MAX_VALUE))
                .extracting(claim -> claim.query().n())
                .startsWith(13)
                .hasSize(10);
        assertThat(tested.batch(BATCH).orElseThrow().progress()).containsExactly(0, 20, 0, 2);
    }

    @Test
    void whoRunsAQueryKnowsWhoseItIsAndWhereItCameFrom() {
        long node = tested.store().registerNode("here");
        tested.submit(new Submission(BATCH, "acme", 5, false, 30, List.of(tenDays())));
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        tested.inTransaction(sql -> sql.execute(
                "update batch set request_id = ?, trace_parent = ?, trace_state = ? where batch_id = ?",
                "request-1",
                parent,
                "vendor=1",
                BATCH.value()));
        List<Claim> claims =
                tested.store().claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5)), Integer.MAX_VALUE);
        assertThat(claims)
                .hasSize(5)
                .allMatch(claim -> claim.tenant().equals("acme"))
                .extracting(Claim::origin)
                .containsOnly(new BatchOrigin("request-1", null, parent, "vendor=1"));
    }

    private static AuditEvent event(AuditAction action, String tenant, String batch) {
        return AuditEvent.of(action, new Actor(tenant, "somebody", "192.0.2.1", "request-1"), batch, "a word");
    }

    private List<AuditEntry> audit(AuditQuestion question) {
        return tested.inTransaction(sql -> new AuditRows(sql).find(question));
    }

    private static AuditQuestion everything() {
        return new AuditQuestion(null, null, null, null, Long.MAX_VALUE, 100);
    }

    @Test
    void aCancelIsWrittenDownWithWhatItCameTo() {
        tested.submit(new Submission(BATCH, "acme", 5, false, 30, List.of(tenDays())));
        AuditEvent by = event(AuditAction.CANCEL, "acme", BATCH.value());
        tested.store().cancel(BATCH, by);
        tested.store().cancel(BATCH, by);
        assertThat(tested.batch(BATCH).orElseThrow().cancelled()).isTrue();
        assertThat(audit(everything()))
                .extracting(AuditEntry::event)
                .containsExactly(by.cameTo(AuditEvent.UNCHANGED), by);
    }

    @Test
    void whatIsRolledBackIsNotWrittenDown() {
        assertThatThrownBy(() -> tested.inTransaction(sql -> {
                    new AuditRows(sql).add(event(AuditAction.SUBMIT, "acme", null));
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(audit(everything())).isEmpty();
    }

    @Test
    void theAuditLogIsReadFromTheNewestOnByWhatIsWanted() {
        List<AuditEvent> events = List.of(
                event(AuditAction.SUBMIT, "acme", BATCH.value()),
                event(AuditAction.SUBMIT, "globex", null),
                event(AuditAction.CHANGE, "acme", BATCH.value()),
                new AuditEvent(AuditAction.REFUSE, "FORBIDDEN", new Actor(null, null, null, null), null, null, ""));
        events.forEach(event -> tested.inTransaction(sql -> {
            new AuditRows(sql).add(event);
            return event;
        }));
        assertThat(audit(everything()))
                .extracting(AuditEntry::event)
                .containsExactly(events.get(3), events.get(2), events.get(1), events.get(0));
        assertThat(audit(new AuditQuestion("acme", null, null, null, Long.MAX_VALUE, 100)))
                .extracting(entry -> entry.event().action())
                .containsExactly(AuditAction.CHANGE, AuditAction.SUBMIT);
        assertThat(audit(new AuditQuestion(null, AuditAction.SUBMIT, null, null, Long.MAX_VALUE, 100)))
                .extracting(entry -> entry.event().tenant())
                .containsExactly("globex", "acme");
        assertThat(audit(new AuditQuestion(null, null, BATCH.value(), null, Long.MAX_VALUE, 1)))
                .extracting(AuditEntry::event)
                .containsExactly(events.get(2));
        long newest = audit(everything()).get(0).seq();
        assertThat(audit(everything().from(newest, 1)))
                .extracting(AuditEntry::event)
                .containsExactly(events.get(2));
    }

    @Test
    void theAuditLogForgetsWhatIsOlderThanItsRetention() {
        for (AuditAction action : List.of(AuditAction.SUBMIT, AuditAction.CANCEL)) {
            tested.inTransaction(sql -> {
                new AuditRows(sql).add(event(action, "acme", null));
                return action;
            });
        }
        tested.inTransaction(sql ->
                sql.execute("update audit set happened_at = happened_at - interval '2' hour where action = 'SUBMIT'"));
        Instant anHourAgo = audit(everything()).get(0).time().minus(Duration.ofHours(1));
        assertThat(audit(new AuditQuestion(null, null, null, anHourAgo, Long.MAX_VALUE, 100)))
                .extracting(entry -> entry.event().action())
                .containsExactly(AuditAction.CANCEL);
        assertThat(tested.<Integer>inTransaction(sql -> new AuditRows(sql).forget(Duration.ofHours(3))))
                .isZero();
        assertThat(tested.<Integer>inTransaction(sql -> new AuditRows(sql).forget(Duration.ofHours(1))))
                .isEqualTo(1);
        assertThat(audit(everything()))
                .extracting(entry -> entry.event().action())
                .containsExactly(AuditAction.CANCEL);
    }

    private static BatchItem tenDays() {
        return tenDays(1);
    }

    private static BatchItem tenDays(int firstN) {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 10));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        return new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(true, true));
    }
}
