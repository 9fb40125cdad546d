package io.querybatch.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Queries written out one by one, as a program would that does not know of splitting. */
public final class FlightItems {

    private static final List<String> AIRPORTS =
            List.of("ORD", "LAX", "JFK", "ATL", "DFW", "SEA", "BOS", "MIA", "DEN", "SFO");
    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
    private static final String ITEM = """
        {"id":"q%d","ds_id":"FLIGHTS","ds_accounts":"%s","start_date":"%s","end_date":"%s","fields":"date,origin,flights"}""";

    private FlightItems() {}

    /** So many items, as JSON. */
    public static List<String> of(int amount) {
        return IntStream.range(0, amount)
                .mapToObj(n -> {
                    LocalDate day = FIRST_DAY.plusDays(n / AIRPORTS.size() % FlightAsks.MOST_DAYS);
                    return ITEM.formatted(n, AIRPORTS.get(n % AIRPORTS.size()), day, day);
                })
                .toList();
    }

    /** One batch of them. */
    public static String batch(List<String> items) {
        return "{\"queries\":[" + String.join(",", items) + "]}";
    }
}
