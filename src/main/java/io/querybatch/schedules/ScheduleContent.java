package io.querybatch.schedules;

import io.querybatch.security.Caller;

/**
 * What a schedule is, apart from what becomes of it.
 *
 * @param owner who gave it its batch, as he was then; its batches have his rights
 * @param terms when and how it runs
 * @param body its batch: what was kept of the body of a submission
 */
public record ScheduleContent(Caller owner, Terms terms, String body) {}
