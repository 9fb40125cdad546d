package io.querybatch.testing.wire;

import io.querybatch.testing.wire.Sighting.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of one connection: which text a message stands for, which of them an answer belongs to, and what their
 * transaction has sent so far. A driver prepares a statement once and then only names it.
 */
final class Statements {

    /** In the line of awaited answers: where the server says that it is ready again. No text of a statement: these end at a zero. */
    private static final String SYNC = "\0";

    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final Deque<String> awaited = new ArrayDeque<>();
    private final Set<String> transaction = new LinkedHashSet<>();

    /** What a message of the client sends to be run, if anything. */
    synchronized Optional<Sighting> sent(Frame frame) {
        switch (frame.type()) {
            case 'P' -> prepared.put(text(frame, 0), text(frame, 1));
            case 'B' -> portals.put(text(frame, 0), prepared.getOrDefault(text(frame, 1), "?"));
            case 'S' -> awaited.add(SYNC);
            case 'E' -> {
                return Optional.of(run(portals.getOrDefault(text(frame, 0), "?")));
            }
            case 'Q' -> {
                Sighting sighting = run(text(frame, 0));
                awaited.add(SYNC);
                return Optional.of(sighting);
            }
            default -> {
                // Nothing that runs a statement.
            }
        }
        return Optional.empty();
    }

    private Sighting run(String sql) {
        Sighting sighting = sighting(Moment.BEFORE, sql);
        awaited.add(sql);
        if (!sql.toLowerCase(Locale.ROOT).startsWith("begin")) {
            transaction.add(sql);
        }
        return sighting;
    }

    /** Which statement a message of the server says to have run, if any. */
    synchronized Optional<Sighting> answered(Frame frame) {
        switch (frame.type()) {
            case 'C', 's', 'I' -> {
                if (!awaited.isEmpty() && !awaited.peek().equals(SYNC)) {
                    return Optional.of(sighting(Moment.AFTER, awaited.remove()));
                }
            }
            case 'Z' -> ready(frame.status());
            default -> {
                // Rows, descriptions, notices; after an error the server is silent until it is ready again.
            }
        }
        return Optional.empty();
    }

    private void ready(char status) {
        while (!awaited.isEmpty() && !awaited.remove().equals(SYNC)) {
            // Not run because of an error before.
        }
        if (status == 'I') {
            transaction.clear();
        }
    }

    private Sighting sighting(Moment moment, String sql) {
        Set<String> before = new LinkedHashSet<>(transaction);
        before.remove(sql);
        return new Sighting(moment, sql, before);
    }

    private static String text(Frame frame, int index) {
        return frame.texts(index + 1).get(index);
    }
}
