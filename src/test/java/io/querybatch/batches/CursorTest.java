package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.1", "7.0.1", "999999999999999999.0.1", "7.1.1", "7.999999999.999999999"})
    void isReadAsItWasWritten(String text) {
        assertThat(Cursor.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "-1.0.1",
                "7.1",
                "7.1.",
                ".7.1",
                "7.1.1.1",
                "1e3.0.1",
                "9999999999999999999.0.1",
                "７.0.1"
            })
    void refusesWhatItHasNotWritten(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void aChangeIsCoveredWhenAllItsQueriesAre() {
        assertThat(Cursor.after(7).covers(7)).isTrue();
        assertThat(Cursor.after(7).covers(8)).isFalse();
        assertThat(new Cursor(7, 3, 1).covers(7)).isFalse();
        assertThat(new Cursor(7, 3, 1).covers(6)).isTrue();
    }
}
