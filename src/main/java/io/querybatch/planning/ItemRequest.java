package io.querybatch.planning;

import java.util.List;

/**
 * One entry of {@code queries} as submitted: well-formed, but nothing in it looked up yet.
 *
 * @param pointer JSON Pointer to the entry, for errors
 * @param key the caller's own {@code id}, or null
 * @param dataSource {@code ds_id}
 * @param accounts {@code ds_accounts} as a list; null when the caller named none
 * @param dateRangeType {@code date_range_type}, or null
 * @param startDate {@code start_date}, or null
 * @param endDate {@code end_date}, or null
 * @param fields {@code fields} as a list
 * @param maxRows {@code max_rows}, or null
 */
public record ItemRequest(
        String pointer,
        String key,
        String dataSource,
        List<String> accounts,
        String dateRangeType,
        String startDate,
        String endDate,
        List<String> fields,
        Integer maxRows) {}
