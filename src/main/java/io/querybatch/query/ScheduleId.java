package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies one query of a batch: {@code {batch_id}_query_{n}} (contract A4).
 *
 * @param batch the batch, never null
 * @param n position of the query in its batch after splitting, counted from 1
 */
@ForHosts(since = "0.1")
public record ScheduleId(BatchId batch, int n) {

    private static final Pattern FORM = Pattern.compile("(qrb_[0-9a-f]{20})_query_([1-9][0-9]{0,8})");

    public ScheduleId {
        if (n < 1) {
            throw new IllegalArgumentException("queries are counted from 1");
        }
    }

    /** Reads an identifier sent by a caller; empty when it cannot be one of ours. */
    public static Optional<ScheduleId> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ScheduleId(new BatchId(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return batch + "_query_" + n;
    }
}
