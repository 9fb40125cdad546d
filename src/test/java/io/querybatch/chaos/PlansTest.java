package io.querybatch.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final List<String> AIRPORTS =
            IntStream.range(0, 100).mapToObj(i -> "A" + i).toList();

    private static Plans plans(long seed) {
        return new Plans(seed, AIRPORTS, List.of("FLIGHTS"));
    }

    @Test
    void aHundredRoundsKillAServerAtEveryLabel() {
        Set<String> killed = IntStream.rangeClosed(1, 100)
                .mapToObj(plans(5)::plan)
                .map(plan -> plan.traps().keySet())
                .flatMap(Collection::stream)
                .map(Trap::name)
                .collect(Collectors.toSet());
        assertThat(killed)
                .containsAll(
                        Label.all().stream().map(label -> "kill at " + label).toList());
    }

    @Test
    void theSameSeedMakesTheSameRound() {
        Plan plan = plans(5).plan(17);
        Plan again = plans(5).plan(17);
        assertThat(again.orders()).isEqualTo(plan.orders());
        assertThat(again.faults()).isEqualTo(plan.faults());
        assertThat(again.summary()).isEqualTo(plan.summary());
        assertThat(plans(6).plan(17).orders()).isNotEqualTo(plan.orders());
    }
}
