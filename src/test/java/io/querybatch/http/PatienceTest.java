package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wait=10                          | 10",
                "WAIT = 10                        | 10",
                "wait=\"10\"                      | 10",
                "respond-async, wait=5, wait=9    | 5",
                "foo; bar=\"x\", wait=7; baz      | 7",
                "wait=0                           | 0",
                "wait=61                          | 60",
                "wait=999999999                   | 60",
            })
    void readsHowLongTheCallerWouldWait(String header, int seconds) {
        assertThat(Patience.of(List.of(header))).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=-1", "wait=1.5", "wait=ten", "await=10", "wait=9999999999"})
    void whatCannotBeUnderstoodIsNoPreference(String header) {
        assertThat(Patience.of(List.of(header))).isEmpty();
    }

    @Test
    void looksAtAllHeaders() {
        assertThat(Patience.of(List.of("respond-async", "wait=3"))).contains(Duration.ofSeconds(3));
        assertThat(Patience.of(List.of())).isEmpty();
        assertThat(Patience.of(null)).isEmpty();
    }
}
