package io.querybatch.catalog;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import io.querybatch.query.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A data source as its catalog file describes it.
 *
 * @param id {@code ds_id} on the wire, upper case by convention
 * @param name display name
 * @param description for people; may be empty
 * @param connector name of the connector that reads it, such as {@code duckdb}
 * @param connection how the connector reaches it, as written in the file: references to secrets ({@link Variables}) stand
 *     for themselves; may be empty
 * @param tables for file connectors: table name to file, absolute; otherwise empty
 * @param loaded whether files are loaded into memory once instead of being read in place by every query
 * @param relation SQL of the relation queries select from: a table name or a parenthesis-free SELECT; null
 *     for a service that computes queries by itself
 * @param accountColumn column of the relation that holds the account id, or the parameter that names it; null when it has no
 *     accounts
 * @param accounts where its accounts come from
 * @param dateColumn column of type DATE that a query's dates restrict, or the parameter that says them; null when it has
 *     no dates
 * @param fields what can be asked for, in display order; empty while the service has yet to be asked for them
 * @param segments filters with a name
 * @param accountLists lists of account ids by their slug, beside those that the groups of accounts make
 * @param limits what it bears
 */
@ForHosts(since = "0.1")
public record DataSourceDefinition(
        String id,
        String name,
        String description,
        String connector,
        Map<String, String> connection,
        Map<String, Path> tables,
        @Internal boolean loaded,
        @Internal String relation,
        String accountColumn,
        @Internal AccountList accounts,
        String dateColumn,
        List<FieldDefinition> fields,
        @Internal List<SegmentDefinition> segments,
        @Internal Map<String, List<String>> accountLists,
        @Internal SourceLimits limits) {

    @Internal
    public DataSourceDefinition {
        connection = Map.copyOf(connection);
        tables = Map.copyOf(tables);
        fields = List.copyOf(fields);
        segments = List.copyOf(segments);
        accountLists = Map.copyOf(accountLists);
    }

    /** Whether a service computes its queries by itself, without SQL of ours. */
    @Internal
    public boolean isRemote() {
        return relation == null;
    }

    /** The segment of that id. */
    @Internal
    public Optional<SegmentDefinition> segment(String segmentId) {
        return segments.stream()
                .filter(segment -> segment.id().equals(segmentId))
                .findFirst();
    }

    /** The same data source with other fields. */
    @Internal
    public DataSourceDefinition withFields(List<FieldDefinition> others) {
        return new DataSourceDefinition(
                id,
                name,
                description,
                connector,
                connection,
                tables,
                loaded,
                relation,
                accountColumn,
                accounts,
                dateColumn,
                others,
                segments,
                accountLists,
                limits);
    }

    /** Changes, on all servers alike, when anything does that answers depend on; as long as it is the same, so is their meaning. */
    @Internal
    public String version() {
        return Fingerprint.of(
                id,
                connector,
                String.valueOf(new TreeMap<>(connection)),
                String.valueOf(new TreeMap<>(tables)),
                String.valueOf(relation),
                String.valueOf(accountColumn),
                String.valueOf(dateColumn),
                String.valueOf(fields),
                String.valueOf(segments));
    }

    /** The field of that id. */
    public Optional<FieldDefinition> field(String fieldId) {
        for (FieldDefinition field : fields) {
            if (field.id().equals(fieldId)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
