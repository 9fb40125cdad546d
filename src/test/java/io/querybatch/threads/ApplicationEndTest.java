package io.querybatch.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationEndTest {

    private final ApplicationEnd end = new ApplicationEnd();
    private final List<String> taken = new ArrayList<>();

    private Runnable step(String name) {
        return () -> taken.add(name);
    }

    @Test
    void theLatestStepIsTakenFirstAndTheLastOnesLast() {
        end.lastStep(step("quotas"));
        end.step(step("dispatcher"));
        end.step(step("schedules"));
        end.now();
        assertThat(taken).containsExactly("schedules", "dispatcher", "quotas");
    }

    @Test
    void eachIsTakenOnceHoweverOftenServersTell() {
        end.step(step("dispatcher"));
        end.now();
        end.before("the application");
        assertThat(taken).containsExactly("dispatcher");
    }

    @Test
    void aStepThatFailsKeepsNoOtherFromBeingTaken() {
        end.step(step("dispatcher"));
        end.step(() -> {
            throw new IllegalStateException("is not there any more");
        });
        end.now();
        assertThat(taken).containsExactly("dispatcher");
    }
}
