package io.querybatch.client;

import java.util.List;

/**
 * What would happen with a batch that was not submitted.
 *
 * @param accepted whether it would be accepted as it is
 * @param queryAmount queries after splitting
 * @param failed queries that would fail at once, if the batch were accepted nevertheless
 * @param scans how often data sources would be asked, about
 * @param cached queries whose answers are there already
 * @param shared queries that would have the answers of others that ask the same
 * @param errors everything that is wrong with it
 */
public record BatchPlan(
        boolean accepted, int queryAmount, int failed, int scans, int cached, int shared, List<Finding> errors) {

    /** One thing that is wrong, and where: a JSON Pointer. */
    public record Finding(String pointer, String code, String detail) {}
}
