package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrantTest {

    private static Grant spreading(int queries) {
        return new Grant(Claims.batch(1), "acme", "FLIGHTS", 4, 4_000, 100, ScanCosts.UNKNOWN).spreading(queries);
    }

    @Test
    void noScanIsForMoreThanHalfOfWhatWaitsUnlessThatIsLittle() {
        assertThat(spreading(10_000).width()).isEqualTo(4_000);
        assertThat(spreading(6_000).width()).isEqualTo(3_000);
        assertThat(spreading(900).width()).isEqualTo(500);
        assertThat(spreading(1).width()).isEqualTo(500);
    }

    @Test
    void noSlotIsForMoreScansThanItsShareOfWhatWaits() {
        assertThat(spreading(10_000).depth()).isEqualTo(100);
        assertThat(spreading(9).depth()).isEqualTo(3);
        assertThat(spreading(0).depth()).isEqualTo(1);
    }
}
