package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Batches that are submitted again and again: the body is kept as it came, and means something new each time. Only the secret of
 * a callback is kept as it is with a batch, and shown to nobody.
 */
@ApplicationScoped
public class RecurringBatches {

    /** Where the submission stands in the body of a schedule; findings point there. */
    private static final String POINTER = "/batch";

    private static final String URL = "callback_url";
    private static final String SECRET = "callback_secret";

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private final SubmitBatch submitBatch;
    private final CallbackRules callbacks;
    private final JsonLimits jsonLimits;

    /** For the container's proxy. */
    RecurringBatches() {
        this(null, null, null);
    }

    @Inject
    RecurringBatches(SubmitBatch submitBatch, CallbackRules callbacks, JsonLimits jsonLimits) {
        this.submitBatch = submitBatch;
        this.callbacks = callbacks;
        this.jsonLimits = jsonLimits;
    }

    /**
     * Looks at the shape of a submission, and says what to keep of it.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    public String keep(String body) {
        read(body);
        JsonObject json = parse(body);
        return json.containsKey(SECRET)
                ? with(json, SECRET, callbacks.seal(json.getString(SECRET))).toString()
                : body;
    }

    /** What was kept, as it may be shown. */
    public JsonValue shown(String kept) {
        return without(parse(kept), SECRET);
    }

    /**
     * What a submission comes to when it is made at a moment; nothing is stored.
     *
     * @param kept what was kept of it
     * @param moment what relative dates are relative to
     * @throws ServiceException with every violation, as a submission is refused
     */
    public NewBatch plan(String kept, Caller caller, Instant moment, RecurrenceId recurrence) {
        return submitBatch.planAt(moment, request(kept), caller, recurrence);
    }

    /**
     * What would become of a submission that was made at a moment.
     *
     * @param items entries of its {@code queries}
     * @param plan the rest
     */
    public record DryRun(int items, BatchPlanView plan) {}

    /** Says what would become of a submission if it were made at a moment, as {@link #plan} would find; nothing is stored. */
    public DryRun dryRun(String kept, Caller caller, Instant moment) {
        try {
            BatchRequest request = request(kept);
            return new DryRun(request.items().size(), submitBatch.dryRunAt(moment, request, caller));
        } catch (ServiceException e) {
            if (e.violations().isEmpty()) {
                throw e;
            }
            return new DryRun(0, BatchPlanView.refused(e.violations()));
        }
    }

    private BatchRequest request(String kept) {
        JsonObject json = parse(kept);
        if (!json.containsKey(URL)) {
            return read(kept);
        }
        BatchRequest request = read(without(without(json, SECRET), URL).toString());
        return request.calling(new Callback(checkedUrl(json.getString(URL)), json.getString(SECRET)));
    }

    /** What may be called is for the server to say each time. */
    private String checkedUrl(String url) {
        callbacks.wrongWithUrl(url).ifPresent(wrong -> {
            Violation violation = new Violation(POINTER + "/" + URL, ErrorCode.BAD_REQUEST, wrong);
            throw ServiceException.of(ErrorCode.BAD_REQUEST, List.of(violation));
        });
        return url;
    }

    private BatchRequest read(String body) {
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return submitBatch.readAt(POINTER, bytes);
    }

    private JsonObject parse(String body) {
        return StrictJson.parse(body, jsonLimits).asJsonObject();
    }

    private static JsonObject with(JsonObject json, String name, String value) {
        return JSON.createObjectBuilder(json).add(name, value).build();
    }

    private static JsonObject without(JsonObject json, String name) {
        JsonObjectBuilder rest = JSON.createObjectBuilder(json);
        return rest.remove(name).build();
    }
}
