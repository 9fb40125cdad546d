package io.querybatch.execution;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time as a queue of events: each happens at its moment, one after the other, and the next is never waited for. */
final class SimulatedTime {

    private static final int REMEMBERED = 50;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private final Note[] notes = new Note[REMEMBERED];
    private final Runnable afterEach;
    private long now;
    private long number;
    private int noted;
    private int depth;

    /** {@code afterEach} is run after each event. */
    SimulatedTime(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    private record Event(long time, long number, Runnable action) {}

    private record Note(long time, String who, String what, Object about) {
        @Override
        public String toString() {
            return String.format("%8d ms  %-8s %s %s", time, who, what, about == null ? "" : about);
        }
    }

    /** Milliseconds since the beginning. */
    long now() {
        return now;
    }

    void after(long millis, Runnable action) {
        number++;
        events.add(new Event(now + millis, number, action));
    }

    /** Lets the next event happen. */
    void step() {
        Event event = events.remove();
        now = Math.max(now, event.time());
        event.action().run();
        afterEach.run();
    }

    /** While one step of somebody takes so long, everybody else goes on: what happens meanwhile happens here. */
    void pass(long millis) {
        depth++;
        long end = now + millis;
        while (!events.isEmpty() && events.peek().time() <= end) {
            step();
        }
        now = Math.max(now, end);
        depth--;
    }

    /** All stand still for so long; what was to happen meanwhile happens late. */
    void skip(long millis) {
        now += millis;
    }

    /** How many steps are under way, each during the one before. */
    int depth() {
        return depth;
    }

    /** Remembers what happened; {@code about} must not change any more. */
    void note(String who, String what, Object about) {
        notes[noted % REMEMBERED] = new Note(now, who, what, about);
        noted++;
    }

    /** The latest notes, oldest first. */
    String history() {
        StringBuilder history = new StringBuilder();
        for (int i = Math.max(0, noted - REMEMBERED); i < noted; i++) {
            history.append(notes[i % REMEMBERED]).append('\n');
        }
        return history.toString();
    }

    /** Forgets all that was to come. */
    void end() {
        events.clear();
        Arrays.fill(notes, null);
    }
}
