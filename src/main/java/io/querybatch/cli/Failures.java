package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchQuery;
import io.querybatch.client.BatchQuery.ErrorInfo;
import io.querybatch.client.StatusPage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why queries of a batch failed, equal reasons together. */
final class Failures {

    private static final int PAGE = 1000;
    private static final int MOST = 10_000;

    private Failures() {}

    static String reason(ErrorInfo error) {
        return Text.plain(error.code() + ": " + (error.description() == null ? error.message() : error.description()));
    }

    /** Prints them, the most frequent first. */
    static void print(BatchClient client, String id, Screen screen) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        int read = 0;
        StatusPage page;
        do {
            page = client.status(id, State.FAILURE.name(), read, PAGE);
            for (BatchQuery query : page.data()) {
                reasons.merge(reason(query.errorInfo()), 1, Integer::sum);
            }
            read += page.data().size();
        } while (read < page.meta().paginate().total()
                && read < MOST
                && !page.data().isEmpty());
        if (read < page.meta().paginate().total()) {
            screen.say("Of the first %,d failures:", read);
        }
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(reason -> screen.say("%,6d × %s", reason.getValue(), reason.getKey()));
    }
}
