package io.querybatch.client;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A client of one server with one caller's token, for any number of threads. Requests that were lost on the way are sent again
 * when that does no harm: a batch is submitted once, whatever happens to the connection.
 *
 * <p>All methods throw {@link QuerybatchException} when the server refuses and {@link ConnectionException} when it cannot be
 * reached.
 */
public final class BatchClient {

    private static final String BATCH = "query/batch";

    private final Connection connection;
    private final Consumer<String> answers;

    BatchClient(Connection connection, Consumer<String> answers) {
        this.connection = connection;
        this.answers = answers;
    }

    /** A client of the server at this address, such as {@code https://reports.example/} or {@code …/v2}. */
    public static BatchClientBuilder of(URI server) {
        return new BatchClientBuilder(server);
    }

    /** Submits a batch; it is committed when this returns. */
    public Batch submit(BatchRequest request) {
        return submit(request.body().toString().getBytes(StandardCharsets.UTF_8), newKey());
    }

    /**
     * Submits a batch that is JSON already.
     *
     * @param key the {@code Idempotency-Key}: the same one with the same body gives the same batch for 24 hours
     */
    public Batch submit(byte[] json, String key) {
        return submit(json, key, OnInvalid.REFUSE);
    }

    /** The same for a batch of which what cannot mean anything may fail alone; with another wish it is another request. */
    public Batch submit(byte[] json, String key, OnInvalid onInvalid) {
        return ask(Call.post(BATCH + "?on_invalid=" + onInvalid, json).with(Call.KEY, key), Batch.class);
    }

    /** A key for one submission. */
    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** What would happen with a batch; nothing is stored. */
    public BatchPlan dryRun(byte[] json) {
        return dryRun(json, OnInvalid.REFUSE);
    }

    /** The same for a batch of which what cannot mean anything may fail alone. */
    public BatchPlan dryRun(byte[] json, OnInvalid onInvalid) {
        return ask(Call.post(BATCH + "?dry_run=true&on_invalid=" + onInvalid, json), BatchPlan.class);
    }

    /** A batch as it stands. */
    public Batch batch(String id) {
        return ask(Call.get(path(id)), Batch.class);
    }

    /** A page of the tenant's batches, or of all tenants' for an administrator; {@code state} and {@code cursor} may be null. */
    public BatchList list(String state, int limit, String cursor) {
        return list(null, state, limit, cursor);
    }

    /** For administrators: a page of the batches of one tenant. {@code state} and {@code cursor} may be null. */
    public BatchList list(String tenant, String state, int limit, String cursor) {
        String filter = (tenant == null ? "" : "&tenant=" + encode(tenant))
                + (state == null ? "" : "&state=" + encode(state))
                + (cursor == null ? "" : "&cursor=" + encode(cursor));
        return ask(Call.get(BATCH + "?limit=" + limit + filter), BatchList.class);
    }

    /** A page of a batch's queries in their order; {@code state} null for all. */
    public StatusPage status(String id, String state, int offset, int limit) {
        String filter = state == null ? "" : "&state=" + encode(state);
        return ask(Call.get(path(id) + "/status?offset=" + offset + "&limit=" + limit + filter), StatusPage.class);
    }

    /**
     * Waits until a batch has stopped. Whenever something has changed, at most twice a second, {@code progress} is told: the
     * state of the batch, and in {@code data} those queries that have failed since it was last told.
     */
    public Batch await(String id, Consumer<StatusPage> progress) {
        new Following(connection, (answer, body) -> read(answer, body, StatusPage.class), path(id)).toTheEnd(progress);
        return batch(id);
    }

    /**
     * Streams the results while they are made, until the batch has stopped; goes on where it was when the connection is lost.
     *
     * @param after cursor of the last line that was handled before, or null
     * @param each is told every query that has ended, the failed ones too, each once
     */
    public FeedEnd results(String id, String after, Consumer<ResultLine> each) {
        return new ResultFeed(connection, path(id)).follow(after, each);
    }

    /** Stores what all results of the batch are in, a ZIP with a manifest, in a file; it is there when it is complete. */
    public void archive(String id, Path file, Consumer<Long> bytes) {
        download(Call.get(path(id) + "/results").with("Accept", "application/zip"), file, bytes);
    }

    /** Stores one result, in the format of its batch, in a file; it is there when it is complete. */
    public void result(String scheduleId, Path file) {
        download(Call.get("query/results?schedule_id=" + encode(scheduleId)), file, bytes -> {});
    }

    /** Cancels a batch. */
    public Batch cancel(String id) {
        return ask(Call.delete(path(id)), Batch.class);
    }

    /** Makes a new batch of the queries that failed: one, whatever happens to the connection. */
    public Batch retry(String id) {
        return ask(Call.post(path(id) + "/retry", newKey()), Batch.class);
    }

    /** Pauses a batch, or lets it go on. */
    public Batch pause(String id, boolean paused) {
        JsonObject change = Json.createObjectBuilder().add("paused", paused).build();
        return ask(Call.patch(path(id), change.toString().getBytes(StandardCharsets.UTF_8)), Batch.class);
    }

    /** Batches that are submitted again and again. */
    public ScheduleClient schedules() {
        return new ScheduleClient(this);
    }

    /** API keys of all tenants, for administrators. */
    public ApiKeyClient apiKeys() {
        return new ApiKeyClient(this);
    }

    /** The data sources that the caller may see. */
    public Sources sources() {
        return ask(Call.get("datasource/search"), Sources.class);
    }

    /** The fields of a data source. */
    public Fields fields(String dataSource) {
        return ask(Call.get("query/fields?ds_id=" + encode(dataSource)), Fields.class);
    }

    /** The accounts of a data source that the caller may see. */
    public Accounts accounts(String dataSource) {
        return ask(Call.get("query/accounts?ds_id=" + encode(dataSource)), Accounts.class);
    }

    /** What the caller's tenant may use, and has. */
    public Quotas quotas() {
        return ask(Call.get("query/quotas"), Quotas.class);
    }

    private void download(Call call, Path file, Consumer<Long> bytes) {
        connection.ask(call, (answer, body) -> {
            WholeFile.write(file, body, bytes);
            return file;
        });
    }

    <T extends Record> T ask(Call call, Class<T> type) {
        return connection.ask(call, (answer, body) -> read(answer, body, type));
    }

    private <T extends Record> T read(HttpResponse<?> answer, InputStream body, Class<T> type) throws IOException {
        String json = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        try {
            T read = JsonRecords.answer(type, json);
            answers.accept(json);
            return read;
        } catch (JsonException e) {
            throw QuerybatchException.unexpected(answer.statusCode());
        }
    }

    private static String path(String id) {
        return BATCH + "/" + encode(id);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
