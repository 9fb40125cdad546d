package io.querybatch.bench;

import java.util.ArrayList;
import java.util.List;

/** The same thing measured many times, by any thread. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    /** What is timed. */
    interface Action {
        void run() throws Exception;
    }

    synchronized void add(double value) {
        values.add(value);
    }

    /** Runs the action and keeps the seconds it took. */
    void time(Action action) throws Exception {
        long begin = System.nanoTime();
        action.run();
        add((System.nanoTime() - begin) / 1e9);
    }

    /** The one in the middle: other users of the machine shift it less than a mean. */
    double median() {
        return percentile(50);
    }

    /** The one that so many percent of the values are below. */
    synchronized double percentile(int percent) {
        return values.stream().sorted().toList().get(values.size() * percent / 100);
    }
}
