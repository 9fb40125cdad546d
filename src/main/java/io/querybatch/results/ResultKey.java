package io.querybatch.results;

import io.querybatch.query.ScheduleId;

/**
 * Names the result of one attempt. Two attempts of the same query never share a key, so a late worker can overwrite
 * nothing.
 *
 * @param query the query
 * @param fence the number of the claim under which the attempt runs
 */
public record ResultKey(ScheduleId query, long fence) {}
