package io.querybatch.planning;

import io.querybatch.catalog.Catalog;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.BatchItem;
import io.querybatch.query.SplitPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Resolves the items of a batch and numbers their queries. Finds every error of the batch, not the first. */
public final class BatchPlanner {

    private final Catalog catalog;
    private final PlanningContext context;
    private final PlanningLimits limits;

    public BatchPlanner(Catalog catalog, PlanningContext context) {
        this.catalog = catalog;
        this.context = context;
        this.limits = context.limits();
    }

    /**
     * Plans a batch.
     *
     * @param requests at least one
     * @param split how items become queries
     * @param defaults what holds for items that do not say otherwise
     * @param access what the caller may ask for
     * @return items in the order given, with consecutive queries from 1
     * @throws ServiceException with every violation: UNPROCESSABLE_ENTITY, or PERMISSION_ERROR if rights are all that is
     *     missing
     */
    public List<BatchItem> plan(
            List<ItemRequest> requests, SplitPolicy split, PlanningDefaults defaults, DataAccess access) {
        Plan plan = tryToPlan(requests, split, defaults, access);
        refuse(plan.violations());
        return plan.items();
    }

    /**
     * A batch as far as it can be planned.
     *
     * @param items those that nothing is wrong with
     * @param violations everything that is wrong
     */
    public record Plan(List<BatchItem> items, List<Violation> violations) {}

    /** Plans as much of a batch as there is nothing wrong with; the same but for that as {@link #plan}. */
    public Plan tryToPlan(List<ItemRequest> requests, SplitPolicy split, PlanningDefaults defaults, DataAccess access) {
        List<Violation> violations = new ArrayList<>();
        checkKeys(requests, violations);
        ItemResolver resolver = new ItemResolver(catalog, context, access, defaults);
        List<BatchItem> items = new ArrayList<>();
        long next = 1;
        for (ItemRequest request : requests) {
            int before = violations.size();
            ItemResolver.Resolved resolved = resolver.resolve(request, violations);
            if (violations.size() == before && next <= limits.queries()) {
                BatchItem item = new BatchItem(
                        Math.toIntExact(next),
                        request.key(),
                        resolved.spec(),
                        resolved.excludedAccounts(),
                        split,
                        request.cacheMinutes());
                items.add(item);
                next += item.queryCount();
            }
        }
        if (next - 1 > limits.queries()) {
            violations.add(tooMany(requests.get(0).pointer()));
        }
        return new Plan(items, violations);
    }

    private Violation tooMany(String firstPointer) {
        return new Violation(
                firstPointer.substring(0, Math.max(0, firstPointer.lastIndexOf('/'))),
                ErrorCode.UNPROCESSABLE_ENTITY,
                "more than " + limits.queries() + " queries after splitting; submit several batches");
    }

    private static void checkKeys(List<ItemRequest> requests, List<Violation> violations) {
        Map<String, String> seen = new HashMap<>();
        for (ItemRequest request : requests) {
            String first = request.key() == null ? null : seen.putIfAbsent(request.key(), request.pointer());
            if (first != null) {
                violations.add(new Violation(
                        request.pointer() + "/id",
                        ErrorCode.UNPROCESSABLE_ENTITY,
                        "id \"" + request.key() + "\" is already the id of " + first));
            }
        }
    }

    private static void refuse(List<Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        boolean onlyRights = violations.stream().allMatch(violation -> violation.code() == ErrorCode.PERMISSION_ERROR);
        throw ServiceException.of(onlyRights ? ErrorCode.PERMISSION_ERROR : ErrorCode.UNPROCESSABLE_ENTITY, violations);
    }
}
