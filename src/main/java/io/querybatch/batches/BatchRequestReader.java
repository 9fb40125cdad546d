package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.ItemReader;
import io.querybatch.parameters.Members;
import io.querybatch.planning.ItemRequest;
import io.querybatch.planning.PlanningLimits;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the body of a submission (contract A4, B §2.1). Items become records one by one as they come in, so a body of many
 * megabytes is never a tree in memory. Finds every error of shape, not the first.
 */
final class BatchRequestReader {

    private static final String QUERIES = "queries";

    private final String pointer;
    private final JsonLimits jsonLimits;
    private final PlanningLimits limits;
    private final CallbackRules callbacks;
    private final OnInvalid onInvalid;

    BatchRequestReader(JsonLimits jsonLimits, PlanningLimits limits, CallbackRules callbacks, OnInvalid onInvalid) {
        this("", jsonLimits, limits, callbacks, onInvalid);
    }

    /** {@code pointer} is the place of the submission in a larger body. */
    BatchRequestReader(
            String pointer,
            JsonLimits jsonLimits,
            PlanningLimits limits,
            CallbackRules callbacks,
            OnInvalid onInvalid) {
        this.pointer = pointer;
        this.onInvalid = onInvalid;
        this.jsonLimits = jsonLimits;
        this.limits = limits;
        this.callbacks = callbacks;
    }

    /**
     * Reads a submission.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    BatchRequest read(InputStream body) {
        List<Violation> violations = new ArrayList<>();
        ItemReader itemReader = new ItemReader(jsonLimits, violations);
        Map<String, JsonValue> members = new HashMap<>();
        List<ItemRequest> items = new ArrayList<>();
        List<String> submitted = new ArrayList<>();
        StrictJson.walkObject(body, Set.of(QUERIES), jsonLimits, new StrictJson.Visitor() {
            @Override
            public void member(String name, JsonValue value) {
                members.put(name, value);
            }

            @Override
            public void element(String array, int index, JsonValue value) {
                if (index < limits.items()) {
                    itemReader.read(pointer + "/queries/" + index, value).ifPresent(items::add);
                    if (onInvalid == OnInvalid.FAIL_QUERY) {
                        submitted.add(value.toString());
                    }
                } else if (index == limits.items()) {
                    violations.add(new Violation(
                            pointer + "/queries", ErrorCode.BAD_REQUEST, "at most " + limits.items() + " entries"));
                }
            }
        });
        BatchOptions options = options(new Members(pointer, members, violations), items, violations);
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
        return new BatchRequest(items, submitted, options, onInvalid);
    }

    private BatchOptions options(Members members, List<ItemRequest> items, List<Violation> violations) {
        if (members.has(QUERIES)) {
            members.wrong(QUERIES, "must be an array of queries");
        } else if (items.isEmpty() && violations.isEmpty()) {
            members.wrong(QUERIES, "is required and must have at least one entry");
        }
        BatchOptions options = BatchOptionsReader.read(members, callbacks);
        members.refuseOthers(QUERIES);
        return options;
    }
}
