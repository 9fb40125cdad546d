package io.querybatch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceIdTest {

    @Test
    void drawsIdsThatCanBeReadAndDoNotRepeat() {
        SecureRandom random = new SecureRandom();
        Set<RecurrenceId> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            RecurrenceId id = RecurrenceId.random(random);
            assertThat(id.value()).matches("qrs_[0-9a-f]{20}");
            assertThat(RecurrenceId.parse(id.toString())).contains(id);
            ids.add(id);
        }
        assertThat(ids).hasSize(1_000);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "1",
                "qrb_0123456789abcdef0123",
                "qrs_0123456789abcdef012",
                "qrs_0123456789abcdef01234",
                "qrs_0123456789ABCDEF0123",
                "qrs_0123456789abcdef0123\n",
                " qrs_0123456789abcdef0123",
                "qrs_0123456789abcdef012g",
            })
    void refusesWhatCannotBeOneOfOurs(String text) {
        assertThat(RecurrenceId.parse(text)).isEmpty();
    }

    @Test
    void cannotBeMadeOfAnythingElse() {
        assertThatThrownBy(() -> new RecurrenceId("qrs_1")).isInstanceOf(IllegalArgumentException.class);
    }
}
