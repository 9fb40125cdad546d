package io.querybatch.bench;

import java.time.LocalDate;
import java.util.List;

/**
 * Queries for one airport and one day each, airport by airport, as a batch splits them.
 *
 * @param airports who is asked for
 * @param days of each airport, from the first of January 2001 on
 */
record FlightAsks(List<String> airports, int days) {

    static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);

    /** Days that there are flights of. */
    static final int MOST_DAYS = 181;

    int amount() {
        return airports.size() * days;
    }

    /** Airport of a query, counted from 0. */
    String airport(int number) {
        return airports.get(number / days);
    }

    LocalDate day(int number) {
        return FIRST_DAY.plusDays(number % days);
    }

    /** All of them as one batch; {@code settings} are of its only item, as JSON. */
    String batch(int concurrency, String settings) {
        return """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":%d,"queries":[
             {"ds_id":"FLIGHTS","ds_accounts":"%s","start_date":"%s","end_date":"%s",
              "fields":"date,origin,flights,delayed,on_time_ratio","settings":%s}]}\
            """.formatted(
                        concurrency, String.join(",", airports), FIRST_DAY, FIRST_DAY.plusDays(days - 1L), settings);
    }
}
