package io.querybatch.chaos;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens in a round. The same seed and number make the same plan.
 *
 * @param seed of the campaign
 * @param number of the round, from 1
 * @param orders batches to submit
 * @param faults what goes wrong by the clock
 * @param traps what strikes at labels, by number of the nodes it is set on
 */
record Plan(long seed, int number, List<Order> orders, List<Fault> faults, Map<Trap, List<Integer>> traps) {

    /** How the description of a batch of a round begins. */
    static String prefix(long seed, int number) {
        return "chaos " + seed + " round " + number + " batch ";
    }

    String prefix() {
        return prefix(seed, number);
    }

    /** One line for people. */
    String summary() {
        String at = traps.entrySet().stream()
                .map(trap -> trap.getKey().name() + " on " + trap.getValue())
                .collect(Collectors.joining(", "));
        String by = faults.stream().map(Fault::toString).collect(Collectors.joining(", "));
        return Stream.of(at, by).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }
}
