package io.querybatch.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a campaign has done and found so far. */
final class Tally {

    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> missed = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    void fault(String kind) {
        faults.merge(kind, 1, Integer::sum);
    }

    /** A fault that this machine does not allow. */
    void skipped(String kind) {
        missed.merge(kind, 1, Integer::sum);
    }

    /** Counts the traps of a round by what they did; one whose label did not come by is not a fault. */
    void trapsOf(Plan plan) {
        plan.traps().keySet().forEach(trap -> (trap.sprung() ? faults : missed).merge(trap.name(), 1, Integer::sum));
    }

    void submission(Submission submission, StoredBatch stored) {
        if (submission.accepted()) {
            add("batches accepted", 1);
            add("queries accepted", submission.order().queries());
        } else {
            add(stored == null ? "submits without answer, absent" : "submits without answer, kept whole", 1);
        }
        if (stored != null) {
            add("queries published", stored.queries());
            add("batches cancelled", "cancelled".equals(stored.outcome()) ? 1 : 0);
        }
    }

    void orphansUntilRetention(int files) {
        add("files of nobody until retention", files);
    }

    void round(List<Problem> found) {
        add("rounds", 1);
        problems.addAll(found);
    }

    private void add(String what, int amount) {
        counts.merge(what, amount, Integer::sum);
    }

    /** The campaign is over, and was long enough to hit each step at some moment. */
    void whole() {
        Stream.of(Transition.values())
                .filter(step ->
                        faults.keySet().stream().noneMatch(fault -> fault.contains(" at " + step.label() + "-")))
                .forEach(step -> problems.add(new Problem(0, Problem.Kind.NEVER_HIT, step.label())));
    }

    /** Faults that happened, by kind. */
    Map<String, Integer> faults() {
        return faults;
    }

    /** Traps whose label did not come by, and faults that this machine does not allow. */
    Map<String, Integer> missed() {
        return missed;
    }

    Map<String, Integer> counts() {
        return counts;
    }

    List<Problem> problems() {
        return problems;
    }

    int count(Problem.Kind kind) {
        return (int) problems.stream().filter(problem -> problem.kind() == kind).count();
    }
}
