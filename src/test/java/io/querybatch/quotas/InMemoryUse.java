package io.querybatch.quotas;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** A store that forgets everything in the end, and can be away. */
final class InMemoryUse implements UseStore, OpenWork {

    private final Map<LocalDate, Map<String, Use>> days = new HashMap<>();
    final Map<String, Long> stored = new HashMap<>();
    int openBatches;
    int openQueries;
    int surveys;
    boolean away;

    Use of(String tenant, LocalDate day) {
        return days.getOrDefault(day, Map.of()).getOrDefault(tenant, Use.NONE);
    }

    @Override
    public void add(LocalDate day, Map<String, Use> more) {
        if (away) {
            throw new IllegalStateException("away");
        }
        more.forEach((tenant, use) ->
                days.computeIfAbsent(day, any -> new HashMap<>()).merge(tenant, use, Use::and));
    }

    @Override
    public Use.Standing spend(String tenant, LocalDate day, int queries) {
        add(day, Map.of(tenant, new Use(queries, 0, 0)));
        return standing(tenant, day);
    }

    @Override
    public Use.Standing standing(String tenant, LocalDate day) {
        Use month = days.keySet().stream()
                .filter(other -> other.withDayOfMonth(1).equals(day.withDayOfMonth(1)))
                .map(other -> of(tenant, other))
                .reduce(Use.NONE, Use::and);
        return new Use.Standing(of(tenant, day), month, openBatches, openQueries);
    }

    @Override
    public Map<String, Long> storedBytes() {
        surveys++;
        return Map.copyOf(stored);
    }

    @Override
    public void forget(LocalDate before) {
        days.keySet().removeIf(day -> day.isBefore(before));
    }
}
