package io.querybatch.schedules;

import io.querybatch.batches.RecurringBatches;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.Envelope;
import io.querybatch.http.Links;
import io.querybatch.http.Reading;
import io.querybatch.http.RequestId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.Reach;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Schedules as the caller of this request gets them. */
@RequestScoped
class ScheduleAnswers {

    /** So many due times to come are told of one schedule. */
    static final int NEXT_RUNS = 5;

    @Inject
    private ScheduleStore store;

    @Inject
    private RecurringBatches recurring;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Reading reading;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /**
     * A schedule that the caller may read.
     *
     * @throws ServiceException NOT_FOUND if there is none
     */
    Schedule read(String id) {
        Schedule schedule = find(Reach.of(caller.get()), id);
        reading.note(schedule.tenant(), null);
        return schedule;
    }

    /**
     * A schedule of the caller's own tenant: for those who change it.
     *
     * @throws ServiceException NOT_FOUND if there is none
     */
    Schedule own(String id) {
        return find(Reach.only(caller.get().tenant()), id);
    }

    private Schedule find(Reach reach, String id) {
        return store.find(reach, recurrenceId(id)).orElseThrow(ScheduleAnswers::notFound);
    }

    Envelope<Envelope.Meta, ScheduleView> of(Schedule schedule) {
        return new Envelope<>(
                meta(),
                ScheduleView.of(
                        schedule,
                        nextRuns(schedule),
                        recurring.shown(schedule.content().body()),
                        links));
    }

    private static List<Instant> nextRuns(Schedule schedule) {
        List<Instant> runs = new ArrayList<>();
        Instant first = schedule.standing().nextDue();
        if (first != null) {
            runs.add(first);
            runs.addAll(schedule.terms().timing().next(first, NEXT_RUNS - 1));
        }
        return runs;
    }

    /** As it is in lists. */
    ScheduleView inList(Schedule schedule) {
        return ScheduleView.of(schedule, null, null, links);
    }

    Envelope.Meta meta() {
        return new Envelope.Meta(requestId.value());
    }

    /** Where a schedule is. */
    String address(Schedule schedule) {
        return links.to("/query/schedule/" + schedule.id());
    }

    /** An id that cannot be one of ours does not exist either. */
    static RecurrenceId recurrenceId(String text) {
        return RecurrenceId.parse(text).orElseThrow(ScheduleAnswers::notFound);
    }

    /** What is not there, or another tenant's. */
    static ServiceException notFound() {
        return ServiceException.of(ErrorCode.NOT_FOUND, "There is no such schedule.");
    }
}
