package io.querybatch.chaos;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Reads a batch as its owner does: every query once, every result as DuckDB says it is when it is asked directly. */
final class ResultCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final Truth truth;
    private final BiConsumer<Problem.Kind, String> problems;

    ResultCheck(Api api, Truth truth, BiConsumer<Problem.Kind, String> problems) {
        this.api = api;
        this.truth = truth;
        this.problems = problems;
    }

    /** Codes with which queries may have failed are {@code explained}. */
    void check(Order order, String batch, Set<String> explained) {
        Set<String> expected = new HashSet<>();
        for (String airport : order.accounts()) {
            for (int day = 0; day < order.days(); day++) {
                expected.add(airport + " " + order.start().plusDays(day));
            }
        }
        for (JsonObject query : queries(batch)) {
            JsonObject split = query.getJsonObject("split_info");
            String airport = split.getJsonArray("ds_accounts").getString(0);
            String day = split.getString("start_date");
            if (!expected.remove(airport + " " + day)) {
                problems.accept(
                        Problem.Kind.DUPLICATED, query.getString("schedule_id") + " for " + airport + " " + day);
            }
            check(query, airport, day, explained);
        }
        expected.forEach(missing -> problems.accept(Problem.Kind.LOST, batch + ": query for " + missing));
    }

    private List<JsonObject> queries(String batch) {
        List<JsonObject> queries = new ArrayList<>();
        int total = 1;
        while (queries.size() < total) {
            Answer answer = ask("query/batch/" + batch + "/status?limit=1000&offset=" + queries.size());
            if (answer.status() != 200) {
                problems.accept(Problem.Kind.LOST, batch + ": " + answer.status() + " " + answer.body());
                return queries;
            }
            queries.addAll(answer.json().getJsonArray("data").getValuesAs(JsonObject.class));
            total = answer.json()
                    .getJsonObject("meta")
                    .getJsonObject("paginate")
                    .getInt("total");
        }
        return queries;
    }

    private void check(JsonObject query, String airport, String day, Set<String> explained) {
        String id = query.getString("schedule_id");
        String state = query.getString("status_code");
        if (state.equals("FAILURE")) {
            String code = query.getJsonObject("error_info").getString("code");
            if (!explained.contains(code)) {
                problems.accept(Problem.Kind.FAILED_WITHOUT_REASON, id + ": " + code);
            }
        } else if (state.equals("SUCCESS")) {
            checkResult(id, query.getJsonObject("result_info").getString("results_url"), truth.rows(airport, day));
        } else {
            problems.accept(Problem.Kind.LOST, id + " is " + state + " in a batch that has stopped");
        }
    }

    private void checkResult(String id, String url, List<List<Object>> rows) {
        Answer answer = ask(url);
        if (answer.status() != 200) {
            problems.accept(Problem.Kind.RESULT_WRONG, id + ": " + answer.status() + " " + answer.body());
            return;
        }
        List<List<String>> got =
                Truth.dataRows(answer.json()).stream().map(Truth::comparable).toList();
        List<List<String>> wanted = rows.stream().map(Truth::comparable).toList();
        if (!got.equals(wanted)) {
            problems.accept(Problem.Kind.RESULT_WRONG, id + ": " + got + " instead of " + wanted);
        }
    }

    /** A node may still find connections that broke in the round: ask until it answers. */
    private Answer ask(String path) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        Poll.until(PATIENCE, "the node answers", () -> {
            try {
                answer.set(api.get(path));
                return answer.get().status() != 503;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
        return answer.get();
    }
}
