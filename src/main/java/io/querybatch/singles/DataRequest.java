package io.querybatch.singles;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.parameters.ItemReader;
import io.querybatch.parameters.Members;
import io.querybatch.planning.ItemRequest;
import io.querybatch.query.BatchId;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A single query as asked for (contract B §3.1).
 *
 * @param query what it asks; null when only the name of a run was given
 * @param scheduleId the caller's own name for the run, or null
 * @param run the very run that is meant, whatever its name means by now, or null; only in links to further pages
 * @param patience how long the answer may take
 * @param freshness age up to which a finished run of the same query will do; null when the caller did not say
 * @param page which rows
 */
record DataRequest(
        ItemRequest query, String scheduleId, BatchId run, Duration patience, Duration freshness, RowPage page) {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int MAX_WAIT_SECONDS = 3_600;
    private static final int DEFAULT_WAIT_SECONDS = 1_800;

    /** Which rows of which run is for the answer to say: pages of one run share it. */
    private static final Set<String> OFFSETS = Set.of("offset_start", "offset_end", "run");

    /**
     * Reads a request.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    static DataRequest read(JsonValue parameters, JsonLimits limits) {
        List<Violation> violations = new ArrayList<>();
        if (!(parameters instanceof JsonObject object)) {
            throw ServiceException.of(
                    ErrorCode.BAD_REQUEST,
                    List.of(new Violation(
                            "", ErrorCode.BAD_REQUEST, "must be an object with the parameters of a query")));
        }
        Members members = new Members("", object, violations);
        String name = members.text("schedule_id", 100, null);
        if (name != null && !NAME.matcher(name).matches()) {
            members.wrong("schedule_id", "must be 1 to 100 characters of A-Z a-z 0-9 _ -");
        }
        BatchId run = run(members);
        int wait = members.integer("sync_timeout", 0, MAX_WAIT_SECONDS, DEFAULT_WAIT_SECONDS);
        Integer freshness = members.integer("cache_minutes", 0, Integer.MAX_VALUE, null);
        RowPage page = RowPage.read(members);
        boolean onlyName = name != null && !object.containsKey("fields");
        ItemRequest query = onlyName
                ? null
                : new ItemReader(limits, violations)
                        .read("", withoutOffsets(object))
                        .orElse(null);
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
        return new DataRequest(
                query,
                name,
                run,
                Duration.ofSeconds(wait),
                freshness == null ? null : Duration.ofMinutes(freshness),
                page);
    }

    private static BatchId run(Members members) {
        String text = members.text("run", 100, null);
        BatchId run = text == null ? null : BatchId.parse(text).orElse(null);
        if (text != null && run == null) {
            members.wrong("run", "must be as in the link to a page");
        }
        return run;
    }

    private static JsonObject withoutOffsets(JsonObject object) {
        JsonObjectBuilder rest = JSON.createObjectBuilder();
        object.forEach((name, value) -> {
            if (!OFFSETS.contains(name)) {
                rest.add(name, value);
            }
        });
        return rest.build();
    }
}
