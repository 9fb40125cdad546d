package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Everything there is in one simulation, decided by one seed: a store, results, servers, and what happens to them. */
final class World {

    /** So long after the last fault everything must have ended, whatever happened. */
    private static final long PATIENCE_MILLIS = 3_600_000;

    private static final long EPOCH = 1_000_000_000_000L;
    private static final long REST_MILLIS = 61_000;
    private static final long RETENTION_MILLIS = (Submission.RETENTION_HOURS + 1) * 3_600_000L;

    final RandomGenerator random;
    final Scenario scenario;
    final SimulatedTime time = new SimulatedTime(this::check);
    final ModelStore store = new ModelStore(() -> EPOCH + time.now(), SharedAnswersContract.KEYS);
    final ModelResults results = new ModelResults();
    final Invariants invariants;

    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Set<String> awaySources = new HashSet<>();
    private boolean storeAway;
    private boolean faulty = true;

    World(long seed) {
        random = new SplittableRandom(seed);
        scenario = Scenario.draw(random);
        invariants = new Invariants(scenario, store, results);
    }

    private void check() {
        invariants.check();
    }

    /** From the first batch to the last outcome, and on until nothing is left of either. */
    void run() {
        for (int i = 1; i <= scenario.nodes(); i++) {
            start("node" + i);
        }
        scenario.arrivals().forEach(arrival -> time.after(arrival.millis(), () -> submit(arrival.batch())));
        time.after(upTo(2_000), this::trouble);
        time.after(scenario.faultyMillis(), this::calmDown);
        while (faulty || isBusy()) {
            time.step();
            if (time.now() > scenario.faultyMillis() + PATIENCE_MILLIS) {
                throw new AssertionError("not everything ended: " + invariants.unfinished());
            }
        }
        invariants.checkEnd();
        keepHouse(REST_MILLIS, 2);
        invariants.checkSwept();
        keepHouse(RETENTION_MILLIS, 2);
        invariants.checkForgotten();
    }

    private boolean isBusy() {
        return nodes.stream().anyMatch(SimulatedNode::isBusy)
                || store.batches().stream().anyMatch(ModelBatch::isActive);
    }

    private void submit(Submission batch) {
        time.note("user", "submits", batch.id());
        store.submit(batch);
        nodes.forEach(SimulatedNode::wake);
    }

    private void start(String name) {
        SimulatedNode node = new SimulatedNode(this, name);
        time.note(name, "starts", null);
        nodes.add(node);
        node.start();
    }

    /** A server is no more; somebody starts it again. */
    void gone(SimulatedNode node) {
        nodes.remove(node);
        time.after(upTo(10_000), () -> start(node.name()));
    }

    /** Long after the end every server has looked after its house so many times. */
    private void keepHouse(long millis, int rounds) {
        time.skip(millis);
        time.pass(rounds * 6_000L);
    }

    private void calmDown() {
        time.note("world", "is well again", null);
        faulty = false;
        storeAway = false;
        awaySources.clear();
        store.batches().forEach(batch -> batch.paused = false);
    }

    boolean isFaulty() {
        return faulty;
    }

    boolean storeAway() {
        return storeAway;
    }

    boolean isAway(String dataSource) {
        return awaySources.contains(dataSource);
    }

    /** Whether one of the things that seldom happen does; {@code weight}: how seldom, compared with a failing call. */
    boolean happens(double weight) {
        return faulty && random.nextDouble() < weight * scenario.trouble();
    }

    /** From 0 to a bound, exclusive. */
    long upTo(long bound) {
        return random.nextLong(bound);
    }

    private void trouble() {
        if (faulty) {
            somebodyActs();
            if (scenario.trouble() > 0) {
                somethingBreaks();
            }
            time.after(upTo(6_000), this::trouble);
        }
    }

    private void somebodyActs() {
        ModelBatch batch = anyOf(List.copyOf(store.batches()));
        SimulatedNode node = anyOf(nodes);
        if (batch == null || node == null) {
            return;
        }
        BatchId id = batch.id;
        switch (random.nextInt(16)) {
            case 0 -> node.after(0, () -> node.cancel(id));
            case 1, 2 -> {
                time.note("user", "pauses or resumes", id);
                batch.paused = !batch.paused;
            }
            default -> {}
        }
    }

    private void somethingBreaks() {
        SimulatedNode node = anyOf(nodes);
        if (node == null) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> node.crash();
            case 1 -> node.drain();
            case 2, 3 -> pause(node, upTo(random.nextInt(3) == 0 ? 100_000 : 12_000));
            case 4, 5, 6 ->
                breakSource("S" + random.nextInt(1, scenario.sourceLimits().size() + 1));
            case 7 -> breakStore();
            default -> {}
        }
    }

    private void pause(SimulatedNode node, long millis) {
        time.note(node.name(), "stands still for ms", millis);
        node.pause(millis);
    }

    private void breakSource(String source) {
        time.note("world", "source goes away", source);
        awaySources.add(source);
        time.after(upTo(20_000), () -> awaySources.remove(source));
    }

    private void breakStore() {
        time.note("world", "store goes away", null);
        storeAway = true;
        time.after(upTo(10_000), () -> storeAway = false);
    }

    private <T> T anyOf(List<T> list) {
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }
}
