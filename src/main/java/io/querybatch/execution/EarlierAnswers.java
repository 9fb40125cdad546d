package io.querybatch.execution;

import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultStore;
import io.querybatch.results.StoredResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives queries answers that are there already, as copies of their own: a result that others delete, or whose time is up, takes
 * nothing away from them. What cannot be copied goes back, and is asked for like any other.
 */
final class EarlierAnswers {

    private static final Logger LOG = Logger.getLogger(EarlierAnswers.class.getName());

    private final ResultStore results;

    EarlierAnswers(ResultStore results) {
        this.results = results;
    }

    void give(ClaimGroup group, RunningQueries.Running running, BiConsumer<Claim, Outcome> ended) {
        List<Claim> claims = group.claims();
        List<Outcome> outcomes = new ArrayList<>(claims.size());
        try (ResultPack pack = results.pack(group.lead().resultKey())) {
            for (Claim claim : claims) {
                outcomes.add(Outcomes.stopped(running).orElseGet(() -> copy(claim, pack)));
            }
            pack.complete();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> group.lead().query() + ": answers of others could not be kept");
            outcomes.replaceAll(outcome -> outcome instanceof Outcome.Succeeded ? new Outcome.Returned() : outcome);
        }
        for (int i = 0; i < claims.size(); i++) {
            ended.accept(claims.get(i), i < outcomes.size() ? outcomes.get(i) : new Outcome.Returned());
        }
    }

    private Outcome copy(Claim claim, ResultPack pack) {
        KnownAnswer answer = claim.answer();
        try (StoredResult earlier = results.open(answer.key(), answer.lead()).orElse(null)) {
            if (earlier == null) {
                return new Outcome.Returned();
            }
            // A copy of what is damaged could not be told from what was damaged later, and nobody would ask again.
            earlier.verify();
            pack.copy(claim.resultKey(), earlier);
            return new Outcome.Succeeded(earlier.summary());
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> claim.query() + ": the answer to " + answer.key() + " is of no use");
            return new Outcome.Returned();
        }
    }
}
