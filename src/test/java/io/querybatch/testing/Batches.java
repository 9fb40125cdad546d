package io.querybatch.testing;

import io.querybatch.testing.Api.Answer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What tests do with batches over HTTP. */
public final class Batches {

    private static final int PAGE = 1000;

    private Batches() {}

    /** Submits a body that must be accepted, and returns the path of the batch. */
    public static String submit(Api api, String body) {
        Answer answer = api.post("query/batch", body);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return "query/batch/" + answer.data().getString("batch_id");
    }

    public static JsonObject information(Api api, String batch) {
        return api.get(batch).data();
    }

    /** Waits until the batch is STOPPED and returns it. */
    public static JsonObject awaitEnd(Api api, String batch, Duration longest) {
        Poll.until(
                longest,
                batch + " has stopped",
                () -> information(api, batch).getString("status_code").equals("STOPPED"));
        return information(api, batch);
    }

    /** Number of the first query that waits. */
    public static int firstQueued(Api api, String batch) {
        String id = queries(api, batch).stream()
                .filter(query -> query.getString("status_code").equals("QUEUED"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing waits in " + batch))
                .getString("schedule_id");
        return Integer.parseInt(id.substring(id.lastIndexOf('_') + 1));
    }

    /** Every query of the batch, in order. */
    public static List<JsonObject> queries(Api api, String batch) {
        List<JsonObject> queries = new ArrayList<>();
        int total;
        do {
            JsonObject page = api.get(batch + "/status?limit=" + PAGE + "&offset=" + queries.size())
                    .json();
            queries.addAll(page.getJsonArray("data").getValuesAs(JsonObject.class));
            total = page.getJsonObject("meta").getJsonObject("paginate").getInt("total");
        } while (queries.size() < total);
        return queries;
    }
}
