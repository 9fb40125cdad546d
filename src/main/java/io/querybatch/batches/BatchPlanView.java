package io.querybatch.batches;

import io.querybatch.errors.Violation;
import io.querybatch.execution.Forecast;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * What would happen with a batch that was not submitted ({@code dry_run}, contract A4).
 *
 * @param accepted whether it would be accepted as it is
 * @param queryAmount queries after splitting, of the items without errors
 * @param scans how often data sources would be asked, about
 * @param cached queries whose answers are there already
 * @param shared queries that would have the answers of others that ask the same
 * @param errors everything that is wrong with it
 */
@JsonbPropertyOrder({"type", "accepted", "queryAmount", "scans", "cached", "shared", "errors"})
public record BatchPlanView(
        @JsonbProperty("@type") String type,
        boolean accepted,
        int queryAmount,
        int scans,
        int cached,
        int shared,
        List<Finding> errors) {

    /** One thing that is wrong, and where. */
    @JsonbPropertyOrder({"pointer", "code", "detail"})
    public record Finding(String pointer, String code, String detail) {

        static Finding of(Violation violation) {
            return new Finding(violation.pointer(), violation.code().name(), violation.detail());
        }
    }

    static BatchPlanView of(int queryAmount, Forecast forecast, List<Violation> violations) {
        return new BatchPlanView(
                "query_batch_plan",
                violations.isEmpty(),
                queryAmount,
                forecast.scans(),
                forecast.cached(),
                forecast.shared(),
                violations.stream().map(Finding::of).toList());
    }
}
