package io.querybatch.bench;

import java.util.ArrayList;
import java.util.List;

/** The same thing measured many times. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    /** What is timed. */
    interface Action {
        void run() throws Exception;
    }

    void add(double value) {
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
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
