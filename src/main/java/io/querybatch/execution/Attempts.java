package io.querybatch.execution;

/** Runs attempts: for real in {@link QueryRunner}, in simulated time in tests. */
interface Attempts {

    /**
     * Runs the scans of a stint as long as its course has one, and hands over to the course the outcome of each of their claims, once,
     * now or after this returns. Never throws for anything that can go wrong with a query: that is its outcome.
     */
    void run(Stint stint, RunningQueries.Running running, Course course);
}
