package io.querybatch.execution.sql;

import io.querybatch.execution.Allotment;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Grant;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.Question;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/** Gives queries of one batch their slots, in order, and makes claims of them. */
final class Allotting {

    private final DSLContext sql;
    private final Grant grant;
    private final Map<String, Claim> questions;
    private final BatchRow batch;
    private final OutputFormat format;
    private final BatchOrigin origin;
    private final Map<String, KnownAnswer> known = new HashMap<>();
    private final Allotment allotment;
    private final List<Claim> claims = new ArrayList<>();
    private final List<TakenRows.Waiter> waiters = new ArrayList<>();

    /**
     * No query has a slot yet.
     *
     * @param questions what is asked by the claims of this transaction, by its keys; those of these claims are added
     */
    Allotting(DSLContext sql, Grant grant, Map<String, Claim> questions, BatchRow batch) {
        this.sql = sql;
        this.grant = grant;
        this.questions = questions;
        this.batch = batch;
        this.format = batch.format();
        this.origin = batch.origin();
        this.allotment = new Allotment(grant, known::get, new HashSet<>(questions.keySet()), batch.now());
    }

    /** Those that are going to be answered now. */
    List<Claim> claims() {
        return claims;
    }

    /** Those that wait for the answers to others. */
    List<TakenRows.Waiter> waiters() {
        return waiters;
    }

    /** So many queries that share no scan can be run. */
    int ownScans() {
        return grant.slots() * grant.depth();
    }

    /** In order, as long as there are slots; returns whether there may be some for those behind, too. */
    boolean allot(List<NextQuery> queries) {
        int from = 0;
        boolean goesOn = true;
        while (goesOn && from < queries.size()) {
            int to = stretch(queries, from);
            goesOn = allotStretch(queries.subList(from, to));
            from = to;
        }
        return goesOn && !allotment.isPlenty();
    }

    /**
     * As far as queries can be run, if no answers to them are there: those behind need not be looked at then. No further than one
     * slot may go, for with it there may be plenty.
     */
    private int stretch(List<NextQuery> queries, int from) {
        int most = Math.min(queries.size(), from + grant.load());
        int to = from;
        for (int own = 0; to < most && own < ownScans(); to++) {
            own += queries.get(to).kind().fuses() ? 0 : 1;
        }
        return to;
    }

    private boolean allotStretch(List<NextQuery> queries) {
        List<Optional<Question>> asked =
                queries.stream().map(query -> query.question().get()).toList();
        known.putAll(new Answers(sql)
                .ofQuestions(asked.stream().flatMap(Optional::stream).toList()));
        for (int i = 0; i < queries.size(); i++) {
            NextQuery query = queries.get(i);
            Question question = asked.get(i).orElse(null);
            Optional<Allotment.Way> way = allotment.isPlenty()
                    ? Optional.empty()
                    : allotment.next(query.n(), query.kind(), question, query.isSuspect());
            if (way.isEmpty()) {
                return false;
            }
            go(query, question, way.get());
        }
        return true;
    }

    private void go(NextQuery query, Question question, Allotment.Way way) {
        if (way instanceof Allotment.Waits waits) {
            waiters.add(new TakenRows.Waiter(query.n(), waits.question().acceptsFrom(), query.waited()));
        } else if (way instanceof Allotment.Reuses reuses) {
            claims.add(claim(query, reuses.lead(), reuses.lead(), reuses.answer()));
        } else if (way instanceof Allotment.Scans scans) {
            Claim claim = claim(query, scans.place().lead(), scans.place().scan(), null);
            claims.add(claim);
            if (question != null) {
                questions.put(question.key(), claim);
            }
        }
    }

    private Claim claim(NextQuery query, int lead, int scan, KnownAnswer answer) {
        return new Claim(
                new ScheduleId(grant.batch(), query.n()),
                query.attempt(),
                batch.fence(),
                query.item(),
                format,
                batch.interactive(),
                lead,
                scan,
                answer,
                batch.tenant(),
                origin);
    }
}
