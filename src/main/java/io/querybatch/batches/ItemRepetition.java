package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.ItemReader;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.DataAccess;
import io.querybatch.planning.ItemRequest;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.query.BatchItem;
import io.querybatch.query.SplitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a batch asks, for another one: items that were planned stay as they are, those that could not be are planned again, for by
 * now the data source, the account or the right may be there. What still cannot be planned fails again.
 */
final class ItemRepetition {

    /** Errors are about the item, as in a query alone: the body it came in is not here. */
    private static final String NO_BODY = "";

    private static final String QUERIES = "/queries";

    private final BatchPlanner planner;
    private final JsonLimits jsonLimits;
    private final SplitPolicy split;
    private final PlanningDefaults defaults;
    private final DataAccess access;
    private final List<BatchItem> items = new ArrayList<>();
    private final List<FailedItem> failed = new ArrayList<>();
    private long next = 1;

    ItemRepetition(
            BatchPlanner planner,
            JsonLimits jsonLimits,
            SplitPolicy split,
            PlanningDefaults defaults,
            DataAccess access) {
        this.planner = planner;
        this.jsonLimits = jsonLimits;
        this.split = split;
        this.defaults = defaults;
        this.access = access;
    }

    /**
     * The same in the same order, numbered anew.
     *
     * @throws ServiceException UNPROCESSABLE_ENTITY if that makes more queries than a batch may have
     */
    NewBatch.Content of(NewBatch.Content content) {
        int at = 0;
        for (BatchItem item : content.items()) {
            while (at < content.failed().size() && content.failed().get(at).n() < item.firstN()) {
                planAgain(content.failed().get(at++));
            }
            add(item);
        }
        content.failed().subList(at, content.failed().size()).forEach(this::planAgain);
        return new NewBatch.Content(items, failed);
    }

    private void planAgain(FailedItem item) {
        List<Violation> violations = new ArrayList<>();
        Optional<ItemRequest> request =
                new ItemReader(jsonLimits, violations).read(NO_BODY, StrictJson.parse(item.submitted(), jsonLimits));
        if (violations.isEmpty() && request.isPresent()) {
            BatchPlanner.Plan plan = planner.tryToPlan(List.of(request.get()), split, defaults, access);
            checkAmount(plan.refusals());
            plan.items().forEach(this::add);
            plan.unplanned().forEach(again -> fail(item, again.failure()));
        } else {
            // Accepted by a server that was less strict.
            fail(item, new QueryFailure(ErrorCode.UNPROCESSABLE_ENTITY, Violation.listed(violations)));
        }
    }

    private void fail(FailedItem item, QueryFailure failure) {
        checkAmount(planner.checkAmount(QUERIES, next));
        failed.add(new FailedItem((int) next, item.key(), item.submitted(), failure));
        next++;
    }

    private void add(BatchItem item) {
        checkAmount(planner.checkAmount(QUERIES, next - 1 + item.queryCount()));
        items.add(item.startingAt((int) next));
        next += item.queryCount();
    }

    private static void checkAmount(List<Violation> refusals) {
        if (!refusals.isEmpty()) {
            throw ServiceException.of(ErrorCode.UNPROCESSABLE_ENTITY, refusals);
        }
    }
}
