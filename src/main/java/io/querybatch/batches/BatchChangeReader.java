package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.Members;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the body of {@code PATCH /query/batch/{batch_id}} (contract A5). */
final class BatchChangeReader {

    private final JsonLimits limits;

    BatchChangeReader(JsonLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a change.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    BatchChange read(InputStream body) {
        Map<String, JsonValue> json = StrictJson.members(body, limits);
        List<Violation> violations = new ArrayList<>();
        Members members = new Members("", json, violations);
        BatchChange change = new BatchChange(
                members.has("paused") ? (Boolean) members.flag("paused", false) : null,
                BatchOptionsReader.queryConcurrency(members, null),
                BatchOptionsReader.timeoutMinutes(members, null),
                BatchOptionsReader.description(members, null));
        members.refuseOthers();
        if (json.isEmpty()) {
            violations.add(new Violation("", ErrorCode.BAD_REQUEST, "says nothing to change"));
        }
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
        return change;
    }
}
