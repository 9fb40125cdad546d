package io.querybatch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleIdTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 100_000, 999_999_999})
    void isReadAsItIsWritten(int n) {
        ScheduleId id = new ScheduleId(BATCH, n);
        assertThat(id).hasToString("qrb_0123456789abcdef0123_query_" + n);
        assertThat(ScheduleId.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "qrb_0123456789abcdef0123",
                "qrb_0123456789abcdef0123_query_",
                "qrb_0123456789abcdef0123_query_0",
                "qrb_0123456789abcdef0123_query_01",
                "qrb_0123456789abcdef0123_query_-1",
                "qrb_0123456789abcdef0123_query_1000000000",
                "qrb_0123456789abcdef0123_query_1 ",
                "qrb_0123456789abcdef0123_query_1_query_1",
                "x_query_1",
            })
    void refusesWhatCannotBeOneOfOurs(String text) {
        assertThat(ScheduleId.parse(text)).isEmpty();
    }

    @Test
    void countsFromOne() {
        assertThatThrownBy(() -> new ScheduleId(BATCH, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
