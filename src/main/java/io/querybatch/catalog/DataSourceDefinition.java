package io.querybatch.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data source as its catalog file describes it.
 *
 * @param id {@code ds_id} on the wire, upper case by convention
 * @param name display name
 * @param description for people; may be empty
 * @param connector name of the connector that reads it, such as {@code duckdb}
 * @param tables for file connectors: table name to file, absolute; otherwise empty
 * @param loaded whether files are loaded into memory once instead of being read in place by every query
 * @param relation SQL of the relation queries select from: a table name or a parenthesis-free SELECT
 * @param accountColumn column of the relation that holds the account id; null when it has no accounts
 * @param accounts where its accounts come from
 * @param dateColumn column of type DATE that a query's dates restrict; null when it has no dates
 * @param fields what can be asked for, in display order
 * @param segments filters with a name
 * @param accountLists lists of account ids by their slug, beside those that the groups of accounts make
 * @param limits what it bears
 */
public record DataSourceDefinition(
        String id,
        String name,
        String description,
        String connector,
        Map<String, Path> tables,
        boolean loaded,
        String relation,
        String accountColumn,
        AccountList accounts,
        String dateColumn,
        List<FieldDefinition> fields,
        List<SegmentDefinition> segments,
        Map<String, List<String>> accountLists,
        SourceLimits limits) {

    public DataSourceDefinition {
        tables = Map.copyOf(tables);
        fields = List.copyOf(fields);
        segments = List.copyOf(segments);
        accountLists = Map.copyOf(accountLists);
    }

    /** The segment of that id. */
    public Optional<SegmentDefinition> segment(String segmentId) {
        return segments.stream()
                .filter(segment -> segment.id().equals(segmentId))
                .findFirst();
    }

    /** The field of that id. */
    public Optional<FieldDefinition> field(String fieldId) {
        return fields.stream().filter(field -> field.id().equals(fieldId)).findFirst();
    }
}
