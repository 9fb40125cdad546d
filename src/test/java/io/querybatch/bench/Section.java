package io.querybatch.bench;

import java.util.List;

/**
 * What came of a measurement.
 *
 * @param name as {@code -Dbench} knows it
 * @param title what was measured, for people
 * @param seconds how long it took
 * @param load processes that wanted a processor when it ended, a mean of the last minute; negative where the system does not
 *     tell
 * @param figures in the order they were measured, baselines before what is compared with them
 * @param failure why it did not come to its end; null if it did
 */
record Section(String name, String title, long seconds, double load, List<Figure> figures, String failure) {

    List<Figure> withTargets() {
        return figures.stream().filter(figure -> figure.target() != null).toList();
    }
}
