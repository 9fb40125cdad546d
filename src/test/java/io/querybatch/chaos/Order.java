package io.querybatch.chaos;

import io.querybatch.testing.Truth;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.LocalDate;
import java.util.List;

/**
 * A batch to be submitted in a round.
 *
 * @param name its description, by which it is found again when its answer is lost
 * @param tenant whose it is
 * @param node number of the node it is sent to
 * @param at when, in milliseconds from the beginning of the round
 * @param dataSource what it asks
 * @param accounts airports, one query for each and day
 * @param start first day
 * @param days number of days
 * @param concurrency most of its queries at once
 * @param alone whether each of its queries is asked for itself, so that there are many claims and outcomes
 * @param cancel when and where it is cancelled, or null
 */
record Order(
        String name,
        String tenant,
        int node,
        long at,
        String dataSource,
        List<String> accounts,
        LocalDate start,
        int days,
        int concurrency,
        boolean alone,
        Cancel cancel) {

    /**
     * A cancellation.
     *
     * @param node number of the node it is sent to
     * @param at when, in milliseconds from the beginning of the round
     */
    record Cancel(int node, long at) {}

    int queries() {
        return accounts.size() * days;
    }

    Order cancelled(int atNode, long when) {
        return with(node, alone, new Cancel(atNode, when));
    }

    Order sentTo(int otherNode) {
        return with(otherNode, alone, cancel);
    }

    /** The same without sharing. */
    Order eachAlone() {
        return with(node, true, cancel);
    }

    private Order with(int newNode, boolean newAlone, Cancel newCancel) {
        return new Order(
                name, tenant, newNode, at, dataSource, accounts, start, days, concurrency, newAlone, newCancel);
    }

    /** One day in one item, so that a batch has several. */
    String body() {
        var queries = Json.createArrayBuilder();
        for (int day = 0; day < days; day++) {
            String date = start.plusDays(day).toString();
            JsonObjectBuilder query = Json.createObjectBuilder()
                    .add("ds_id", dataSource)
                    .add("ds_accounts", String.join(",", accounts))
                    .add("start_date", date)
                    .add("end_date", date)
                    .add("fields", Truth.FIELDS);
            if (alone) {
                query.add("cache_minutes", 0)
                        .add("settings", Json.createObjectBuilder().add("no_fusion", true));
            }
            queries.add(query);
        }
        return Json.createObjectBuilder()
                .add("description", name)
                .add("split_accounts_policy", "all")
                .add("split_dates_policy", "day")
                .add("query_concurrency", concurrency)
                .add("queries", queries)
                .build()
                .toString();
    }
}
