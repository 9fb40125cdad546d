package io.querybatch.limits;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Counts the requests of everybody. Those of a second are counted by each node for itself. Those of an hour are counted by all nodes
 * together: a node lets through in excess at most what comes to it until it next {@link #share}s.
 */
public final class RequestBudgets {

    /** So many are told apart; who comes then shares one budget with others who do. */
    private static final int MOST = 100_000;

    private static final String OTHERS = "";

    private final Rate rate;
    private final Clock clock;
    private final ConcurrentMap<String, Spender> spenders = new ConcurrentHashMap<>();

    public RequestBudgets(Rate rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** Spends a request of somebody's, if he has one left. */
    public Allowance take(String who) {
        Spender known = spenders.get(who);
        if (known != null) {
            return known.take(clock.instant());
        }
        return spenders.computeIfAbsent(spenders.size() < MOST ? who : OTHERS, name -> new Spender(rate, clock))
                .take(clock.instant());
    }

    /** Tells the store what was let through since the last time, and hears of what others did. */
    public void share(RequestUse use) {
        if (rate.perHour() == 0) {
            return;
        }
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        // In one order on all nodes, so that none waits for another that waits for it.
        Map<String, Long> news = new TreeMap<>();
        spenders.forEach((who, spender) -> {
            long more = spender.tell(hour);
            if (more > 0) {
                news.put(who, more);
            }
        });
        if (news.isEmpty()) {
            return;
        }
        try {
            use.add(hour, news).forEach((who, requests) -> of(who, spender -> spender.learn(hour, requests)));
        } catch (RuntimeException e) {
            news.forEach((who, more) -> of(who, spender -> spender.untell(hour, more)));
            throw e;
        }
    }

    /** He may have been forgotten meanwhile. */
    private void of(String who, Consumer<Spender> step) {
        spenders.computeIfPresent(who, (name, spender) -> {
            step.accept(spender);
            return spender;
        });
    }

    /** Forgets who has asked nothing in this hour. */
    public void forgetIdle() {
        Instant now = clock.instant();
        spenders.values().removeIf(spender -> spender.isIdle(now));
    }
}
