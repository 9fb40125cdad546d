package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentAnswerTest {

    private long now = -5;
    private int questions;
    private boolean truth = true;
    private final RecentAnswer answer = new RecentAnswer(this::ask, Duration.ofNanos(100), () -> now);

    private boolean ask() {
        questions++;
        return truth;
    }

    @Test
    void isGivenAgainUntilItIsOld() {
        assertThat(answer.get()).isTrue();
        truth = false;
        now += 99;
        assertThat(answer.get()).isTrue();
        assertThat(questions).isEqualTo(1);
        now += 1;
        assertThat(answer.get()).isFalse();
        assertThat(answer.get()).isFalse();
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void isAsOldAsTheEndOfTheQuestion() {
        RecentAnswer slow = new RecentAnswer(
                () -> {
                    now += 1_000;
                    return ask();
                },
                Duration.ofNanos(100),
                () -> now);
        assertThat(slow.get()).isTrue();
        now += 99;
        assertThat(slow.get()).isTrue();
        assertThat(questions).isEqualTo(1);
    }
}
