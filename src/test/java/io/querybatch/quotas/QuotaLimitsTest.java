package io.querybatch.quotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.quotas.QuotaLimits.Limit;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a quota's setting means. */
class QuotaLimitsTest {

    @Test
    void aNumberIsForEverybodyAndOthersForThoseThatAreNamed() {
        Limit limit = Limit.parse("1000, acme = 50000,globex=0,a=b=7");
        assertThat(limit).isEqualTo(new Limit(1_000, Map.of("acme", 50_000L, "globex", 0L, "a=b", 7L)));
        assertThat(limit.of("initech")).hasValue(1_000);
        assertThat(limit.of("acme")).hasValue(50_000);
        assertThat(limit.of("globex")).as("0 is no limit").isEmpty();
    }

    @Test
    void withoutANumberOnlyThoseAreLimitedThatAreNamed() {
        QuotaLimits limits = new QuotaLimits(Map.of(Quota.OPEN_BATCHES, Limit.parse("acme=2")));
        assertThat(limits.of(Quota.OPEN_BATCHES, "acme")).hasValue(2);
        assertThat(limits.of(Quota.OPEN_BATCHES, "globex")).isEqualTo(OptionalLong.empty());
        assertThat(limits.of(Quota.OPEN_QUERIES, "acme")).isEmpty();
        assertThat(limits.limitsAny("acme")).isTrue();
        assertThat(limits.limitsAny("globex")).isFalse();
        assertThat(limits.isLimited(Quota.OPEN_BATCHES)).isTrue();
        assertThat(limits.isLimited(Quota.OPEN_QUERIES)).isFalse();
    }

    @Test
    void zeroesLimitNobody() {
        QuotaLimits limits = new QuotaLimits(Map.of(Quota.OPEN_BATCHES, Limit.parse("0,acme=0")));
        assertThat(limits.isLimited(Quota.OPEN_BATCHES)).isFalse();
        assertThat(limits.limitsAny("acme")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "many",
                "1.5",
                "1000,2000",
                "acme=1,1000",
                "1000,acme=-1",
                "1000,acme=1,acme=2",
                "1000,=1",
                "1000,acme=",
                "1000,,acme=1",
                "9223372036854775808"
            })
    void whatMeansNothingIsRefused(String text) {
        assertThatThrownBy(() -> Limit.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
