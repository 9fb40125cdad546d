package io.querybatch.execution;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The results of a stint, in one pack, and the outcomes of its queries: a success is told when the pack is durable. Once settled,
 * each result is by itself. Another thread may settle it.
 */
final class PackedResults implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PackedResults.class.getName());

    private final Claim lead;
    private final ResultPack pack;
    private final BiConsumer<Claim, Outcome> ended;
    private final List<Completion> waiting = new ArrayList<>();
    private boolean ofEarlierScans;
    private boolean settled;

    /** What has become of all successes; null: they are kept. */
    private Outcome lost;

    /** {@code lead} is the claim that the pack is named by. */
    PackedResults(Claim lead, ResultPack pack, BiConsumer<Claim, Outcome> ended) {
        this.lead = lead;
        this.pack = pack;
        this.ended = ended;
    }

    ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException {
        return pack.create(key, layout, columns);
    }

    /** Another scan of the stint begins. */
    synchronized void scanBegins() {
        ofEarlierScans = !waiting.isEmpty();
    }

    /** Settles for the sake of earlier scans. Those of one scan wait for each other: else each would need a file of its own. */
    synchronized void relieve() {
        if (ofEarlierScans) {
            settle();
        }
    }

    /** Notes how a query ended; its result, if it has one, is complete. */
    synchronized void add(Claim claim, Outcome outcome) {
        if (settled || !(outcome instanceof Outcome.Succeeded)) {
            tell(claim, outcome);
        } else {
            waiting.add(new Completion(claim, outcome));
        }
    }

    /** Makes the pack durable and tells of what is in it. */
    synchronized void settle() {
        if (!settled) {
            settled = true;
            try {
                pack.complete();
            } catch (IOException | RuntimeException e) {
                lost = Outcomes.notStored(lead, e);
            }
            waiting.forEach(done -> tell(done.claim(), done.outcome()));
            waiting.clear();
        }
    }

    private void tell(Claim claim, Outcome outcome) {
        ended.accept(claim, lost != null && outcome instanceof Outcome.Succeeded ? lost : outcome);
    }

    @Override
    public void close() {
        try {
            pack.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a pack of results could not be closed", e);
        }
    }
}
