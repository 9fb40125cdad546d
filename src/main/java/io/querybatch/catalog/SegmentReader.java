package io.querybatch.catalog;

import io.querybatch.grammar.FilterParser;
import io.querybatch.grammar.GrammarException;
import io.querybatch.query.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the segments of a data source: filters with a name, checked like those of callers. */
final class SegmentReader {

    private static final List<String> SEGMENT = Key.names(CatalogFormat.SEGMENT);

    private final Map<String, FieldDefinition> fields = new HashMap<>();
    private final List<SegmentDefinition> segments = new ArrayList<>();

    SegmentReader(List<FieldDefinition> fields) {
        fields.forEach(field -> this.fields.put(field.id(), field));
    }

    List<SegmentDefinition> read(YamlMap map) {
        Set<String> seen = new HashSet<>();
        for (YamlMap segment : map.maps("segments", SEGMENT)) {
            String id = segment.required("id", DefinitionReader.NAME);
            if (!seen.add(id)) {
                segment.problem("id", "segment \"" + id + "\" is defined twice");
            }
            readFilter(segment, id);
        }
        return segments;
    }

    private void readFilter(YamlMap segment, String id) {
        String text = segment.required("filter");
        if (text.isEmpty()) {
            return;
        }
        try {
            Filter filter = FilterParser.parse(text);
            filter.comparisons().forEach(comparison -> check(segment, comparison));
            segments.add(new SegmentDefinition(id, segment.text("name", id), filter));
        } catch (GrammarException e) {
            segment.problem("filter", e.getMessage());
        }
    }

    private void check(YamlMap segment, Filter.Comparison comparison) {
        FieldDefinition field = fields.get(comparison.field());
        if (field == null) {
            segment.problem("filter", "unknown field \"" + comparison.field() + "\"");
        } else {
            field.problemWith(comparison).ifPresent(problem -> segment.problem("filter", problem));
        }
    }
}
