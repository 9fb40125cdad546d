package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import io.querybatch.query.QuerySpec;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser.Event;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The requests of the single-query API that the adapter makes, each of which can be repeated. Every address is built here
 * from the configured one; addresses in answers are not read.
 */
final class RemoteApi {

    private final RemoteSettings settings;
    private final Transport transport;

    RemoteApi(RemoteSettings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
    }

    /** Hands in a query under a {@code schedule_id} of our own; again, to learn what became of it. */
    RunStatus submit(QuerySpec spec, String scheduleId, Cancellation query) throws FailedExchange, ScanException {
        HttpRequest.Builder request = request("/query/data/json", "")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(QueryBody.of(spec, scheduleId, settings)));
        return status(request, scheduleId, query);
    }

    /** Asks how a query is; should its rows come along, the first alone. */
    RunStatus poll(String scheduleId, Cancellation query) throws FailedExchange, ScanException {
        String parameters = parameter("schedule_id", scheduleId) + "&offset_start=0&offset_end=0";
        return status(request("/query/status", parameters), scheduleId, query);
    }

    private RunStatus status(HttpRequest.Builder request, String scheduleId, Cancellation query)
            throws FailedExchange, ScanException {
        Answer sent = transport.send(request, query);
        try (JsonAnswer answer = new JsonAnswer(sent.body())) {
            answer.readHead();
            RunStatus status = RunStatus.of(answer, scheduleId, sent.retryAfter());
            answer.leave();
            return status;
        }
    }

    /** Opens a page of a result: the {@code limit} rows after the first {@code offset}. */
    ResultPage page(String scheduleId, List<String> fields, long offset, int limit, Cancellation query)
            throws FailedExchange, ScanException {
        String parameters = parameter("schedule_id", scheduleId) + "&offset=" + offset + "&limit=" + limit;
        JsonAnswer answer = data(request("/query/results", parameters), query);
        try {
            return ResultPage.open(answer, fields);
        } catch (FailedExchange e) {
            answer.close();
            throw e;
        }
    }

    /** Passes every element of a list, such as {@code /query/fields}, to {@code reader}. */
    void list(String path, Cancellation query, Consumer<JsonObject> reader) throws FailedExchange, ScanException {
        String user = settings.user().isEmpty() ? "" : "&" + parameter("ds_users", settings.user());
        try (JsonAnswer answer = data(request(path, parameter("ds_id", settings.dataSource()) + user), query)) {
            answer.reading(json -> {
                for (Event event = json.next(); event != Event.END_ARRAY; event = json.next()) {
                    JsonAnswer.expect(event, Event.START_OBJECT);
                    reader.accept(json.getObject());
                }
                return true;
            });
            answer.finish();
        }
    }

    /** An answer that must have {@code data}, read up to its first element; one that says its status must be a success. */
    private JsonAnswer data(HttpRequest.Builder request, Cancellation query) throws FailedExchange, ScanException {
        JsonAnswer answer = new JsonAnswer(transport.send(request, query).body());
        try {
            boolean data = answer.readHead();
            if (answer.hasError() || answer.meta().containsKey("status_code")) {
                data &= RunStatus.of(answer, "", Duration.ZERO).succeeded();
            }
            if (!data) {
                throw RemoteErrors.malformed("it has no data", null);
            }
            answer.limit(settings.pageBytes());
            return answer;
        } catch (FailedExchange e) {
            answer.close();
            throw e;
        }
    }

    private HttpRequest.Builder request(String path, String parameters) {
        URI address = URI.create(settings.url() + path + (parameters.isEmpty() ? "" : "?" + parameters));
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + settings.token())
                .header("Accept", "application/json");
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
