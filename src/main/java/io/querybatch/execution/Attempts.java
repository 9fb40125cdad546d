package io.querybatch.execution;

/** Runs attempts: for real in {@link QueryRunner}, in simulated time in tests. */
interface Attempts {

    /** Runs one attempt to its outcome. Never throws for anything that can go wrong with a query: that is its outcome. */
    Outcome run(Claim claim, RunningQueries.Running running);
}
