package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.Placement.Place;
import io.querybatch.query.DateRange;
import io.querybatch.query.QueryKind;
import io.querybatch.query.QuerySpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final DateRange DAY = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
    private static final QueryKind CLICKS = kind("clicks");
    private static final QueryKind COSTS = kind("costs");
    private static final QueryKind NONE = kind("anything").alone();
    private static final ScanCosts NOTHING = form -> 0;

    private static QueryKind kind(String field) {
        return new QuerySpec("S", List.of("a"), DAY, List.of(field), 10).kind();
    }

    private static Placement placement(int slots, int width, int depth) {
        return placement(slots, width, depth, NOTHING);
    }

    private static Placement placement(int slots, int width, int depth, ScanCosts costs) {
        return new Placement(new Grant(Claims.batch(1), "acme", "S", slots, width, depth, costs));
    }

    @Test
    void queriesOfOneKindJoinUntilTheScanIsFull() {
        Placement placement = placement(2, 2, 1);
        assertThat(placement.place(1, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.place(3, CLICKS)).hasValue(new Place(3, 3));
        assertThat(placement.place(4, CLICKS)).hasValue(new Place(3, 3));
        assertThat(placement.place(5, CLICKS)).isEmpty();
    }

    @Test
    void theyNeedNotBeNeighbours() {
        Placement placement = placement(2, 10, 1);
        assertThat(placement.place(1, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, COSTS)).hasValue(new Place(2, 2));
        assertThat(placement.place(3, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.place(4, COSTS)).hasValue(new Place(2, 2));
        assertThat(placement.place(5, NONE)).isEmpty();
    }

    @Test
    void aSlotIsForSeveralScansOneAfterTheOther() {
        Placement placement = placement(1, 1, 3);
        assertThat(placement.place(1, NONE)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, CLICKS)).hasValue(new Place(1, 2));
        assertThat(placement.place(3, COSTS)).hasValue(new Place(1, 3));
        assertThat(placement.place(4, NONE)).isEmpty();
    }

    @Test
    void nobodyQueuesWhileAWorkerIsFree() {
        Placement placement = placement(2, 1, 2);
        assertThat(placement.place(1, NONE)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, NONE)).hasValue(new Place(2, 2));
        assertThat(placement.place(3, NONE)).hasValue(new Place(1, 3));
    }

    /** As workers would take them from one queue: nothing waits behind a slow scan while another slot is done sooner. */
    @Test
    void aScanGoesToTheSlotThatIsDoneFirst() {
        ScanCosts costs =
                form -> Duration.ofMillis(form.equals(COSTS.form()) ? 50 : 10).toNanos();
        Placement placement = placement(2, 1, 10, costs);
        assertThat(placement.place(1, COSTS)).hasValue(new Place(1, 1));
        for (int n = 2; n <= 6; n++) {
            assertThat(placement.place(n, CLICKS)).hasValue(new Place(2, n));
        }
        assertThat(placement.place(7, CLICKS)).hasValue(new Place(1, 7));
        assertThat(placement.place(8, CLICKS)).hasValue(new Place(2, 8));
    }

    @Test
    void aSlotHoldsWhatFitsIntoItsTime() {
        ScanCosts costs = form -> Duration.ofMillis(80).toNanos();
        Placement placement = placement(1, 1, 10, costs);
        assertThat(placement.place(1, NONE)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, NONE)).hasValue(new Place(1, 2));
        assertThat(placement.place(3, NONE)).isEmpty();
    }

    @Test
    void aScanOfWhichNothingIsKnownHasASlotOfItsOwn() {
        Placement placement = placement(1, 1, 10, ScanCosts.UNKNOWN);
        assertThat(placement.place(1, NONE)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, NONE)).isEmpty();
    }

    @Test
    void scansOfASlotTogetherAnswerNoMoreThanOneMay() {
        Placement placement = placement(1, 3, 2);
        assertThat(placement.place(1, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, COSTS)).hasValue(new Place(1, 2));
        assertThat(placement.place(3, COSTS)).hasValue(new Place(1, 2));
        assertThat(placement.place(4, COSTS)).isEmpty();
    }

    @Test
    void whoMustBeAloneIs() {
        Placement placement = placement(3, 10, 10);
        assertThat(placement.place(1, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.placeAlone(2)).hasValue(new Place(2, 2));
        assertThat(placement.place(3, NONE)).hasValue(new Place(3, 3));
        assertThat(placement.placeAlone(4)).isEmpty();
        assertThat(placement.place(5, NONE)).hasValue(new Place(1, 5));
    }

    @Test
    void aWidthOfOneSharesNothing() {
        Placement placement = placement(2, 1, 1);
        assertThat(placement.place(7, CLICKS)).hasValue(new Place(7, 7));
        assertThat(placement.place(8, CLICKS)).hasValue(new Place(8, 8));
        assertThat(placement.place(9, CLICKS)).isEmpty();
    }
}
