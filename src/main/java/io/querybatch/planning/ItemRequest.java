package io.querybatch.planning;

import io.querybatch.query.FieldRef;
import io.querybatch.query.Filter;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.QuerySettings;
import java.util.List;

/**
 * One query as submitted: well-formed, but nothing in it looked up yet.
 *
 * @param pointer JSON Pointer to it, for errors; empty for a query alone
 * @param key the caller's own {@code id}, or null
 * @param dataSource {@code ds_id}
 * @param accounts {@code ds_accounts}; null when the caller named none
 * @param segments {@code ds_segments}
 * @param dates {@code date_range_type}, {@code start_date}, {@code end_date}
 * @param comparison {@code compare_type} and its dates
 * @param show {@code compare_show}
 * @param fields {@code fields}
 * @param filter {@code filter}, or null
 * @param selection order and limits
 * @param settings presentation
 * @param excludeInvalidAccounts {@code settings.exclude_invalid_accounts}
 * @param cacheMinutes {@code cache_minutes}, or null
 */
public record ItemRequest(
        String pointer,
        String key,
        String dataSource,
        AccountChoice accounts,
        List<String> segments,
        DateChoice dates,
        DateChoice comparison,
        PeriodComparison.Show show,
        List<FieldRef> fields,
        Filter filter,
        SelectionChoice selection,
        QuerySettings settings,
        boolean excludeInvalidAccounts,
        Integer cacheMinutes) {

    public ItemRequest {
        segments = List.copyOf(segments);
        fields = List.copyOf(fields);
    }
}
