package io.querybatch.webhooks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Takes what is due and has it attempted, a bounded number at a time and of a tenant: whose receiver hangs keeps no other waiting.
 * Every server does, and the store sees to it that each attempt is made by one.
 */
final class DeliveryLoop {

    /** Calls of this server at a time. */
    static final int MOST = 16;

    private static final int MOST_OF_TENANT = 4;

    /** Looking up a name cannot be cut short. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final DeliveryStore store;
    private final Attempts attempts;
    private final WebhookConfig config;
    private final Executor executor;

    /** Attempts under way, by tenant; a tenant without any is not in it. */
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    DeliveryLoop(DeliveryStore store, Attempts attempts, WebhookConfig config, Executor executor) {
        this.store = store;
        this.attempts = attempts;
        this.config = config;
        this.executor = executor;
    }

    /** Looks once; called by one thread. */
    void round() {
        int free = MOST - underWay.values().stream().mapToInt(Integer::intValue).sum();
        if (free > 0) {
            store.due(MOST_OF_TENANT, free).forEach(this::begin);
        }
    }

    private void begin(DueDelivery due) {
        if (underWay.getOrDefault(due.tenant(), 0) >= MOST_OF_TENANT
                || !store.claim(due, config.timeout().plus(MARGIN), config.retryFor())) {
            return;
        }
        underWay.merge(due.tenant(), 1, Integer::sum);
        try {
            executor.execute(() -> run(due));
        } catch (RejectedExecutionException e) {
            leave(due);
            throw e;
        }
    }

    private void run(DueDelivery due) {
        try {
            attempts.make(due);
        } finally {
            leave(due);
        }
    }

    private void leave(DueDelivery due) {
        underWay.computeIfPresent(due.tenant(), (tenant, count) -> count == 1 ? null : count - 1);
    }
}
