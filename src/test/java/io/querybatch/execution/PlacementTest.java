package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.Placement.Place;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final DateRange DAY = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
    private static final Optional<QuerySpec> CLICKS = family("clicks");
    private static final Optional<QuerySpec> COSTS = family("costs");
    private static final Optional<QuerySpec> NONE = Optional.empty();

    private static Optional<QuerySpec> family(String field) {
        return new QuerySpec("S", List.of("a"), DAY, List.of(field), 10).family();
    }

    private static Placement placement(int slots, int width, int depth) {
        return new Placement(new Grant(Claims.batch(1), "acme", "S", slots, width, depth));
    }

    @Test
    void queriesOfOneFamilyJoinUntilTheScanIsFull() {
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
        Placement placement = placement(2, 3, 2);
        assertThat(placement.place(1, NONE)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, CLICKS)).hasValue(new Place(1, 2));
        assertThat(placement.place(3, COSTS)).hasValue(new Place(3, 3));
        assertThat(placement.place(4, CLICKS)).hasValue(new Place(1, 2));
        assertThat(placement.place(5, NONE)).hasValue(new Place(3, 5));
        assertThat(placement.place(6, NONE)).isEmpty();
    }

    @Test
    void scansOfASlotTogetherAnswerNoMoreThanOneMay() {
        Placement placement = placement(2, 3, 2);
        assertThat(placement.place(1, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.place(2, COSTS)).hasValue(new Place(1, 2));
        assertThat(placement.place(3, COSTS)).hasValue(new Place(1, 2));
        assertThat(placement.place(4, COSTS)).hasValue(new Place(4, 4));
    }

    @Test
    void whoMustBeAloneIs() {
        Placement placement = placement(3, 10, 10);
        assertThat(placement.place(1, CLICKS)).hasValue(new Place(1, 1));
        assertThat(placement.placeAlone(2)).hasValue(new Place(2, 2));
        assertThat(placement.place(3, NONE)).hasValue(new Place(3, 3));
        assertThat(placement.placeAlone(4)).isEmpty();
        assertThat(placement.place(5, NONE)).hasValue(new Place(3, 5));
    }

    @Test
    void aWidthOfOneSharesNothing() {
        Placement placement = placement(2, 1, 1);
        assertThat(placement.place(7, CLICKS)).hasValue(new Place(7, 7));
        assertThat(placement.place(8, CLICKS)).hasValue(new Place(8, 8));
        assertThat(placement.place(9, CLICKS)).isEmpty();
    }
}
