package io.querybatch.bench;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Somebody who answers the same queries as others, again and again, and how fast that was. */
final class Racer {

    private final String name;
    private final Course course;
    private final Samples perSecond = new Samples();

    /** Answers all queries once. */
    interface Course {
        Run run() throws Exception;
    }

    /**
     * One time round.
     *
     * @param seconds from the first query handed over to the last result that is kept
     * @param totals reads the results again
     */
    record Run(double seconds, Callable<FlightTotals> totals) {}

    Racer(String name, Course course) {
        this.name = name;
        this.course = course;
    }

    String name() {
        return name;
    }

    /** Runs without being timed until so much time is over, and reads what came of the first. */
    FlightTotals warmUp(Duration time) throws Exception {
        FlightTotals totals = course.run().totals().call();
        WarmUp.until(time, course::run);
        return totals;
    }

    /** Returns the seconds it took for so many queries. */
    double race(int queries) throws Exception {
        double seconds = course.run().seconds();
        perSecond.add(queries / seconds);
        return seconds;
    }

    /** Queries a second, the median of all rounds. */
    double perSecond() {
        return perSecond.median();
    }
}
