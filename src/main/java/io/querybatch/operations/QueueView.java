package io.querybatch.operations;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What waits and runs of one kind, on all nodes. */
@JsonbPropertyOrder({"kind", "openBatches", "pausedBatches", "queued", "running", "slots", "oldestWaitingSeconds"})
public record QueueView(
        String kind,
        long openBatches,
        long pausedBatches,
        long queued,
        long running,
        long slots,
        Double oldestWaitingSeconds) {

    /** Who goes first. */
    public enum Kind {
        /** Queries alone: somebody waits for each, so they go before the others of their tenant. */
        SINGLE,
        /** All else. */
        BATCH;

        /** The name in answers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Both kinds, also where there is nothing. */
    static List<QueueView> all(List<Load> loads) {
        return Stream.of(Kind.values())
                .map(kind -> of(
                        kind,
                        loads.stream()
                                .filter(load -> load.interactive() == (kind == Kind.SINGLE))
                                .reduce(Load.NONE, Load::and)))
                .toList();
    }

    private static QueueView of(Kind kind, Load sum) {
        return new QueueView(
                kind.wireName(),
                sum.open(),
                sum.paused(),
                sum.queued(),
                sum.running(),
                sum.slots(),
                Seconds.of(sum.oldest()));
    }
}
