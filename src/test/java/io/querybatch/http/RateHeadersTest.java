package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.limits.Allowance;
import io.querybatch.limits.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateHeadersTest {

    @Test
    void allThatIsLimitedIsTold() {
        Allowance allowance = new Allowance(new Rate(50, 1_000), 999, Duration.ofMillis(1_799_001), null);
        assertThat(RateHeaders.of(allowance))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "X-RateLimit-Limit", "1000",
                        "X-RateLimit-Remaining", "999",
                        "RateLimit", "\"hour\";r=999;t=1800",
                        "RateLimit-Policy", "\"hour\";q=1000;w=3600, \"second\";q=50;w=1"));
    }

    @Test
    void whatIsNotLimitedIsNot() {
        assertThat(RateHeaders.of(new Allowance(new Rate(50, 0), 0, Duration.ZERO, null)))
                .isEqualTo(Map.of("RateLimit-Policy", "\"second\";q=50;w=1"));
        assertThat(RateHeaders.of(new Allowance(new Rate(0, 0), 0, Duration.ZERO, null)))
                .isEmpty();
    }

    @Test
    void whoIsRefusedIsToldAMomentThatIsLateEnough() {
        Allowance refused = new Allowance(new Rate(50, 0), 0, Duration.ZERO, Duration.ofMillis(20));
        assertThat(RateHeaders.retryAfter(refused)).isEqualTo("1");
    }
}
