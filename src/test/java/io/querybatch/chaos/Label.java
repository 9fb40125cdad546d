package io.querybatch.chaos;

import io.querybatch.testing.wire.Sighting;
import io.querybatch.testing.wire.Sighting.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An exact moment of a transition.
 *
 * @param transition which
 * @param point before or after its statement or the commit
 */
record Label(Transition transition, Point point) {

    /** Before: the server has not seen it. After: the server has done it, the node does not know. */
    enum Point {
        BEFORE_STATEMENT,
        AFTER_STATEMENT,
        BEFORE_COMMIT,
        AFTER_COMMIT;

        private boolean isCommit() {
            return this == BEFORE_COMMIT || this == AFTER_COMMIT;
        }

        private Moment moment() {
            return this == BEFORE_STATEMENT || this == BEFORE_COMMIT ? Moment.BEFORE : Moment.AFTER;
        }
    }

    static List<Label> all() {
        List<Label> all = new ArrayList<>();
        for (Transition transition : Transition.values()) {
            for (Point point : Point.values()) {
                all.add(new Label(transition, point));
            }
        }
        return all;
    }

    boolean matches(Sighting sighting) {
        if (sighting.moment() != point.moment()) {
            return false;
        }
        return point.isCommit()
                ? sighting.sql().equalsIgnoreCase("commit") && transition.isMadeIn(sighting.transaction())
                : transition.isMadeBy(sighting.sql(), sighting.transaction());
    }

    @Override
    public String toString() {
        return transition.label() + "-" + point.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
