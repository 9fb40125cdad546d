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
import io.querybatch.query.OutputFormat;
import io.querybatch.query.SplitPolicy;
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
    private static final int MAX_DESCRIPTION = 2_000;

    private final JsonLimits jsonLimits;
    private final PlanningLimits limits;

    BatchRequestReader(JsonLimits jsonLimits, PlanningLimits limits) {
        this.jsonLimits = jsonLimits;
        this.limits = limits;
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
        StrictJson.walkObject(body, Set.of(QUERIES), jsonLimits, new StrictJson.Visitor() {
            @Override
            public void member(String name, JsonValue value) {
                members.put(name, value);
            }

            @Override
            public void element(String array, int index, JsonValue value) {
                if (index < limits.items()) {
                    itemReader.read("/queries/" + index, value).ifPresent(items::add);
                } else if (index == limits.items()) {
                    violations.add(
                            new Violation("/queries", ErrorCode.BAD_REQUEST, "at most " + limits.items() + " entries"));
                }
            }
        });
        BatchOptions options = options(new Members("", members, violations), items, violations);
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
        return new BatchRequest(items, options);
    }

    private static BatchOptions options(Members members, List<ItemRequest> items, List<Violation> violations) {
        if (members.has(QUERIES)) {
            members.wrong(QUERIES, "must be an array of queries");
        } else if (items.isEmpty() && violations.isEmpty()) {
            members.wrong(QUERIES, "is required and must have at least one entry");
        }
        BatchOptions options = new BatchOptions(
                members.text("description", MAX_DESCRIPTION, ""),
                new SplitPolicy(
                        members.choice("split_accounts_policy", List.of("all", "none"), "none")
                                .equals("all"),
                        members.choice("split_dates_policy", List.of("day", "none"), "none")
                                .equals("day")),
                members.integer("timeout_minutes", 5, 60, 30),
                members.integer("query_concurrency", 1, 50, 5),
                format(members),
                members.flag("add_exclude_account_errors", false),
                members.flag("add_clean_data_types", false),
                members.integer("retention_hours", 1, 720, 24));
        members.refuseOthers(QUERIES);
        return options;
    }

    private static OutputFormat format(Members members) {
        List<String> names = new ArrayList<>();
        for (OutputFormat format : OutputFormat.values()) {
            names.add(format.wireName());
        }
        String name = members.choice("query_output_format", names, OutputFormat.JSON.wireName());
        return OutputFormat.parse(name).orElse(OutputFormat.JSON);
    }
}
