package io.querybatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.chaos.Problem.Kind;
import io.querybatch.chaos.StoredBatch.Counts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody was told of, and still is only there in part, must be noticed. */
class BatchCheckTest {

    private static final Counts ALL = new Counts(0, 0, 4, 0);

    private final Submission submission = new Submission(new Order(
            "one", "acme", 0, 0, "FLIGHTS", List.of("ORD", "LAX"), LocalDate.of(2001, 1, 1), 2, 1, false, null));

    private List<Kind> kinds(StoredBatch batch) {
        List<Kind> kinds = new ArrayList<>();
        new BatchCheck(submission, batch, (kind, what) -> kinds.add(kind)).check();
        return kinds;
    }

    private static StoredBatch stored(String outcome, int queries, int items, Counts counters, Counts recount) {
        return new StoredBatch("qrb_1", "acme", "STOPPED", outcome, queries, items, counters, recount, 0);
    }

    @Test
    void aWholeBatchIsFine() {
        assertThat(kinds(stored("completed", 4, 2, ALL, ALL))).isEmpty();
    }

    @Test
    void aBatchWithoutOneOfItsItemsIsNot() {
        assertThat(kinds(stored("completed", 4, 1, ALL, ALL))).containsExactly(Kind.HALF_SUBMITTED);
    }

    @Test
    void countersMustBeWhatCountingGives() {
        assertThat(kinds(stored("completed", 4, 2, ALL, new Counts(0, 0, 3, 1))))
                .containsExactly(Kind.COUNTERS_OFF);
    }

    @Test
    void anOutcomeMustFitTheCounters() {
        Counts oneFailed = new Counts(0, 0, 3, 1);
        assertThat(kinds(stored("completed", 4, 2, oneFailed, oneFailed))).containsExactly(Kind.COUNTERS_OFF);
    }

    @Test
    void nobodyButItsOwnerCancelsABatch() {
        assertThat(kinds(stored("cancelled", 4, 2, ALL, ALL))).containsExactly(Kind.FAILED_WITHOUT_REASON);
    }
}
