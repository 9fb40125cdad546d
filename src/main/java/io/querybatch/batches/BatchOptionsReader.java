package io.querybatch.batches;

import io.querybatch.parameters.Members;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.SplitPolicy;
import java.util.ArrayList;
import java.util.List;

/** Reads what callers choose for a batch as a whole, with the bounds of the contract (B §2.1, A5). */
final class BatchOptionsReader {

    private static final int MAX_DESCRIPTION = 2_000;

    private BatchOptionsReader() {}

    static BatchOptions read(Members members, CallbackRules callbacks) {
        return new BatchOptions(
                description(members, ""),
                new SplitPolicy(
                        members.choice("split_accounts_policy", List.of("all", "none"), "none")
                                .equals("all"),
                        members.choice("split_dates_policy", List.of("day", "none"), "none")
                                .equals("day")),
                timeoutMinutes(members, 30),
                queryConcurrency(members, 5),
                format(members),
                members.flag("add_exclude_account_errors", false),
                members.flag("add_clean_data_types", false),
                members.integer("retention_hours", 1, 720, 24),
                CallbackReader.read(members, callbacks));
    }

    static String description(Members members, String absent) {
        return members.text("description", MAX_DESCRIPTION, absent);
    }

    static Integer timeoutMinutes(Members members, Integer absent) {
        return members.integer("timeout_minutes", 5, 60, absent);
    }

    static Integer queryConcurrency(Members members, Integer absent) {
        return members.integer("query_concurrency", 1, 50, absent);
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
