package io.querybatch.chaos;

import io.querybatch.testing.Poll;
import io.querybatch.testing.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One round: batches are submitted while things go wrong, then everything is compared with what was promised. */
final class Round {

    private static final Duration EVENTS = Duration.ofMinutes(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration RETENTION = Duration.ofSeconds(60);

    private final Plan plan;
    private final Cluster cluster;
    private final Truth truth;
    private final Tally tally;
    private final Ledger ledger;
    private final ResultFolder folder;
    private final List<Submission> submissions;
    private final List<Problem> problems = new ArrayList<>();

    Round(Plan plan, Cluster cluster, Truth truth, Tally tally) {
        this.plan = plan;
        this.cluster = cluster;
        this.truth = truth;
        this.tally = tally;
        this.ledger = new Ledger(cluster.database(), plan.prefix());
        this.folder = new ResultFolder(cluster.disk().results());
        this.submissions = plan.orders().stream().map(Submission::new).toList();
    }

    /** Runs it and returns what was found wrong. */
    List<Problem> run() throws InterruptedException {
        plan.faults().stream().filter(fault -> fault.isPossible(cluster)).forEach(fault -> fault.prepare(cluster));
        cluster.awaitReady();
        plan.traps()
                .forEach((trap, nodes) ->
                        nodes.forEach(node -> cluster.node(node).set(trap)));
        happen();
        awaitTraps(false);
        cluster.nodes().forEach(Node::launch);
        if (awaitEnd()) {
            check();
        }
        forget();
        cluster.heal();
        tally.trapsOf(plan);
        return problems;
    }

    private void happen() throws InterruptedException {
        try (Timeline timeline = new Timeline()) {
            for (Submission submission : submissions) {
                timeline.at(submission.order().at(), () -> submission.submit(cluster));
                if (submission.order().cancel() != null) {
                    timeline.at(submission.order().cancel().at(), () -> submission.cancel(cluster));
                }
            }
            for (Fault fault : plan.faults()) {
                if (fault.isPossible(cluster)) {
                    fault.schedule(timeline, cluster);
                    tally.fault(fault.kind());
                } else {
                    tally.skipped(fault.kind());
                }
            }
            timeline.await(EVENTS).forEach(failure -> problem(Problem.Kind.EVENT_FAILED, failure.toString()));
        }
    }

    /** What waits for retention is waited for when there is something to forget. */
    private void awaitTraps(boolean atEnd) {
        for (Trap trap : plan.traps().keySet()) {
            if (trap.label().transition() == Transition.EXPIRE == atEnd) {
                Poll.within(cluster.here(trap.label().transition().patience()), LOOK, trap::sprung);
            }
        }
        if (!atEnd) {
            cluster.nodes().forEach(node -> node.disarmAllBut(Transition.EXPIRE));
        }
    }

    /** As long as queries finish there is hope; on a busy machine that may be long. */
    private boolean awaitEnd() {
        int left = Integer.MAX_VALUE;
        while (left > 0) {
            int before = left;
            if (!Poll.within(cluster.here(SILENCE), LOOK, () -> ledger.unfinished() < before)) {
                if (cluster.allReady()) {
                    cluster.nodes().forEach(Node::dumpThreads);
                    problem(Problem.Kind.STUCK, String.join("; ", ledger.state()));
                    return false;
                }
                cluster.awaitReady();
            }
            left = ledger.unfinished();
        }
        return true;
    }

    private void check() {
        Map<String, StoredBatch> batches = ledger.batches();
        Set<String> explained = plan.faults().stream()
                .flatMap(fault -> fault.explains().stream())
                .collect(Collectors.toSet());
        for (Submission submission : submissions) {
            StoredBatch batch = batches.get(submission.order().name());
            tally.submission(submission, batch);
            if (batch != null) {
                new BatchCheck(submission, batch, this::problem).check();
                checkResults(submission, batch, explained);
            } else if (submission.accepted()) {
                problem(Problem.Kind.LOST, "accepted batch " + submission.batch());
            }
        }
        ledger.notPublishedOnce().forEach(query -> problem(Problem.Kind.DUPLICATED, query));
        checkFiles();
    }

    private void checkResults(Submission submission, StoredBatch batch, Set<String> explained) {
        Set<String> codes = new HashSet<>(explained);
        if ("cancelled".equals(batch.outcome())) {
            codes.add("QUERY_CANCELLED");
        }
        new ResultCheck(cluster.anyReady().api(submission.order().tenant()), truth, this::problem)
                .check(submission.order(), batch.id(), codes);
    }

    /** A frozen node may be about to remove what it wrote too late; what a killed one left stays until retention. */
    private void checkFiles() {
        Set<String> published = ledger.publishedFiles();
        Set<String> expected = published.stream()
                .flatMap(either -> Stream.of(either.split(" ")))
                .collect(Collectors.toSet());
        Poll.within(SETTLE, () -> expected.containsAll(folder.files()));
        Set<String> files = folder.files();
        published.stream()
                .filter(either -> Stream.of(either.split(" ")).noneMatch(files::contains))
                .forEach(either -> problem(Problem.Kind.RESULT_WRONG, "neither file " + either));
        Set<String> orphans = new HashSet<>(files);
        orphans.removeAll(expected);
        tally.orphansUntilRetention(orphans.size());
    }

    /** Ends the retention of everything: then nothing may be left of it, in the store or on the disk. */
    private void forget() {
        ledger.expire();
        awaitTraps(true);
        cluster.nodes().forEach(Node::disarm);
        cluster.awaitReady();
        Map<Problem.Kind, List<String>> left = new HashMap<>();
        boolean clean = Poll.within(cluster.here(RETENTION), LOOK, () -> {
            left.put(Problem.Kind.NOT_FORGOTTEN, ledger.remains());
            left.put(Problem.Kind.ORPHAN, List.copyOf(folder.files()));
            return left.values().stream().allMatch(List::isEmpty);
        });
        if (!clean) {
            left.forEach((kind, what) -> what.forEach(one -> problem(kind, one)));
            // The next round begins with nothing, whatever this one left.
            ledger.remove();
            folder.clear();
        }
    }

    private void problem(Problem.Kind kind, String what) {
        problems.add(new Problem(plan.number(), kind, what));
    }
}
