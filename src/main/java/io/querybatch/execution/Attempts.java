package io.querybatch.execution;

import java.util.function.Consumer;

/** Runs attempts: for real in {@link QueryRunner}, in simulated time in tests. */
interface Attempts {

    /**
     * Runs one attempt and hands over its outcome, once, now or after this returns. Never throws for anything that can go
     * wrong with a query: that is its outcome.
     */
    void run(Claim claim, RunningQueries.Running running, Consumer<Outcome> ended);
}
