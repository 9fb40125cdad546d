package io.querybatch.client;

import java.util.List;

/** A page of the tenant's schedules, newest first. */
public record ScheduleList(Meta meta, List<Schedule> data) {

    /** {@code cursor} is where the next page begins; null at the end. */
    public record Meta(String requestId, String cursor) {}
}
