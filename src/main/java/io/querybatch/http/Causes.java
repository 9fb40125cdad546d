package io.querybatch.http;

import io.querybatch.errors.ServiceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was thrown, with all that led to it. */
public final class Causes {

    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int MOST = 20;

    private final List<Throwable> causes;

    private Causes(List<Throwable> causes) {
        this.causes = causes;
    }

    /** Of something that was thrown. */
    public static Causes of(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable e = thrown; e != null && causes.size() < MOST; e = e.getCause()) {
            causes.add(e);
        }
        return new Causes(causes);
    }

    /** The first of a kind. */
    public <T extends Throwable> Optional<T> first(Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** That the store is away, in words for callers; empty if none of it means that. */
    public Optional<ServiceException> storeIsAway() {
        return causes.stream()
                .filter(Causes::meansStoreIsAway)
                .findFirst()
                .map(e -> ServiceException.unavailable("The store cannot be reached.", RETRY, causes.get(0)));
    }

    /** Connection refused, lost or not to be had: SQL state class 08, 57P (server going away), or a pool's own error. */
    private static boolean meansStoreIsAway(Throwable e) {
        if (e instanceof SQLNonTransientConnectionException || e instanceof SQLTransientException) {
            return true;
        }
        String state = e instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return state.startsWith("08")
                || state.startsWith("57P")
                || e.getClass().getName().contains("PoolingException");
    }
}
