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
     * Plans as much of a batch as can be; the same but for that as {@link #plan}.
     *
     * @throws ServiceException UNPROCESSABLE_ENTITY if something is wrong with the batch as a whole
     */
    public Plan planWhatCanBe(
            List<ItemRequest> requests, SplitPolicy split, PlanningDefaults defaults, DataAccess access) {
        Plan plan = tryToPlan(requests, split, defaults, access);
        refuse(plan.refusals());
        return plan;
    }

    /**
     * A batch as far as it can be planned.
     *
     * @param items those that nothing is wrong with
     * @param unplanned the others; each counts as one query
     * @param refusals what is wrong with the batch as a whole
     * @param violations everything that is wrong, of the batch and of its items
     */
    public record Plan(
            List<BatchItem> items,
            List<UnplannedItem> unplanned,
            List<Violation> refusals,
            List<Violation> violations) {}

    /** Plans as much of a batch as there is nothing wrong with, and finds everything that is. */
    public Plan tryToPlan(List<ItemRequest> requests, SplitPolicy split, PlanningDefaults defaults, DataAccess access) {
        Draft draft = new Draft(split);
        checkKeys(requests, draft.refusals);
        draft.violations.addAll(draft.refusals);
        ItemResolver resolver = new ItemResolver(catalog, context, access, defaults);
        for (int i = 0; i < requests.size(); i++) {
            ItemRequest request = requests.get(i);
            Findings findings = new Findings(request.pointer());
            ItemResolver.Resolved resolved = resolver.resolve(request, findings);
            draft.violations.addAll(findings.violations());
            if (findings.count() > 0) {
                draft.addUnplanned(i, request, findings);
            } else {
                draft.add(request, resolved);
            }
        }
        String first = requests.get(0).pointer();
        List<Violation> tooMany = checkAmount(first.substring(0, Math.max(0, first.lastIndexOf('/'))), draft.next - 1);
        draft.refusals.addAll(tooMany);
        draft.violations.addAll(tooMany);
        return new Plan(draft.items, draft.unplanned, draft.refusals, draft.violations);
    }

    /** A plan that grows item by item, until there are too many queries. */
    private final class Draft {

        private final SplitPolicy split;
        private final List<BatchItem> items = new ArrayList<>();
        private final List<UnplannedItem> unplanned = new ArrayList<>();
        private final List<Violation> refusals = new ArrayList<>();
        private final List<Violation> violations = new ArrayList<>();
        private long next = 1;

        private Draft(SplitPolicy split) {
            this.split = split;
        }

        private void add(ItemRequest request, ItemResolver.Resolved resolved) {
            if (next <= limits.queries()) {
                BatchItem item = new BatchItem(
                        (int) next,
                        request.key(),
                        resolved.spec(),
                        resolved.excludedAccounts(),
                        split,
                        request.cacheMinutes());
                items.add(item);
                next += item.queryCount();
            }
        }

        private void addUnplanned(int index, ItemRequest request, Findings findings) {
            if (next <= limits.queries()) {
                unplanned.add(new UnplannedItem((int) next, index, request.key(), findings.failure()));
                next++;
            }
        }
    }

    /**
     * What is wrong with so many queries: nothing, unless there are more than a batch may have.
     *
     * @param pointer where they stand
     */
    public List<Violation> checkAmount(String pointer, long queries) {
        return queries > limits.queries()
                ? List.of(new Violation(
                        pointer,
                        ErrorCode.UNPROCESSABLE_ENTITY,
                        "more than " + limits.queries() + " queries after splitting; submit several batches"))
                : List.of();
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
