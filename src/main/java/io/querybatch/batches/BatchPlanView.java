package io.querybatch.batches;

import io.querybatch.errors.Violation;
import io.querybatch.execution.Forecast;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.query.BatchItem;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * What would happen with a batch that was not submitted ({@code dry_run}, contract A4).
 *
 * @param accepted whether it would be accepted as it is
 * @param queryAmount queries after splitting; without those of items with errors, unless these are accepted
 * @param failed queries that would fail at once, for their items have errors
 * @param scans how often data sources would be asked, about
 * @param cached queries whose answers are there already
 * @param shared queries that would have the answers of others that ask the same
 * @param errors everything that is wrong with it
 */
@JsonbPropertyOrder({"type", "accepted", "queryAmount", "failed", "scans", "cached", "shared", "errors"})
public record BatchPlanView(
        @JsonbProperty("@type") String type,
        boolean accepted,
        int queryAmount,
        int failed,
        int scans,
        int cached,
        int shared,
        List<Finding> errors) {

    private static final String TYPE = "query_batch_plan";

    /** One thing that is wrong, and where. */
    @JsonbPropertyOrder({"pointer", "code", "detail"})
    public record Finding(String pointer, String code, String detail) {

        /** What is told of a violation. */
        public static Finding of(Violation violation) {
            return new Finding(violation.pointer(), violation.code().name(), violation.detail());
        }
    }

    /** Of a batch that cannot be planned at all. */
    static BatchPlanView refused(List<Violation> violations) {
        return new BatchPlanView(
                TYPE, false, 0, 0, 0, 0, 0, violations.stream().map(Finding::of).toList());
    }

    static BatchPlanView of(BatchPlanner.Plan plan, OnInvalid onInvalid, Forecast forecast) {
        boolean failing = onInvalid == OnInvalid.FAIL_QUERY;
        int failed = failing ? plan.unplanned().size() : 0;
        long planned = plan.items().stream().mapToLong(BatchItem::queryCount).sum();
        return new BatchPlanView(
                TYPE,
                (failing ? plan.refusals() : plan.violations()).isEmpty(),
                (int) planned + failed,
                failed,
                forecast.scans(),
                forecast.cached(),
                forecast.shared(),
                plan.violations().stream().map(Finding::of).toList());
    }
}
