package io.querybatch.schedules;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.Members;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads what callers say about schedules. Finds every error of shape, those of the batch among them, not the first. */
final class ScheduleReader {

    /** The batch is kept with the schedule, and read for each run. */
    static final int MAX_BYTES = 1_048_576;

    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_ZONE = 64;

    private final JsonLimits limits;
    private final UnaryOperator<String> batches;

    /** {@code batches} refuses what has not the shape of a batch, and says what to keep of others. */
    ScheduleReader(JsonLimits limits, UnaryOperator<String> batches) {
        this.limits = limits;
        this.batches = batches;
    }

    /**
     * Reads a new schedule.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    ScheduleChange readNew(InputStream body) {
        return read(body, members -> {
            for (String name : List.of("cron", "batch")) {
                if (!members.has(name)) {
                    members.wrong(name, "is required");
                }
            }
        });
    }

    /**
     * Reads a change.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    ScheduleChange readChange(InputStream body) {
        return read(body, members -> {});
    }

    private ScheduleChange read(InputStream body, Consumer<Members> required) {
        Map<String, JsonValue> json = StrictJson.members(bounded(body), limits);
        List<Violation> violations = new ArrayList<>();
        Members members = new Members("", json, violations);
        required.accept(members);
        ScheduleChange change = new ScheduleChange(
                cron(members),
                timezone(members),
                members.has("paused") ? (Boolean) members.flag("paused", false) : null,
                description(members),
                choice(members, "missed_runs", MissedRuns.values(), MissedRuns::wireName),
                choice(members, "overlap", Overlap.values(), Overlap::wireName),
                batch(members, violations));
        members.refuseOthers();
        if (json.isEmpty() && violations.isEmpty()) {
            violations.add(new Violation("", ErrorCode.BAD_REQUEST, "says nothing to change"));
        }
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
        return change;
    }

    private static InputStream bounded(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw ServiceException.of(
                        ErrorCode.CONTENT_TOO_LARGE,
                        "The body of a schedule may have at most " + MAX_BYTES + " bytes.");
            }
            return new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cron(Members members) {
        String text = members.text("cron", CronExpression.MAX_LENGTH, null);
        if (text == null) {
            return null;
        }
        try {
            CronExpression.parse(text);
        } catch (CronSyntaxException e) {
            members.wrong("cron", e.getMessage());
        }
        return text.strip();
    }

    private static String timezone(Members members) {
        String text = members.text("timezone", MAX_ZONE, null);
        if (text == null) {
            return null;
        }
        try {
            return ZoneId.of(text.strip()).getId();
        } catch (DateTimeException e) {
            members.wrong("timezone", "must be a time zone such as Europe/Helsinki or +02:00");
            return null;
        }
    }

    private static String description(Members members) {
        String text = members.text("description", MAX_DESCRIPTION, null);
        if (text != null && text.indexOf('\0') >= 0) {
            // PostgreSQL has no place for it.
            members.wrong("description", "must not have the character U+0000");
        }
        return text;
    }

    private static <E> E choice(Members members, String name, E[] values, Function<E, String> wireName) {
        if (!members.has(name)) {
            return null;
        }
        List<String> names = Stream.of(values).map(wireName).toList();
        int index = names.indexOf(members.choice(name, names, names.get(0)));
        return values[index];
    }

    private String batch(Members members, List<Violation> violations) {
        JsonValue value = members.get("batch");
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonObject)) {
            members.wrong("batch", "must be an object, such as POST /query/batch takes");
            return null;
        }
        try {
            return batches.apply(value.toString());
        } catch (ServiceException e) {
            violations.addAll(e.violations());
            return null;
        }
    }
}
