package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FusionTest {

    private static final DateRange DAY = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
    private static final Optional<QuerySpec> CLICKS = family("clicks");
    private static final Optional<QuerySpec> COSTS = family("costs");

    private static Optional<QuerySpec> family(String field) {
        return new QuerySpec("S", List.of("a"), DAY, List.of(field), 10).family();
    }

    @Test
    void neighboursOfOneFamilyJoinUntilTheScanIsFull() {
        Fusion fusion = new Fusion(2, 2);
        assertThat(fusion.lead(1, CLICKS)).hasValue(1);
        assertThat(fusion.lead(2, CLICKS)).hasValue(1);
        assertThat(fusion.lead(3, CLICKS)).hasValue(3);
        assertThat(fusion.lead(4, CLICKS)).hasValue(3);
        assertThat(fusion.lead(5, CLICKS)).isEmpty();
    }

    @Test
    void anotherFamilyBeginsAnotherScan() {
        Fusion fusion = new Fusion(3, 10);
        assertThat(fusion.lead(1, CLICKS)).hasValue(1);
        assertThat(fusion.lead(2, COSTS)).hasValue(2);
        assertThat(fusion.lead(3, CLICKS)).hasValue(3);
        assertThat(fusion.lead(4, COSTS)).isEmpty();
    }

    @Test
    void whoHasNoFamilyRunsAlone() {
        Fusion fusion = new Fusion(3, 10);
        assertThat(fusion.lead(1, Optional.empty())).hasValue(1);
        assertThat(fusion.lead(2, Optional.empty())).hasValue(2);
        assertThat(fusion.lead(3, CLICKS)).hasValue(3);
        assertThat(fusion.lead(4, CLICKS)).hasValue(3);
    }

    @Test
    void aWidthOfOneSharesNothing() {
        Fusion fusion = new Fusion(2, 1);
        assertThat(fusion.lead(7, CLICKS)).hasValue(7);
        assertThat(fusion.lead(8, CLICKS)).hasValue(8);
        assertThat(fusion.lead(9, CLICKS)).isEmpty();
    }
}
