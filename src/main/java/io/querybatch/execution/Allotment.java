package io.querybatch.execution;

import io.querybatch.query.QueryKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides, query by query in the order of their batch, how each is going to be answered. */
public final class Allotment {

    /** So many queries keep a worker busy while the next ones are claimed. */
    private static final int PLENTY = 200;

    private final Placement placement;
    private final Function<String, KnownAnswer> known;
    private final Set<String> asked;
    private final Instant now;
    private Optional<Placement.Place> reusing = Optional.empty();
    private int scanned;

    /**
     * Nothing is decided yet.
     *
     * @param known gives the latest attempt at a question, by its key, or null
     * @param asked keys of the questions that others are being claimed for at this moment; those of these queries are added
     * @param now the time by the store's clock
     */
    public Allotment(Grant grant, Function<String, KnownAnswer> known, Set<String> asked, Instant now) {
        this.placement = new Placement(grant);
        this.known = known;
        this.asked = asked;
        this.now = now;
    }

    /** How a query is answered. */
    public sealed interface Way {}

    /** By a scan, its own or that of another query. */
    public record Scans(Placement.Place place) implements Way {}

    /** By what is there already; all that have it so good share one slot, which {@code lead} takes. */
    public record Reuses(int lead, KnownAnswer answer) implements Way {}

    /** By another query that runs or is about to, once it has; it is content with answers as of a time. */
    public record Waits(Question question) implements Way {}

    /**
     * Decides on the next query.
     *
     * @param n its number
     * @param kind what it has in common with those with which it may share a scan
     * @param question what it asks; null when it neither uses nor gives answers
     * @param alone whether it must not share a slot, for it may be what was the end of a server
     * @return empty when no slot is left for it
     */
    public Optional<Way> next(int n, QueryKind kind, Question question, boolean alone) {
        KnownAnswer answer = question == null ? null : known.apply(question.key());
        if (answer != null && answer.ready() && !answer.asOf().isBefore(question.acceptsFrom())) {
            return reuse(n, answer);
        }
        if (answer != null && !answer.ready()) {
            return Optional.of(new Waits(question.acceptingFrom(answer.asOf())));
        }
        if (question != null && asked.contains(question.key()) && !placement.joins(kind)) {
            return Optional.of(new Waits(question.acceptingFrom(now)));
        }
        Optional<Placement.Place> place = alone ? placement.placeAlone(n) : placement.place(n, kind);
        scanned += place.isPresent() ? 1 : 0;
        if (place.isPresent() && question != null) {
            asked.add(question.key());
        }
        return place.map(Scans::new);
    }

    /**
     * Whether a claim should end here, although slots are left: a shared scan is full, and need not wait until all others are
     * claimed, too.
     */
    public boolean isPlenty() {
        return scanned >= PLENTY && placement.hasFullScan();
    }

    private Optional<Way> reuse(int n, KnownAnswer answer) {
        if (reusing.isEmpty()) {
            reusing = placement.placeAlone(n);
        }
        return reusing.map(place -> new Reuses(place.lead(), answer));
    }
}
