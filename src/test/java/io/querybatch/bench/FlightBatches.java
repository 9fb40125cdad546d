package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import java.util.stream.Collectors;

/** Batches over the sample data source FLIGHTS, one query for each airport and day. */
final class FlightBatches {

    private FlightBatches() {}

    /** All airports on the days from {@code start} to {@code end}; {@code more} stands behind this first item. */
    static String body(String start, String end, String more) {
        return """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":8,"queries":[
             {"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"%s","end_date":"%s",
              "fields":"date,origin,flights,delayed,on_time_ratio"}%s]}\
            """.formatted(start, end, more);
    }

    /** A hundred airports on one day. */
    static String hundred(Api api) {
        String accounts = api.get("query/accounts?ds_id=FLIGHTS").json().getJsonArray("data").stream()
                .flatMap(group -> group.asJsonObject().getJsonArray("accounts").stream())
                .limit(100)
                .map(account -> account.asJsonObject().getString("account_id"))
                .collect(Collectors.joining(","));
        return body("2001-01-01", "2001-01-01", "").replace("list.all_accounts", accounts);
    }

    /** Submits and requires that so many queries came of it. */
    static String submit(Api api, String body, int queries) {
        String batch = Batches.submit(api, body);
        int amount = Batches.information(api, batch).getInt("query_amount");
        if (amount != queries) {
            throw new IllegalStateException(amount + " queries instead of " + queries);
        }
        return batch;
    }
}
