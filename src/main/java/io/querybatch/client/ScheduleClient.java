package io.querybatch.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Schedules of one server, with a {@link BatchClient}'s connection; it throws what that throws. */
public final class ScheduleClient {

    private static final String SCHEDULE = "query/schedule";
    private static final String DRY_RUN = "?dry_run=true";

    private final BatchClient client;

    ScheduleClient(BatchClient client) {
        this.client = client;
    }

    /** Makes a schedule; it is committed when this returns, and is one, whatever happens to the connection. */
    public Schedule create(JsonObject schedule) {
        return create(schedule, BatchClient.newKey());
    }

    /**
     * Makes a schedule.
     *
     * @param key the {@code Idempotency-Key}: the same one with the same schedule gives the same schedule for 24 hours
     */
    public Schedule create(JsonObject schedule, String key) {
        return client.ask(Call.post(SCHEDULE, bytes(schedule)).with(Call.KEY, key), Schedule.class);
    }

    /** What would become of a schedule; nothing is stored. */
    public SchedulePlan dryRun(JsonObject schedule) {
        return client.ask(Call.post(SCHEDULE + DRY_RUN, bytes(schedule)), SchedulePlan.class);
    }

    /** What a schedule would be with a change; nothing is stored. */
    public SchedulePlan dryRun(String id, JsonObject change) {
        return client.ask(Call.patch(path(id) + DRY_RUN, bytes(change)), SchedulePlan.class);
    }

    /** A page of the tenant's schedules; {@code cursor} may be null. */
    public ScheduleList list(int limit, String cursor) {
        String from = cursor == null ? "" : "&cursor=" + BatchClient.encode(cursor);
        return client.ask(Call.get(SCHEDULE + "?limit=" + limit + from), ScheduleList.class);
    }

    /** A schedule as it stands. */
    public Schedule schedule(String id) {
        return client.ask(Call.get(path(id)), Schedule.class);
    }

    /** Changes a schedule: the members that are to be others. */
    public Schedule change(String id, JsonObject change) {
        return client.ask(Call.patch(path(id), bytes(change)), Schedule.class);
    }

    /** Pauses a schedule, or lets it go on. */
    public Schedule pause(String id, boolean paused) {
        return change(id, Json.createObjectBuilder().add("paused", paused).build());
    }

    /** Removes a schedule; its batches stay. */
    public Schedule delete(String id) {
        return client.ask(Call.delete(path(id)).once(), Schedule.class);
    }

    /** What was made of its latest due times, at most so many. */
    public ScheduleRuns runs(String id, int limit) {
        return client.ask(Call.get(path(id) + "/runs?limit=" + limit), ScheduleRuns.class);
    }

    /** Submits its batch now. Sent once: if the connection is lost, look for it with {@link #runs}. */
    public Batch run(String id) {
        return client.ask(Call.post(path(id) + "/run"), Batch.class);
    }

    private static byte[] bytes(JsonObject json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String path(String id) {
        return SCHEDULE + "/" + BatchClient.encode(id);
    }
}
