package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the result of one attempt. Two attempts of the same query never share a key, so a late worker can overwrite
 * nothing.
 *
 * @param query the query
 * @param fence the number of the claim under which the attempt runs; later attempts have higher ones
 */
@ForHosts(since = "0.1")
public record ResultKey(ScheduleId query, long fence) {

    private static final Pattern NAME = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})\\.qb([rp]).*");

    /** A name among those of its batch: {@code <n>-<fence>.qbr}. */
    public String fileName() {
        return query.n() + "-" + fence + ".qbr";
    }

    /** The name of the pack of the slot that this attempt leads: {@code <n>-<fence>.qbp}. */
    public String packName() {
        return query.n() + "-" + fence + ".qbp";
    }

    /** The attempt that led the slot of this one: claims of one slot have the same fence. */
    public ResultKey ofLead(int lead) {
        return new ResultKey(new ScheduleId(query.batch(), lead), fence);
    }

    /** The key that a name, whatever follows it, stands for among those of a batch; empty if it is no result's. */
    public static Optional<ResultKey> parse(BatchId batch, String fileName) {
        return parse(batch, fileName, "r");
    }

    /** The attempt that led the slot which a name, whatever follows it, is the pack of; empty if it is no pack's. */
    public static Optional<ResultKey> parsePack(BatchId batch, String fileName) {
        return parse(batch, fileName, "p");
    }

    private static Optional<ResultKey> parse(BatchId batch, String fileName, String kind) {
        Matcher parts = NAME.matcher(fileName);
        return parts.matches() && parts.group(3).equals(kind)
                ? Optional.of(new ResultKey(
                        new ScheduleId(batch, Integer.parseInt(parts.group(1))), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    /** Whether a name, whatever follows it, is that of an earlier attempt of the same query. */
    public boolean isAfter(String fileName) {
        return parse(query.batch(), fileName)
                .filter(other -> other.query().n() == query.n() && other.fence() < fence)
                .isPresent();
    }
}
