package io.querybatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {

    /** A statement that was written anew is not known any more, and nobody would see that no fault meets it. */
    @Test
    void aStepThatAWholeCampaignHitAtNoMomentIsAProblem() {
        Tally tally = new Tally();
        Stream.of(Transition.values())
                .filter(step -> step != Transition.PUBLISH)
                .forEach(step -> tally.fault("cut at " + step.label() + "-before-commit"));
        tally.whole();
        assertThat(tally.problems()).containsExactly(new Problem(0, Problem.Kind.NEVER_HIT, "publish"));
    }
}
