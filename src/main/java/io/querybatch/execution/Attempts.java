package io.querybatch.execution;

import java.util.function.BiConsumer;

/** Runs attempts: for real in {@link QueryRunner}, in simulated time in tests. */
interface Attempts {

    /**
     * Runs one attempt of each claim of a group and hands over their outcomes, each once, now or after this returns. Never
     * throws for anything that can go wrong with a query: that is its outcome.
     */
    void run(ClaimGroup group, RunningQueries.Running running, BiConsumer<Claim, Outcome> ended);
}
