package io.querybatch.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** A step of the work that must happen wholly or not at all, known by the statement that makes it. */
enum Transition {
    SUBMIT("insert into batch ", 8),
    CLAIM("update batch set next_n", 8),
    RECLAIM("delete from requeued where batch_id = ", 20),
    PUBLISH("update query q set state = t.state", 8),
    HAND_BACK("insert into requeued (batch_id, n) values", 8),
    STOP("update batch set stop_reason", 8),
    HEARTBEAT("update node set heartbeat_at = current_timestamp", 8),
    RECOVER("delete from node ", 15),
    RETIRE("delete from node ", 15),
    REGISTER("insert into node ", 60),
    EXPIRE("delete from batch ", 15);

    /** Recovery looks for silent nodes first; a node that retires looks for itself alone. */
    private static final String SEARCH = "select node_id from node";

    private static final String SILENT = "heartbeat_at <";

    private final String statement;
    private final Duration patience;

    Transition(String statement, int patienceSeconds) {
        this.statement = statement;
        this.patience = Duration.ofSeconds(patienceSeconds);
    }

    /** Whether a statement, after others of its transaction, is the one that makes this step. */
    boolean isMadeBy(String sql, Set<String> transaction) {
        if (!sql.startsWith(statement)) {
            return false;
        }
        boolean searched =
                transaction.stream().anyMatch(before -> before.startsWith(SEARCH) && before.contains(SILENT));
        return switch (this) {
            case RECOVER -> searched;
            case RETIRE -> !searched;
            // With its values in it, for it is sent with others; a stop deletes those of the whole batch.
            case RECLAIM -> sql.contains(" and n = ");
            default -> true;
        };
    }

    /** Whether a transaction that is about to be committed made this step. */
    boolean isMadeIn(Set<String> transaction) {
        return transaction.stream().anyMatch(sql -> isMadeBy(sql, transaction));
    }

    /** How long after the other events of a round it may take to happen. */
    Duration patience() {
        return patience;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
